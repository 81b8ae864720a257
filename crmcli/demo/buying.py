"""What the customers of the demonstration bought: who, how often, and how much at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from crmcli.demo.character import Order
from crmcli.demo.dealings import Bought
from crmcli.demo.products import RATES, SUPPLIES, Product
from crmcli.demo.timetable import workday
from crmcli.domain.currency import decimals
from crmcli.domain.grade import Need
from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from random import Random

    from crmcli.demo.cast import Member

_CALLED_WITHIN = 75
_CALLED_LATE = range(92, 101)
_UNCALLED = 2
_LOST = 3
_LEFT_ALONE = 2
_LONG_AGO = 150
_SHARE_TWO = 0.35
_SHARE_EQUIPMENT = 0.12
_FALLS = 4


class Rhythm(NamedTuple):
    """How a customer buys.

    Args:
        gap: days between two orders.
        orders: how many there were.
        since: days since the last one.
        equipment: how likely an order is for equipment; else it is for supplies.
        falls: whether the last orders were smaller each time.
    """

    gap: int
    orders: int
    since: int
    equipment: float = _SHARE_EQUIPMENT
    falls: bool = False


class Buyer(NamedTuple):
    """A customer with its orders, oldest first; an order is what was bought on one day."""

    member: Member
    orders: tuple[tuple[Bought, ...], ...]


def buyers(cast: Sequence[Member], today: date, rng: Random) -> Iterator[Buyer]:
    """Plan who bought: key customers without a clear need first, others at many rhythms.

    Args:
        cast: the customers.
        today: the local date the book is shown on.
        rng: draws everything.
    """
    keys, others = _candidates(cast, today, rng)
    for member, rhythm in zip((*keys, *others), _rhythms(rng), strict=False):
        yield Buyer(member, _orders(member, rhythm, today, rng))
    for member in [each for each in cast if each.lost][:_LOST]:
        rhythm = Rhythm(80, rng.randint(2, 6), rng.randint(200, 260))
        yield Buyer(member, _orders(member, rhythm, today, rng))


def left_alone(cast: Sequence[Member], today: date) -> list[Member]:
    """List two key customers that have neither a deal nor a purchase of late."""
    keys = [each for each in cast if each.plan.key and each.plan.warm and not each.selling]
    return [each for each in keys if _since(each.plan.entered, today) > _LONG_AGO][:_LEFT_ALONE]


def _candidates(
    cast: Sequence[Member], today: date, rng: Random
) -> tuple[list[Member], list[Member]]:
    """List who may be an existing customer: it was called within the quarter, but for a few."""
    active = [each for each in cast if each.talks and not each.lost and each.need is not Need.NONE]
    called = [each for each in active if _since(each.called, today) <= _CALLED_WITHIN]
    alone = left_alone(cast, today)
    keys = [each for each in called if each.plan.key and not each.selling and each not in alone]
    others = [each for each in called if not each.plan.key]
    rng.shuffle(others)
    late = [each for each in active if _since(each.called, today) in _CALLED_LATE]
    return keys, [*(each for each in late if not each.plan.key)][:_UNCALLED] + others


def _since(day: date | None, today: date) -> int:
    return (today - day).days if day is not None else 10**6


def _rhythms(rng: Random) -> Iterator[Rhythm]:
    """Draw the rhythms: the first are so quick that nobody wonders where the customer is."""
    for _ in range(6):
        yield _rhythm(rng, (18, 28), (14, 20))
    for _ in range(12):
        yield _rhythm(rng, (40, 66), (6, 12))
    yield Rhythm(rng.randint(44, 56), 7, 12, equipment=0, falls=True)
    for _ in range(5):
        gap = rng.randint(28, 44)
        quiet = round(gap * rng.uniform(1.8, 2.6))
        yield Rhythm(gap, rng.randint(6, 12), quiet, equipment=0)
    for _ in range(12):
        yield _rhythm(rng, (80, 100), (3, 7))
    for _ in range(10):
        yield _rhythm(rng, (150, 300), (2, 3), equipment=0.8)
    for since in (1, 3):
        yield Rhythm(0, 1, since, equipment=1)
    for _ in range(12):
        yield Rhythm(0, 1, rng.randint(8, 240), equipment=0.7)


def _rhythm(
    rng: Random, gap: tuple[int, int], orders: tuple[int, int], equipment: float = _SHARE_EQUIPMENT
) -> Rhythm:
    days = rng.randint(*gap)
    return Rhythm(days, rng.randint(*orders), round(days * rng.uniform(0.05, 1.15)), equipment)


def _orders(
    member: Member, rhythm: Rhythm, today: date, rng: Random
) -> tuple[tuple[Bought, ...], ...]:
    gaps = [round(rhythm.gap * rng.uniform(0.88, 1.12)) for _ in range(rhythm.orders - 1)]
    days = {workday(today - timedelta(days=ago)) for ago in accumulate([rhythm.since, *gaps])}
    supplies = _Supplies(member, rng)
    orders: list[tuple[Bought, ...]] = []
    for day in sorted(days):
        if rng.random() < rhythm.equipment:
            orders.append((_equipment(member, day, rng),))
        else:
            orders.append(supplies.order(day))
    if rhythm.falls:
        orders[-_FALLS:] = [
            (supplies.line(each[0].day, 0, times),)
            for each, times in zip(orders[-_FALLS:], (9, 7, 4, 2), strict=True)
        ]
    elif _is_falling(orders):
        day = orders[-1][0].day
        orders[-1] = tuple(replace(each, day=day, imported=False) for each in orders[-2])
    return tuple(orders)


class _Supplies:
    """What one customer needs again and again, at its own prices."""

    def __init__(self, member: Member, rng: Random) -> None:
        self._member, self._rng = member, rng
        self._usual = rng.sample(SUPPLIES, 2)
        self._many = [rng.randint(2, max(3, each.most // 2)) for each in self._usual]
        self._discount = rng.choice((1.0, 1.0, 0.95, 0.9))

    def order(self, day: date) -> tuple[Bought, ...]:
        """Draw an order of the usual, seldom of both."""
        first = 0 if self._rng.random() < 0.7 else 1  # noqa: PLR2004
        lines = [self.line(day, first)]
        if self._rng.random() < _SHARE_TWO:
            lines.append(self.line(day, 1 - first))
        return tuple(lines)

    def line(self, day: date, which: int, times: int | None = None) -> Bought:
        """Return a purchase of one of both, as many as usual or so many times three."""
        product, usual = self._usual[which], self._many[which]
        quantity = 3 * times if times else max(1, round(usual * self._rng.uniform(0.7, 1.3)))
        amount = _amount(product, quantity, self._member.currency, self._discount)
        return _bought(self._member, day, product, quantity, amount)


def _equipment(member: Member, day: date, rng: Random) -> Bought:
    order = Order.drawn(rng, member.currency)
    return _bought(member, day, order.product, order.quantity, order.amount)


def _bought(member: Member, day: date, product: Product, quantity: int, amount: Money) -> Bought:
    name = member.character.sayings.product(product)
    imported = day < member.entry.entered
    return Bought(member.number, day, name, quantity, amount, imported=imported)


def _amount(product: Product, quantity: int, currency: str, discount: float) -> Money:
    """Price supplies exactly: the price of one is rounded to a tenth of a unit, or to a yen."""
    places = decimals(currency)
    steps = round(product.price * discount / RATES[currency] * (10 if places else 1))
    return Money(steps * (10 ** (places - 1) if places else 1) * quantity, currency)


def _is_falling(orders: Sequence[tuple[Bought, ...]]) -> bool:
    sums = [sum(each.amount.minor for each in lines) for lines in orders[-_FALLS:]]
    return len(sums) == _FALLS and all(one > after for one, after in pairwise(sums))
