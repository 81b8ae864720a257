"""The table of what is owed: one row for each obligation, indexed by the day it is shown."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.due_kind import DueKind
from crmcli.store.schema.columns import Length, choice, instant, link
from crmcli.store.schema.row import Row


class ObligationRow(Row, table=True):
    """One thing owed to a customer.

    `due_day` is `due` as a day number (days since 0001-01-01, which is 1), so that SQL can order
    by days overdue without doing date arithmetic; `shown_from` is the first day it is listed;
    `due_at` is the instant where the limit is one; `figures` are what it was reckoned from, as
    JSON: the numbers of a warning, the time zone of a step's limit, the year of a birthday;
    `shown_until` is the last day it is listed, of what is over by itself one day.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        Index("obligation_by_day", "shown_from"),
        Index("obligation_of", "customer_id"),
        Index("obligation_by_end", "shown_until", sqlite_where=text("shown_until IS NOT NULL")),
        CheckConstraint("cadence_days > 0", name="cadence_is_positive"),
        {"sqlite_with_rowid": False},
    )

    kind: DueKind = Field(sa_column=choice("kind", DueKind, primary_key=True))
    subject_id: int = Field(primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    due: date
    due_day: int
    shown_from: date
    cadence: str = Field(sa_type=Length)
    cadence_days: int
    basis: Basis = Field(sa_column=choice("basis", Basis))
    since: date
    channel: Channel | None = Field(
        default=None, sa_column=choice("channel", Channel, nullable=True)
    )
    retry_on: date | None = None
    snoozed_until: date | None = None
    snooze_reason: str | None = None
    planned_on: date | None = None
    due_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    figures: str | None = None
    shown_until: date | None = None
