"""Writing the rows of an export out, and whose are left out since they may not be shared."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.store.reads.customer_rows import card_lines, refusals
from crmcli.store.reads.sharing import keys_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from crmcli.exchange.writers import TableWriter
    from crmcli.services.exports.sources import Source, View
    from crmcli.store.book import Book

    Progress = Callable[[int, int], None]

_PAGE = 5000
_CARDS = 100
"""How many customers are read at once where their photos come with them."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A customer that an export leaves out; the field names are the keys of its JSON.

    Args:
        id: its number.
        name: its name.
        on: the local date it was last said that it may not be shared.
        reason: why, where that was said.
    """

    id: int
    name: str
    on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class TableCount:
    """How much of a table was exported; the field names are the keys of its JSON.

    Args:
        record: the table, such as `contact`.
        exported: how many of its rows were written.
        withheld: how many were left out since their customers may not be shared.
    """

    record: str
    exported: int
    withheld: int


@dataclass(slots=True)
class Written:
    """What was written of an export.

    Args:
        customers: whose rows they are.
        tables: how much of each table.
        left_out: whose rows were left out.
    """

    customers: IdRanges = field(default_factory=IdRanges)
    tables: tuple[TableCount, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(slots=True)
class _Plan:
    """Which rows of a table are to be written, in their order, and how many are not."""

    source: Source
    # Numbers side by side: a million of them are 8 MB.
    ids: array[int] = field(default_factory=lambda: array("q"))
    withheld: int = 0


def written_out(
    book: Book,
    sources: Sequence[Source],
    view: View,
    writer: TableWriter,
    progress: Progress,
    *,
    cards: bool = False,
) -> Written:
    """Write tables, page by page, each page in a read of its own.

    Args:
        book: the book.
        sources: the tables; those after the first may be of its customers.
        view: from where records are seen.
        writer: writes their rows.
        progress: told how many of how many were written.
        cards: let each row, of customers, be followed by the kept lines of its vCard.

    Raises:
        CrmError: a filter cannot be read.
    """
    size = _CARDS if cards else _PAGE
    plans, left_out = _planned(book, sources)
    whole, done = sum(len(each.ids) for each in plans), 0
    holders = _Holders()
    tables = []
    for plan in plans:
        source, count = plan.source, 0
        writer.begin(source.table, len(plan.ids))
        for start in range(0, len(plan.ids), size):
            page = plan.ids[start : start + size]
            with book.reading() as connection:
                by_id = {row[0]: row for row in source.rows(connection, page, view)}
                lines = card_lines(connection, by_id) if cards else {}
            rows = [by_id[key] for key in page if key in by_id]
            if cards:
                rows = [[*row, lines.get(row[0], ())] for row in rows]
            writer.write(rows)
            holders.note(row[source.table.holder] for row in rows)
            count += len(rows)
            done += len(page)
            progress(done, whole)
        tables.append(TableCount(source.table.record, count, plan.withheld))
    writer.finish()
    return Written(holders.ranges(), tuple(tables), left_out)


def _planned(book: Book, sources: Sequence[Source]) -> tuple[list[_Plan], tuple[LeftOut, ...]]:
    """List what is to be written of each table, and whose rows are left out."""
    plans: list[_Plan] = []
    others: dict[int, None] = {}
    with book.reading() as connection:
        for source in sources:
            plan = _Plan(source)
            for key, customer_id, may_share in _keys(connection, source, plans):
                if may_share:
                    plan.ids.append(key)
                else:
                    plan.withheld += 1
                    others[customer_id] = None
            plans.append(plan)
        return plans, tuple(LeftOut(*each) for each in refusals(connection, others))


def _keys(
    connection: sqlite3.Connection, source: Source, plans: Sequence[_Plan]
) -> Iterable[tuple[int, int, bool]]:
    if source.keys is not None:
        return source.keys(connection)
    return keys_of(connection, source.table.record, plans[0].ids)


class _Holders:
    """Whose rows were written: customers in any order, as ranges of their ids."""

    _MOST = 100_000
    """How many are kept aside, until they are put between the ranges all at once."""

    def __init__(self) -> None:
        self._ranges = IdRanges()
        self._aside: set[int] = set()

    def note(self, customers: Iterable[int]) -> None:
        """Take the customers of some rows."""
        self._aside.update(each for each in set(customers) if each not in self._ranges)
        if len(self._aside) > self._MOST:
            self.ranges()

    def ranges(self) -> IdRanges:
        """Give all of them."""
        # One by one they would be put between the ranges at the cost of all that come after.
        pairs = ((each, each) for each in self._aside)
        self._ranges = IdRanges(sorted(chain(self._ranges, pairs)))
        self._aside = set()
        return self._ranges
