"""The open deals of the demonstration: who has one, at which stage, by which moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.demo.character import Order
from crmcli.demo.dealings import Deal, Move
from crmcli.demo.timetable import instant
from crmcli.domain.deals.due import deal_due
from crmcli.domain.grade import Need
from crmcli.domain.policy import Policy
from crmcli.domain.span import Span, Unit
from crmcli.domain.stage import OPEN_STAGES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, tzinfo
    from random import Random

    from crmcli.demo.cast import Member, Talk

_QUOTED, _NEGOTIATED, _FAR = 75, 30, 180
_QUIET = 3
_SHARE_A, _SHARE_B, _SHARE_C, _SHARE_LATER = 1.0, 0.4, 0.12, 0.12
_SECOND = 4
_SUDDEN = 2
_WITHIN_DAYS = 20
_SHARE_BACK, _SHARE_STATED, _SHARE_NOTED = 0.2, 0.15, 0.4


class Selling:
    """Plans the open deals; one object is used once."""

    def __init__(self, today: date, zone: tzinfo, now: datetime, rng: Random) -> None:
        """Plan for a day.

        Args:
            today: the local date the book is shown on.
            zone: the book's time zone.
            now: the aware instant after which nothing lies.
            rng: draws everything.
        """
        self._today, self._zone, self._now, self._rng = today, zone, now, rng
        self._policy = Policy()
        self._quiet = 0

    def deals(self, cast: Sequence[Member]) -> Iterator[Deal]:
        """Yield the deals: of key customers, of those who decide soon, and of some others."""
        first = {each.number: self._deal(each) for each in cast if self._has_one(each)}
        yield from first.values()
        known = [cast[number] for number in first if self._is_ahead(cast[number].close)]
        for each in self._rng.sample(known, min(_SECOND, len(known))):
            yield self._second(each)
        fresh = [each for each in cast if self._is_sudden(each)]
        for each in self._rng.sample(fresh, min(_SUDDEN, len(fresh))):
            yield self._sudden(each)

    def _is_ahead(self, close: date | None) -> bool:
        # Whose first deal is late has not been talked to about another.
        return close is not None and close >= self._today

    def _has_one(self, member: Member) -> bool:
        if not member.selling:
            return False
        drawn = self._rng.random()
        if member.plan.key:
            return True
        if member.close is None:
            return drawn < _SHARE_LATER
        left = (member.close - self._today).days
        shares = ((_NEGOTIATED, _SHARE_A), (_QUOTED + 15, _SHARE_B), (_FAR, _SHARE_C))
        return drawn < next((share for limit, share in shares if left <= limit), _SHARE_LATER)

    def _deal(self, member: Member) -> Deal:
        clear = [talk for talk in member.talks if talk.need is Need.CLEAR]
        stage = self._stage(member, clear[-1])
        reached: dict[int, Move] = {}
        index = 0
        for each in OPEN_STAGES[: OPEN_STAGES.index(stage) + 1]:
            index = max(index, _reaching(clear, each))
            talk = clear[index]
            reached[index] = Move(each, talk.at, talk.on, self._note(member, each))
        rng = self._rng
        stated = stage is not Stage.INITIAL_CONTACT and rng.random() < _SHARE_STATED
        return Deal(
            member.number,
            self._title(member),
            member.character.order.amount,
            tuple(reached.values()),
            member.close,
            probability=rng.choice((20, 30, 40, 60, 80, 90)) if stated else None,
            notes=self._say(member, member.character.sayings.notes, _SHARE_NOTED),
        )

    def _stage(self, member: Member, last: Talk) -> Stage:
        """Say how far a deal has come: as far as was talked, seldom less, rarely quiet too long."""
        stage = Stage.INITIAL_CONTACT
        if member.close is not None:
            left = (member.close - last.on).days
            stages = (Stage.NEGOTIATION, Stage.QUOTE, Stage.NEED_CONFIRMED)
            limits = zip((_NEGOTIATED, _QUOTED, _FAR), stages, strict=True)
            stage = next((each for limit, each in limits if left <= limit), stage)
        if stage is not Stage.INITIAL_CONTACT and self._rng.random() < _SHARE_BACK:
            stage = _before(stage)
        while self._is_quiet(last.on, stage) and stage is not Stage.INITIAL_CONTACT:
            if self._quiet < _QUIET:
                self._quiet += 1
                break
            stage = _before(stage)
        return stage

    def _is_quiet(self, last: date, stage: Stage) -> bool:
        limit = self._policy.rhythm("quiet", self._policy.span(f"quiet.{stage}"))
        owed = deal_due(None, last, limit, stage)
        return owed is not None and owed.due <= self._today

    def _second(self, member: Member) -> Deal:
        """Plan a deal that comes after the first one."""
        talk = member.talks[-1]
        order = Order.drawn(self._rng, member.currency)
        sayings = member.character.sayings
        words = {**member.character.words, "product": sayings.product(order.product)}
        words["qty"] = str(order.quantity)
        close = Span(self._rng.randint(4, 7), Unit.MONTH).after(member.close or self._today)
        return Deal(
            member.number,
            sayings.titles[0].format_map(words),
            order.amount,
            (Move(Stage.INITIAL_CONTACT, talk.at, talk.on),),
            close,
        )

    def _is_sudden(self, member: Member) -> bool:
        plan = member.plan
        quiet = (self._today - member.last).days if member.last else 0
        return plan.warm and not plan.key and member.need is Need.POTENTIAL and 0 < quiet < _FAR

    def _sudden(self, member: Member) -> Deal:
        """Plan a deal of this morning with a customer that had no more than a potential need."""
        at = min(instant(self._today, self._today, self._zone, self._rng), self._now)
        close = Span(_WITHIN_DAYS, Unit.DAY).after(self._today)
        note = self._note(member, Stage.NEED_CONFIRMED)
        return Deal(
            member.number,
            self._title(member),
            member.character.order.amount,
            (Move(Stage.NEED_CONFIRMED, at, self._today, note),),
            close,
        )

    def _title(self, member: Member) -> str:
        character = member.character
        product = character.sayings.product(character.order.product)
        words = {**character.words, "product": product}
        return self._rng.choice(character.sayings.titles).format_map(words)

    def _note(self, member: Member, stage: Stage) -> str | None:
        return self._say(member, member.character.sayings.moves[stage], 1.0)

    def _say(self, member: Member, texts: Sequence[str], share: float) -> str | None:
        if self._rng.random() > share:
            return None
        return self._rng.choice(texts).format_map(member.character.words) or None


def _before(stage: Stage) -> Stage:
    return OPEN_STAGES[OPEN_STAGES.index(stage) - 1]


def _reaching(talks: Sequence[Talk], stage: Stage) -> int:
    """Say at which of the contacts a deal came to a stage, by the close as it was seen then."""
    last = len(talks) - 1
    if stage in {Stage.INITIAL_CONTACT, Stage.NEED_CONFIRMED}:
        return min(OPEN_STAGES.index(stage), last)
    days = _QUOTED if stage is Stage.QUOTE else _NEGOTIATED
    near = (
        index
        for index, each in enumerate(talks)
        if each.close is not None and (each.close - each.on).days <= days
    )
    return next(near, last)
