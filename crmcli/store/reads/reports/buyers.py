"""Who bought in the period of a report: their orders, and what these are worth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.reports.bought import BOUGHT
from crmcli.store.reads.reports.counting import groups, sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.reports.figures import Sums
    from crmcli.store.reads.reports.counting import Records
    from crmcli.store.reads.reports.scope import Scope

_UNIT = 1_000_000_000
"""What amounts are cut at, since SQLite's own sum ends with a fault beyond 64 bits."""

_COUNTED = (
    "count(*)",
    "count(r.book_minor)",
    f"coalesce(sum(r.book_minor / {_UNIT}), 0)",
    f"coalesce(sum(r.book_minor % {_UNIT}), 0)",
)


class Buyer(NamedTuple):
    """A customer who bought.

    Args:
        id: which one.
        name: its name.
        worth: all that has a worth in the book's currency, in minor units.
        amounts: all that it bought.
        orders: on how many days it bought.
        last: the last of these.
        ids: its purchases, where that was asked for.
    """

    id: int
    name: str
    worth: int
    amounts: Sums
    orders: int
    last: str
    ids: IdRanges | None


class Orders(NamedTuple):
    """What was bought; what one customer bought on one day is an order.

    Args:
        orders: how many there are.
        worths: for each worth in the book's currency, how many orders have it.
        unknown: how many have none, since a rate is missing.
        buyers: who bought, those who bought for most first.
    """

    orders: int
    worths: Mapping[int, int]
    unknown: int
    buyers: tuple[Buyer, ...]


def orders_of(scope: Scope, bought: Records) -> Orders:
    """Put purchases together to orders, and these to buyers.

    Args:
        scope: what is looked at.
        bought: the purchases, by `r`; `c` is their customer.
    """
    amounts = sums(scope, bought.by("r.customer_id"), BOUGHT)
    found: dict[int, Buyer] = {}
    worths: Counter[int] = Counter()
    count = unknown = 0
    by_day = groups(scope, bought.by("r.customer_id", "r.day", "c.name"), _COUNTED)
    for (key, day, name), (rows, known, high, low), ids, _ in by_day:
        worth = high * _UNIT + low
        count += 1
        if known == rows:
            worths[worth] += 1
        else:
            unknown += 1
        old = found.get(key)
        if old is None:
            found[key] = Buyer(key, name, worth, amounts[(key,)], 1, day, ids)
            continue
        if old.ids is not None:
            old.ids.update(ids or ())
        # The days of a customer come in their order.
        found[key] = old._replace(worth=old.worth + worth, orders=old.orders + 1, last=day)
    buyers = sorted(found.values(), key=lambda each: (-each.worth, each.id))
    return Orders(count, worths, unknown, tuple(buyers))
