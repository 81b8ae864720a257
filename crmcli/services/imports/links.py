"""Who referred whom: what rows say of it on their way in, and the links of those written.

Where a row has an id of crm, it can be named by that: ids of a file become ids of this book.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.cell import restored
from crmcli.domain.field_names import plain_name
from crmcli.domain.sought import sought
from crmcli.exchange.column_names import ID, KEPT_BY_BOOKS, REFERRED_BY, UID
from crmcli.exchange.columns import Use
from crmcli.services.imports.cell import says_nothing
from crmcli.services.imports.claims import read_id
from crmcli.store.reads.referring import referred_through, referrers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.exchange.columns import Column
    from crmcli.store.staging.links import StagedLinks
    from crmcli.store.staging.rows import Staging
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Links:
    """Where the rows of a table say who referred them, and the id by which others name them.

    Args:
        staged: where that is noted.
        referrer: the column of who referred them.
        id: the column of their id, where that is crm's.
    """

    staged: StagedLinks
    referrer: int
    id: int | None

    def stage(self, number: int, cells: Sequence[str]) -> None:
        """Note both for a row."""
        key = None if self.id is None else read_id(cells[self.id])
        text = restored(cells[self.referrer]).strip()
        if text and not says_nothing(REFERRED_BY, text):
            self.staged.put(number, key, text, _stated(text))
        elif key is not None:
            self.staged.put(number, key, None, None)


def _stated(text: str) -> int | None:
    wanted = sought(text)
    return read_id(wanted.text) if wanted.is_digits else None


def links_of(columns: Iterable[Column], staged: StagedLinks) -> Links | None:
    """Find the column that says who referred customers; None without one."""
    used = {each.name: each.place for each in columns if each.use is not Use.LEFT_OUT}
    for each in columns:
        if each.use is Use.FIELD and each.field == REFERRED_BY:
            staged.column = each.name
            return Links(staged, each.place, used.get(ID))
    return None


def of_a_book(columns: list[Column]) -> list[Column]:
    """Mark the columns as used that are used only in a table that a book wrote."""
    kept_by_books = KEPT_BY_BOOKS | {UID}
    return [
        replace(each, use=Use.FIELD, field=each.name)
        if each.name in kept_by_books and each.use is not Use.LEFT_OUT
        else each
        for each in columns
    ]


def telling(columns: list[Column]) -> list[Column]:
    """Mark the columns that may tell who a row is, in a table that is to update customers."""
    return [
        replace(each, use=Use.FIELD, field=plain)
        if each.use is Use.DERIVED and (plain := plain_name(each.name)) in {ID, UID}
        else each
        for each in columns
    ]


def refer(transaction: Transaction, rows: Staging, created: int) -> int:
    """Link the customers that were just written to those who referred them.

    Args:
        transaction: the open transaction.
        rows: the staged rows.
        created: how many of them are new customers.

    Returns:
        How many cannot have been referred by whom their row says.
    """
    rows.place_repeats()
    first = rows.first
    # Whoever was in the book before is linked last: no circle of new ones goes through it.
    referrers = array("q", [0]) * created
    for key, referrer in rows.links.placed(first, new=True):
        if referrer is not None and referrer >= first:
            referrers[key - first] = referrer
        elif referrer is not None:
            transaction.change("customer", {"id": key}, referred_by=referrer)
    in_circle = sum(1 for _ in _opened(referrers, first))
    for at, referrer in enumerate(referrers):
        if referrer:
            transaction.change("customer", {"id": first + at}, referred_by=referrer)
    return in_circle + sum(
        not _referred_anew(transaction, key, referrer)
        for key, referrer in rows.links.placed(first, new=False)
        if referrer is not None
    )


def circles(links: StagedLinks) -> Iterator[int]:
    """Yield of each circle of new customers the row of the last one."""
    rows, targets = array("q"), array("q")
    for row, target in links.among_new():
        rows.append(row)
        targets.append(target)
    referrers = array("q", (_place(rows, each) for each in targets))
    for at in _opened(referrers, 1):
        yield rows[at]


def _place(rows: array[int], row: int) -> int:
    """Give the place of a row among some, from 1; 0 if it is not there."""
    at = bisect_left(rows, row)
    return at + 1 if at < len(rows) and rows[at] == row else 0


def _referred_anew(transaction: Transaction, key: int, referrer: int) -> bool:
    """Link a customer of the book; tell whether that can be."""
    from crmcli.store.settling.crediting import credit_referrer  # noqa: PLC0415 - writers only

    connection = transaction.connection
    present, _ = referrers_of(connection, [key])[key]
    if present == referrer:
        return True
    if key in referred_through(connection, referrer):
        return False
    transaction.change("customer", {"id": key}, referred_by=referrer, updated=transaction.run.now)
    credit_referrer(transaction, key)
    return True


def _opened(referrers: array[int], first: int) -> Iterator[int]:
    """Take out of each circle the link of its last customer, and yield that one's place.

    Args:
        referrers: by whom each customer was referred, from the first on; 0 for nobody.
        first: the id of the first.
    """
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
            yield max(circle)
