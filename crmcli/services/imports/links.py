"""What only a table that a book wrote can say: who referred whom, who is archived or confirmed.

The ids of its rows become ids of this book.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from crmcli.exchange.column_names import ID, KEPT_BY_BOOKS, REFERRED_BY, UID, plain_name
from crmcli.exchange.columns import Use
from crmcli.services.imports.claims import read_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.exchange.columns import Column
    from crmcli.store.staging.rows import Staging
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Links:
    """Where the rows of a table have their id, and that of who referred them."""

    id: int
    referrer: int

    def stage(self, rows: Staging, number: int, cells: Sequence[str]) -> None:
        """Note both for a row; one without an id of its own refers to nobody."""
        key, referrer = read_id(cells[self.id]), read_id(cells[self.referrer])
        if key is not None:
            rows.link(number, key, referrer)


def of_a_book(columns: list[Column]) -> tuple[list[Column], Links | None]:
    """Find the columns that are used only in a table that a book wrote.

    Returns:
        The columns, these ones marked as used, and where the links are.
    """
    kept = {each.name: each.place for each in columns if each.use is not Use.LEFT_OUT}
    kept_by_books = KEPT_BY_BOOKS | {UID}
    marked = [
        replace(each, use=Use.FIELD, field=each.name)
        if each.name in kept_by_books and each.name in kept
        else each
        for each in columns
    ]
    if not {"id", REFERRED_BY} <= kept.keys():
        return marked, None
    return marked, Links(kept["id"], kept[REFERRED_BY])


def telling(columns: list[Column]) -> list[Column]:
    """Mark the columns that may tell who a row is, in a table that is to update customers."""
    return [
        replace(each, use=Use.FIELD, field=plain)
        if each.use is Use.DERIVED and (plain := plain_name(each.name)) in {ID, UID}
        else each
        for each in columns
    ]


class Left(NamedTuple):
    """How many customers were left without who referred them, and why.

    Args:
        unknown: that one is not in the file.
        in_circle: it was itself referred by the customer, or by one that the customer referred.
    """

    unknown: int
    in_circle: int


def refer(transaction: Transaction, rows: Staging, created: int) -> Left:
    """Link the customers that were just written to those who referred them.

    Args:
        transaction: the open transaction.
        rows: the staged rows.
        created: how many of them are customers now.
    """
    (last,) = transaction.connection.execute("SELECT max(id) FROM customer").fetchone()
    first = last - created + 1
    unknown = 0
    # Whoever was in the book before was referred by nobody of the file: no circle goes through it.
    referrers = array("q", [0]) * created
    for key, referrer in rows.referrals(first):
        if referrer is None:
            unknown += 1
        elif referrer >= first:
            referrers[key - first] = referrer
        else:
            transaction.change("customer", {"id": key}, referred_by=referrer)
    in_circle = _open_circles(referrers, first)
    for at, referrer in enumerate(referrers):
        if referrer:
            transaction.change("customer", {"id": first + at}, referred_by=referrer)
    return Left(unknown, in_circle)


def _open_circles(referrers: array[int], first: int) -> int:
    """Take out of each circle the link of its last customer; return how many there were.

    Args:
        referrers: by whom each customer was referred, from the first on; 0 for nobody.
        first: the id of the first.
    """
    count = 0
    seen_from = array("q", [0]) * len(referrers)
    for start in range(len(referrers)):
        at = start
        while not seen_from[at] and referrers[at]:
            seen_from[at] = start + 1
            at = referrers[at] - first
        if referrers[at] and seen_from[at] == start + 1:
            circle = [at]
            while (after := referrers[circle[-1]] - first) != at:
                circle.append(after)
            referrers[max(circle)] = 0
            count += 1
    return count
