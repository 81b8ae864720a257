"""What was read of a file of customers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.domain.codec import encoded
from crmcli.services.imports.bad_cell import reason_of
from crmcli.services.imports.result import MOST_LISTED, Preview, RowReason
from crmcli.services.imports.row_keys import keys_of_row
from crmcli.services.imports.staged_entry import staged
from crmcli.store.staging.staged_row import StagedKey, StagedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crmcli.domain.entry import Entry
    from crmcli.domain.grade import Grade
    from crmcli.domain.message import Message
    from crmcli.errors import CrmError
    from crmcli.exchange.columns import Column
    from crmcli.exchange.table import Table
    from crmcli.services.imports.claims import Claim
    from crmcli.store.staging.rows import Staging

_PREVIEWED = 5


@dataclass(slots=True)
class FileRead:
    """What was read of a file; its good rows are only held until they are staged.

    `again` opens it once more, `totals` are the rows that sum up others, `left` those that
    say themselves that they are left out, each with the customer it was taken for.
    """

    columns: list[Column]
    encoding: str
    delimiter: str
    sheet: str | None
    header_rows: tuple[int, int] | None
    again: Callable[[], Table]
    takes: Callable[[str, str], bool] | None
    untaken: dict[str, None]
    other_sheets: tuple[str, ...] = ()
    count: int = 0
    size: int = 0
    held: int = 0
    refused: int = 0
    totals: list[int] = field(default_factory=list)
    left: list[tuple[int, int | None]] = field(default_factory=list)
    refusals: list[RowReason] = field(default_factory=list)
    preview: list[Preview] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    rows: list[StagedRow] = field(default_factory=list)
    keys: list[StagedKey] = field(default_factory=list)
    refused_rows: list[tuple[int, str]] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)
    used_by_new: set[str] = field(default_factory=set)
    notes: dict[int, Message] = field(default_factory=dict)

    def take(
        self, row: int, entry: Entry, grade: Grade, claim: Claim, keys: Iterable[StagedKey]
    ) -> None:
        """Take down a good row, with what it says itself."""
        has_clocks = entry.customer.may_contact is not False and entry.archived is None
        waits = has_clocks and not entry.steps
        kept = staged(entry)
        self.held += len(kept)
        self.size += len(kept)
        comes_with = (len(entry.steps), len(entry.customer.people))
        self.rows.append(StagedRow(row, kept, grade, waits, *claim, *comes_with))
        self.keys += [*keys, *keys_of_row(row, entry.customer, by_card=self.takes is not None)]
        if len(self.preview) < _PREVIEWED:
            self.preview.append(_preview(row, entry, grade))

    def flush(self, rows: Staging) -> None:
        """Stage the rows that were taken down."""
        rows.add(self.rows, self.keys)
        rows.refuse(self.refused_rows)
        self.rows, self.keys, self.refused_rows = [], [], []
        self.held = 0

    def refuse(self, row: int, error: CrmError) -> None:
        """Take down a row that cannot be used."""
        self.refused += 1
        reason = reason_of(error)
        self.refused_rows.append((row, encoded(reason)))
        if len(self.refusals) < MOST_LISTED:
            self.refusals.append(RowReason(row, reason))


def _preview(number: int, entry: Entry, grade: Grade) -> Preview:
    draft = entry.customer
    return Preview(
        row=number,
        name=draft.name,
        kind=draft.kind,
        company=draft.company,
        people=tuple(each.name for each in draft.people),
        phones=draft.phones,
        emails=draft.emails,
        grade=grade,
        expected_close=draft.expected_close,
        last_contact=entry.steps[0].contact.on if entry.steps else None,
    )
