"""Tables of what happened to the book: every change, every copy that left it, every erasure."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.history import Action
from crmcli.store.reads.history.merges import MOVED
from crmcli.store.schema.columns import choice, instant, link
from crmcli.store.schema.row import Row


class ChangeRow(Row, table=True):
    """One change of one record, or of a range of records that came or went together.

    `record` is the table. `first` and `last` are ids; for a table without ids `key` is the JSON
    list of its key's values, and `first` the number among them. A record that was added is not
    kept here again: it is in its table. `old` and `new` are JSON objects of the columns that
    changed; `old` of records that were removed is `{"columns": […], "rows": [[…], …]}`.
    `customer_id` is whose record it is, after the change; it refers to nothing, for what was
    removed has a history too.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("change_by", "command_id"),
        Index("change_of", "customer_id"),
        Index("change_at", "record", "first"),
        # Rows that moved from one customer to another: few, and looked for among all changes.
        Index("change_moved", "customer_id", sqlite_where=text(MOVED)),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    command_id: int = Field(sa_column=link("command.id"))
    record: str
    action: Action = Field(sa_column=choice("action", Action))
    first: int | None = None
    last: int | None = None
    key: str | None = None
    customer_id: int | None = None
    old: str | None = None
    new: str | None = None


class CopyRow(Row, table=True):
    """A copy of data that left the book: a backup or an export, and whom it holds.

    `customers` lists ids as ranges (`1-5,7`); a backup holds everybody there was. `record` is the
    table whose rows were exported, `book` for all of it, empty for customers; `count` counts them.
    A restore has two: the file it put in the book's place, and the book as it was before. What the
    book knew before a restore, and the restored one does not, is kept; its commands are gone, so
    that `command_id` is empty.
    """

    __tablename__ = "copy"
    __table_args__ = (Index("copy_by", "command_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    command_id: int | None = Field(sa_column=link("command.id", nullable=True))
    at: datetime = Field(sa_column=instant())
    kind: CopyKind = Field(sa_column=choice("kind", CopyKind))
    path: str
    purpose: str | None = None
    filter: str | None = None
    count: int
    customers: str | None = None
    record: str | None = None


class ErasureRow(Row, table=True):
    """The stone of an erased customer: its number, when, by whom and on whose order.

    `swept` says whether the file was rewritten since, so that no free page holds anything either.
    A restore keeps the stones of the book it replaces; their commands are gone.
    """

    __tablename__ = "erasure"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    command_id: int | None = Field(sa_column=link("command.id", nullable=True))
    customer_id: int
    at: datetime = Field(sa_column=instant())
    author: str
    reason: str
    swept: bool = False
