"""One row of a table read as a record of a customer: cells by field, each fault with its column."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from crmcli.domain.cell import restored
from crmcli.domain.date_order import DateOrder, from_serial, has_year_last, year_first
from crmcli.errors import N_, AmbiguousDate, CrmError, Refused
from crmcli.exchange.columns import Use
from crmcli.services.imports.bad_cell import BadCell, reason_of
from crmcli.services.imports.cell import DayOrMonthFirst
from crmcli.services.imports.record_owner import Whose
from crmcli.store.staging.records import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import date

    from crmcli.domain.lookup import Candidate
    from crmcli.exchange.columns import Column

T = TypeVar("T")
DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)

CUSTOMER, CUSTOMER_ID = "customer", "customer_id"
"""The fields by which every record says whose it is."""

NOTHING = frozenset({"-", "--", "—", "——", "/", "无", "無", "n/a", "na", "null", "none"})
"""What people write where they have nothing to write."""

MIDNIGHT = re.compile(r"[ T]+0?0:00(?::00(?:\.0+)?)?$")
"""What a spreadsheet writes behind a date that has no time."""


class DateText(NamedTuple):
    """How dates are written in a table.

    Args:
        order: what comes first where the year comes last; None where nobody said so.
        serial: whether a number may be the day of a spreadsheet.
    """

    order: DateOrder | None = None
    serial: bool = False

    def plain(self, text: str, today: date) -> str:
        """Write a date, with or without a time behind it, so that it can be read."""
        found = MIDNIGHT.sub("", text)
        return year_first(from_serial(found) if self.serial else found, self.order, today)


class NotGiven(Refused):
    """A row without what every such record has."""

    code = "not_given"
    sentence = N_("It says no {field}.")


class RecordReader(ABC, Generic[DraftT, RecordT]):
    """Reads the rows of one table.

    Args:
        columns: what becomes of each column.
        dates: how dates are written.
    """

    def __init__(self, columns: Sequence[Column], dates: DateText) -> None:
        self._dates = dates
        self._columns = [each for each in columns if each.use is Use.FIELD]
        self._titles: dict[str, str] = {}
        for each in self._columns:
            self._titles.setdefault(each.field, each.name)

    @abstractmethod
    def read(self, cells: Sequence[str]) -> tuple[Whose, DraftT]:
        """Read a row as far as that goes without the book: whose it is, and what it says.

        Raises:
            CrmError: it cannot be used.
        """

    @abstractmethod
    def placed(
        self, connection: sqlite3.Connection, number: int, owner: Candidate, draft: DraftT
    ) -> RecordT:
        """Look in the book for what a row refers to, and give the row as it is staged.

        Args:
            connection: the reading door.
            number: its number in the file.
            owner: whose it is.
            draft: what it says.

        Raises:
            CrmError: it refers to what is not there.
        """

    @abstractmethod
    def preview(self, row: RecordT, owner: Candidate) -> Any:  # noqa: ANN401 - each kind has its own
        """Show a row as the record it would be."""

    def _whose(self, texts: dict[str, str]) -> Whose:
        text = texts.get(CUSTOMER, "")
        field = CUSTOMER if text else CUSTOMER_ID
        return Whose(text, texts.get(CUSTOMER_ID, ""), self._titles.get(field, field))

    def _texts(self, cells: Sequence[str]) -> dict[str, str]:
        return {each.field: restored(cells[each.place]).strip() for each in self._columns}

    def _needed(self, texts: dict[str, str], name: str, read: Callable[[str], T]) -> T:
        text = texts.get(name, "")
        if not text:
            raise NotGiven(field=self._titles[name])
        return self._cell(name, lambda: read(text))

    def _optional(self, texts: dict[str, str], name: str, read: Callable[[str], T]) -> T | None:
        text = texts.get(name, "")
        return self._cell(name, lambda: read(text)) if text else None

    def _when(self, text: str, today: date, read: Callable[[str], T]) -> T:
        """Read a date in whatever way a table writes it."""
        try:
            return read(self._dates.plain(text, today))
        except AmbiguousDate as error:
            if not has_year_last(text):
                raise
            first, second = error.details["first"], error.details["second"]
            raise DayOrMonthFirst(text=text, first=first, second=second) from None

    def _cell(self, name: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except CrmError as error:
            column = self._titles.get(name, name)
            raise BadCell(column=column, reason=reason_of(error)) from None
