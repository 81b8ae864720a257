"""Writing the customers of an export out, and who is left out since they may not be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.export_tables import CUSTOMERS
from crmcli.domain.id_ranges import IdRanges
from crmcli.services.customers.listing import selection_of
from crmcli.store.reads.customer_rows import customer_rows, refusals, shared_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from crmcli.exchange.writers import TableWriter
    from crmcli.services.customers.listing import ListQuery
    from crmcli.store.book import Book

    Progress = Callable[[int, int], None]

_PAGE = 5000


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


def written_out(
    book: Book, query: ListQuery, writer: TableWriter, progress: Progress
) -> tuple[IdRanges, tuple[LeftOut, ...]]:
    """Write customers, page by page; return which ones, and who was left out.

    Args:
        book: the book.
        query: which customers.
        writer: writes their rows.
        progress: told how many of how many were written.
    """
    with book.reading() as connection:
        ids, others = shared_ids(connection, selection_of(connection, query))
        left_out = tuple(LeftOut(*each) for each in refusals(connection, others))
    written: list[int] | IdRanges = [] if query.sort else IdRanges()
    writer.begin(CUSTOMERS, len(ids))
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        with book.reading() as connection:
            rows = list(customer_rows(connection, query.today, page))
        writer.write(rows)
        _note(written, (row[0] for row in rows))
        progress(start + len(page), len(ids))
    writer.finish()
    if isinstance(written, list):
        written = IdRanges((key, key) for key in sorted(written))
    return written, left_out


def _note(written: list[int] | IdRanges, ids: Iterable[int]) -> None:
    # Ids in any order would be put between the ranges one by one.
    if isinstance(written, list):
        written.extend(ids)
    else:
        for key in ids:
            written.add(key)
