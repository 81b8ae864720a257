"""What is asked of an import, and its answer: the counts and lists that scripts rely on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from crmcli.domain.customer import CustomerKind
from crmcli.domain.date_order import DateOrder
from crmcli.domain.grade import Grade
from crmcli.domain.message import Message, message
from crmcli.errors import N_, Conflict, Refused
from crmcli.exchange.columns import Use
from crmcli.exchange.table import Form
from crmcli.services.customers.changes import FieldChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime, time

    from crmcli.exchange.target import Target

MOST_LISTED = 10_000
"""How many refused and how many skipped rows are listed; the counts always count all."""


class RowsRefused(Refused):
    """Rows that cannot be used; all or nothing, so nothing was written."""

    code = "rows_refused"
    sentence = N_("{count} of {read} rows of {file} cannot be used; nothing was imported.")
    hint = N_("Put these rows right and import the file again, or the rest: --skip-bad FILE")


class BookChanged(Conflict):
    """Somebody changed the customers of an import while it was read."""

    code = "book_changed"
    sentence = N_("The book was changed meanwhile; nothing was imported.")
    hint = N_("Import the file again.")


@dataclass(frozen=True, slots=True)
class Rejects:
    """Where rejected rows go, and how their reasons are said."""

    target: Target
    say: Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported, and how.

    Args:
        name: the file's name, as the user gave it.
        file: the file, at its start.
        instant: gives the local instant of a day, at noon where no time is given.
        edits: for some columns the field, or `-`.
        form: how the file is to be read, where the user said so.
        dates: what comes first in a date whose year comes last; None where nobody said so.
        update: whether customers of the book take what a row says otherwise.
        rejects: where rows go that are refused or skipped; None to refuse all where one is.
        known: what a saved mapping says of columns, in the file or not.
        mapping: the name by which the mapping is to be saved.
        dry_run: say what would happen and write nothing.
        at_once: make customers that were never contacted due today instead of spreading them.
    """

    name: str
    file: IO[bytes]
    instant: Callable[[date, time | None], datetime]
    edits: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=Form)
    dates: DateOrder | None = None
    update: bool = False
    rejects: Rejects | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    mapping: str | None = None
    dry_run: bool = False
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class RowReason:
    """A row and why it is refused or skipped."""

    row: int
    reason: Message


LEFT = N_("left out, as the row says")
"""Why a row is skipped that was rejected before and says so itself."""

TOTAL = N_("a total, and no record")
"""Why a row is skipped that sums up the others."""


def with_totals_skipped(skips: Iterable[RowReason], totals: Iterable[int]) -> tuple[RowReason, ...]:
    """Give the rows that are skipped, those that sum up others among them."""
    every = [*skips, *(RowReason(row, message(TOTAL)) for row in totals)]
    return tuple(sorted(every, key=lambda each: each.row)[:MOST_LISTED])


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that changes a customer: which one, and field by field its value before and after."""

    row: int
    id: int
    name: str
    changes: Mapping[str, FieldChange]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column and the field its cells are kept in; None where they are not kept.

    `empty` is whether it would be a field of one's own, and no row has anything in it. `note` says
    of one that is not taken as it stands what becomes of the rest, and why.
    """

    column: str
    field: str | None
    use: Use
    empty: bool = False
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A row as the customer it would be; dates are local dates."""

    row: int
    name: str
    kind: CustomerKind
    company: str | None
    people: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    grade: Grade
    expected_close: date | None
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """What every import answers; the field names are the keys of its JSON.

    `read = created + updated + unchanged + skipped + refused`. Where rows were refused nothing was
    written, and the good ones count as skipped; a dry run counts them as what they would be.
    `header_rows` are the first and the last row of the column names; `other_sheets` hold tables
    too, and were not read.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: int
    refusals: tuple[RowReason, ...]
    skips: tuple[RowReason, ...]
    mapping: tuple[Mapped, ...]
    dry_run: bool
    file: str
    encoding: str
    delimiter: str
    sheet: str | None
    header_rows: tuple[int, int] | None = field(default=None, kw_only=True)
    other_sheets: tuple[str, ...] = field(default=(), kw_only=True)

    def check(self) -> None:
        """Fail where rows were refused.

        Raises:
            RowsRefused: some were.
        """
        if self.refused:
            raise RowsRefused(count=self.refused, read=self.read, file=self.file)


@dataclass(frozen=True, slots=True)
class Imported(ImportAnswer):
    """The answer to an import of customers.

    `unlinked` counts customers that were referred by somebody who is not in the file, `in_circle`
    those that would have been referred by whom they referred: both are left as they were.
    `changes` are the first so many rows that change a customer. `rejects` is the file to which the
    refused and skipped rows went. `card_only` is what no field takes of vCards, such as a birthday
    that is no day: it stays on the card and goes out with it.
    """

    preview: tuple[Preview, ...]
    changes: tuple[RowChange, ...] = ()
    rejects: str | None = None
    mapping_saved: str | None = None
    card_only: tuple[str, ...] = ()
    unlinked: int = 0
    in_circle: int = 0
