"""The deals of the demonstration that were won or lost in the past year, and what they taught."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.demo.buying import left_alone
from crmcli.demo.character import Order
from crmcli.demo.dealings import Bought, Deal, Move
from crmcli.demo.lines import Phase
from crmcli.demo.products import PRODUCTS
from crmcli.demo.sayings import Case
from crmcli.demo.timetable import instant, workday
from crmcli.domain.stage import OPEN_STAGES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo
    from random import Random

    from crmcli.demo.buying import Buyer
    from crmcli.demo.cast import Member

_YEAR = 355
_SHORTEST, _LONGEST = 18, 90
_WON = 26
_NO_DEAL = (96, 124)
_REFUSED, _COOLED, _RECENT = 8, 6, 2
_SHARE_LEARNT = 0.75
_EQUIPMENT = frozenset(name for each in PRODUCTS for name in (each.zh, each.en))


class Closing:
    """Plans the deals that are over; one object is used once."""

    def __init__(self, today: date, zone: tzinfo, rng: Random) -> None:
        """Plan for the local date the book is shown on, in its time zone; `rng` draws all."""
        self._today, self._zone, self._rng = today, zone, rng

    def won(self, buyers: Sequence[Buyer]) -> Iterator[Deal]:
        """Yield deals that were won: the latest orders of equipment, each with its purchase."""
        orders = [
            (buyer.member, line)
            for buyer in buyers
            for lines in buyer.orders
            for line in lines
            if line.product in _EQUIPMENT and self._is_known(buyer.member, line)
        ]
        orders.sort(key=lambda each: (each[1].day, each[0].number), reverse=True)
        for member, line in orders[:_WON]:
            yield self._won(member, line)

    def lost(self, cast: Sequence[Member]) -> Iterator[Deal]:
        """Yield deals that were lost.

        Those of who left, refused or cooled down, two of key customers, and two of this week.
        """
        rng = self._rng
        for each in cast:
            if each.lost and each.entry.lost_on is not None:
                yield self._lost(each, each.entry.lost_on, each.entry.lost_reason)
        for each in left_alone(cast, self._today):
            yield self._lost(each, workday(self._today - timedelta(days=rng.randint(*_NO_DEAL))))
        refused = [each for each in cast if self._turned(each, Phase.REFUSED)]
        cooled = [each for each in cast if self._turned(each, Phase.COOL)]
        for group, count in ((refused, _REFUSED), (cooled, _COOLED)):
            for each in rng.sample(group, min(count, len(group))):
                yield self._lost(each, workday(each.plan.turned_on or self._today))
        warm = [
            each for each in cast if each.plan.warm and self._days(each.plan.entered) > _LONGEST
        ]
        for number, each in enumerate(rng.sample(warm, min(_RECENT, len(warm)))):
            yield self._lost(each, workday(self._today - timedelta(days=1 + 2 * number)))

    def _is_known(self, member: Member, line: Bought) -> bool:
        """Tell whether a deal can have led to an order: within the year, met long enough."""
        met = (line.day - member.entry.entered).days
        return met >= _SHORTEST and self._days(line.day) <= _YEAR

    def _turned(self, member: Member, phase: Phase) -> bool:
        plan = member.plan
        if plan.turned is not phase or plan.turned_on is None:
            return False
        long = (plan.turned_on - plan.entered).days >= _SHORTEST
        return long and self._days(plan.turned_on) in range(1, _YEAR)

    def _days(self, day: date) -> int:
        return (self._today - day).days

    def _won(self, member: Member, line: Bought) -> Deal:
        rng, sayings = self._rng, member.character.sayings
        words = {**member.character.words, "product": line.product, "qty": str(line.quantity)}
        words["amount"] = _amount(line, chinese=sayings.chinese)
        learnt = rng.random() < _SHARE_LEARNT
        return Deal(
            member.number,
            rng.choice(sayings.titles).format_map(words),
            line.amount,
            self._moves(member, line.day, OPEN_STAGES, Stage.WON, words),
            line.day + timedelta(days=rng.randint(-6, 12)),
            case=_told(rng.choice(sayings.won), words) if learnt else None,
            bought=(line,),
        )

    def _lost(self, member: Member, day: date, reason: str | None = None) -> Deal:
        rng, sayings = self._rng, member.character.sayings
        order = Order.drawn(rng, member.currency)
        product = sayings.product(order.product)
        words = {**member.character.words, "product": product, "qty": str(order.quantity)}
        line = Bought(member.number, day, product, order.quantity, order.amount)
        words["amount"] = _amount(line, chinese=sayings.chinese)
        usual, case = rng.choice(sayings.lost)
        known = dict(sayings.lost)
        case = known.get(reason or usual, case)
        stages = OPEN_STAGES[: rng.randint(2, len(OPEN_STAGES))]
        return Deal(
            member.number,
            rng.choice(sayings.titles).format_map(words),
            order.amount,
            self._moves(member, day, stages, Stage.LOST, words),
            day + timedelta(days=rng.randint(-10, 45)),
            lost_reason=reason or usual,
            case=_told(case, words) if rng.random() < _SHARE_LEARNT else None,
        )

    def _moves(
        self,
        member: Member,
        day: date,
        stages: Sequence[Stage],
        end: Stage,
        words: Mapping[str, str],
    ) -> tuple[Move, ...]:
        """Spread the moves of a deal over the weeks before its end."""
        rng = self._rng
        longest = min(_LONGEST, (day - member.entry.entered).days)
        length = rng.randint(min(_SHORTEST, longest), longest)
        moves: list[Move] = []
        for number, stage in enumerate((*stages, end)):
            ago = length - length * number // len(stages)
            on = max(workday(day - timedelta(days=ago)), member.entry.entered)
            at = instant(on, self._today, self._zone, rng)
            while moves and at <= moves[-1].at:
                moves.pop()
            notes = member.character.sayings.moves[stage]
            moves.append(Move(stage, at, on, rng.choice(notes).format_map(words) or None))
        return tuple(moves)


def _told(case: Case, words: Mapping[str, str]) -> Case:
    texts = (case.because, case.objection, case.repeat, case.avoid)
    told = [text and text.format_map(words) for text in texts]
    return Case(told[0] or "", *told[1:])


def _amount(line: Bought, *, chinese: bool) -> str:
    """Write an amount as the notes do."""
    money = line.amount
    if chinese:
        return f" {money.minor / 1_000_000:g} 万"
    return f"{money.currency} {money.minor // (1 if money.currency == 'JPY' else 100):,}"
