"""What was read of a file of records of customers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.services.imports.bad_cell import reason_of
from crmcli.services.imports.result import MOST_LISTED, RowReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.message import Message
    from crmcli.errors import CrmError
    from crmcli.exchange.columns import Column
    from crmcli.exchange.table import Table

_MOST_SUGGESTED = 10
"""For how many unknown names others that are spelled alike are looked for, in the whole book."""


@dataclass(slots=True)
class FileRead:
    """What was read of a file.

    `again` opens it once more, `totals` are the rows that sum up others, `left` those that say
    themselves that they are left out.
    """

    columns: list[Column]
    encoding: str
    delimiter: str
    sheet: str | None
    own: bool
    header_rows: tuple[int, int] | None
    again: Callable[[], Table]
    other_sheets: tuple[str, ...] = ()
    totals: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    count: int = 0
    refused: int = 0
    refusals: list[RowReason] = field(default_factory=list)
    preview: list[Any] = field(default_factory=list)
    unknown: dict[str, list[int]] = field(default_factory=dict)

    def refuse(self, row: int, error: CrmError) -> Message:
        """Take down a row that cannot be used, and give why."""
        self.refused += 1
        reason = reason_of(error)
        if len(self.refusals) < MOST_LISTED:
            self.refusals.append(RowReason(row, reason))
        return reason

    def note_unknown(self, text: str) -> None:
        """Take down that nobody is called as the row says that is refused next."""
        if text in self.unknown or len(self.unknown) < _MOST_SUGGESTED:
            self.unknown.setdefault(text, []).append(len(self.refusals))
