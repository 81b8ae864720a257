"""Tables of the book itself: identity, commands that wrote, settings, mappings, calendars."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from crmcli.store.schema.columns import instant
from crmcli.store.schema.row import Row


class CommandRow(Row, table=True):
    """A command that wrote: when, by whom, why; with its retry key and first result.

    An undo or redo names the command it took back (`undoes`); that one names it (`undone_by`).
    """

    __tablename__ = "command"
    __table_args__ = (
        Index("command_by_time", "at"),
        Index("command_undoing", "undoes", sqlite_where=text("undoes IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=instant())
    author: str
    name: str
    line: str
    reason: str | None = None
    key: str | None = Field(default=None, unique=True)
    result: str | None = None
    undoes: int | None = None
    undone_by: int | None = None


class BookRow(Row, table=True):
    """The book itself: its one row has what tells it, and every copy of it, from other books.

    `reckoned_on` is the local date for which birthdays and festivals were reckoned last; empty
    where they never were.
    """

    __tablename__ = "book"

    uid: str = Field(primary_key=True)
    reckoned_on: date | None = None


class SettingRow(Row, table=True):
    """A setting that belongs to the book, such as its currency."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str


class WorkCalendarRow(Row, table=True):
    """A work calendar that was imported: its days in the form of `domain.calendar_days`."""

    __tablename__ = "work_calendar"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: str = Field(primary_key=True)
    days: str


class ColumnMapRow(Row, table=True):
    """A mapping of columns that was saved by name: by column the field, as a JSON object.

    `record` is the table that an import with this mapping fills.
    """

    __tablename__ = "column_map"
    __table_args__ = ({"sqlite_with_rowid": False},)

    record: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    columns: str
