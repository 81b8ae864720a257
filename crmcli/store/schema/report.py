"""Tables of reports: those that were saved by name, and when jobs last had theirs."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from crmcli.store.schema.columns import instant
from crmcli.store.schema.row import Row


class SavedReportRow(Row, table=True):
    """A report that was saved by name: the words of its command line, as a JSON array."""

    __tablename__ = "saved_report"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: str = Field(primary_key=True)
    words: str


class ReportRunRow(Row, table=True):
    """When a job had its report last: the UTC instant, and what was in it.

    `last_command` is the last command by then; `last_ids` has by table the last id that was given.
    """

    __tablename__ = "report_run"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: str = Field(primary_key=True)
    at: datetime = Field(sa_column=instant())
    last_command: int
    last_ids: str
