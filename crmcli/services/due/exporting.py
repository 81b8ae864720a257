"""The due list as a calendar: its entries are read page by page, and the export is recorded.

Whoever may not be shared is left out, as of any other export: a calendar lies on phones and
servers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from crmcli.domain.id_ranges import IdRanges
from crmcli.exchange.calendar_file import CalendarWriter
from crmcli.services.due.listing import chosen_refs, named_query
from crmcli.services.exports.recording import Order, carried_out
from crmcli.store.reads.book import uid
from crmcli.store.reads.due_entries import count_due, due_keys, owed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from crmcli.domain.calendar import CalendarEntry, EntryKind, Owed
    from crmcli.domain.consent import Consent
    from crmcli.domain.due import DueQuery
    from crmcli.domain.due_choice import Cut, LeftOut
    from crmcli.domain.lookup import Candidate
    from crmcli.domain.run import Run
    from crmcli.exchange.target import Target
    from crmcli.store.book import Book
    from crmcli.store.reads.due_entries import Key

    Progress = Callable[[int, int], None]
    Teller = Callable[[Owed, date, str], CalendarEntry]
    """Given an obligation, the date of the list and the book's uid, says what the entry says."""

RECORD = "obligation"
"""The table whose rows such an export holds."""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class DueRequest:
    """What is to be exported, and how.

    Args:
        target: where to.
        query: which part of the list.
        kind: as events or to-dos.
        name: what clients call the calendar.
        alarms: when an entry makes itself heard, in minutes after the beginning of its day.
        customer: only this one, as named on the command line.
        cut: how much of the list; None for all.
        filter: what was asked for in words, for the record; None for all.
        purpose: what for, for the record.
    """

    target: Target
    query: DueQuery
    kind: EntryKind
    name: str
    alarms: Sequence[int] = ()
    customer: str | None = None
    cut: Cut | None = None
    filter: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class ExportedDue:
    """The answer to an export of the list; the field names are the keys of its JSON.

    Args:
        id: the number of its record.
        exported: how many entries were written.
        withheld: how many were left out since their customers may not be shared.
        path: where to; `-` for stdout.
        kind: as what they stand in the calendar.
        purpose: what for.
        filter: which part of the list was asked for; None for all.
    """

    id: int
    exported: int
    withheld: int
    path: str
    kind: EntryKind
    purpose: str | None
    filter: str | None


@dataclass(slots=True)
class DueExport:
    """One export; what is beside the answer is known after it.

    Args:
        book: the book.
        request: what is to be exported.
        teller: says what an entry says.
        progress: told how many entries were written.

    Attributes:
        left_out: what there was no room for, if there was a cut.
        refused: a customer that was named and may not be contacted.
    """

    book: Book
    request: DueRequest
    teller: Teller
    progress: Progress
    left_out: LeftOut | None = None
    refused: tuple[Candidate, Consent] | None = None
    _count: int = field(default=0, init=False)
    _withheld: int = field(default=0, init=False)

    def run(self, run: Run, deliver: Callable[[IO[bytes]], None]) -> ExportedDue:
        """Export the list.

        Args:
            run: the run.
            deliver: is handed what goes to stdout, once that is recorded.

        Raises:
            CustomerNotFound, AmbiguousCustomer: the customer is not one.
            TargetExists, TargetUnusable: the file cannot be written there; nothing was recorded.
            ChangedMeanwhile: a customer that was written may no longer be.
        """
        request = self.request

        def write(file: IO[bytes]) -> IdRanges:
            writer = CalendarWriter(file, request.kind, request.alarms, request.name, run.now)
            return self._write(writer)

        def record(written: IdRanges) -> dict[str, Any]:
            del written
            return {
                "purpose": request.purpose,
                "filter": request.filter,
                "count": self._count,
                "record": RECORD,
            }

        def answered(key: int, written: IdRanges) -> ExportedDue:
            del written
            return ExportedDue(
                id=key,
                exported=self._count,
                withheld=self._withheld,
                path=request.target.name,
                kind=request.kind,
                purpose=request.purpose,
                filter=request.filter,
            )

        order = Order(request.target, ExportedDue, write, record, answered)
        return carried_out(self.book, run, order, deliver)

    def _write(self, writer: CalendarWriter) -> IdRanges:
        query, keys, book_uid = self._chosen()
        customers: set[int] = set()
        for start in range(0, len(keys), _PAGE):
            page = keys[start : start + _PAGE]
            with self.book.reading() as connection:
                found = list(owed(connection, query, page))
            for each in found:
                writer.write(self.teller(each, query.today, book_uid))
                customers.add(each.row.customer_id)
            self._count += len(found)
            self.progress(start + len(page), len(keys))
        writer.finish()
        return IdRanges((key, key) for key in sorted(customers))

    def _chosen(self) -> tuple[DueQuery, list[Key], str]:
        """Read which obligations are asked for, in the list's order, and the book's uid."""
        request = self.request
        with self.book.reading() as connection:
            query = request.query
            if request.customer is not None:
                query, self.refused = named_query(connection, query, request.customer)
            self._withheld = count_due(connection, query._replace(may_share=False))
            query = query._replace(may_share=True)
            refs = None
            if request.cut is not None:
                refs, self.left_out = chosen_refs(connection, query, request.cut)
            return query, list(due_keys(connection, query, refs)), uid(connection)
