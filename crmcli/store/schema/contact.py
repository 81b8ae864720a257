"""Tables of the contact log: contacts, who took part, and the promises they leave."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Direction, Effect, Outcome, Purpose
from crmcli.domain.grade import Grade, GradeSource, Ground
from crmcli.domain.promise import PromiseState
from crmcli.store.schema.columns import choice, instant, link
from crmcli.store.schema.row import Row


class ContactRow(Row, table=True):
    """A contact; `at` is a UTC instant and `day` the same as a local date of the book."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("contact_of", "customer_id", "at"),
        Index("contact_by_time", "at"),
        Index("contact_deal", "grade_deal_id", sqlite_where=text("grade_deal_id IS NOT NULL")),
        CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes_not_negative"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    at: datetime = Field(sa_column=instant())
    day: date
    via: Channel = Field(sa_column=choice("via", Channel))
    direction: Direction = Field(sa_column=choice("direction", Direction))
    purpose: Purpose | None = Field(
        default=None, sa_column=choice("purpose", Purpose, nullable=True)
    )
    outcome: Outcome = Field(sa_column=choice("outcome", Outcome))
    effect: Effect = Field(sa_column=choice("effect", Effect))
    note: str = ""
    said: str = ""
    minutes: int | None = None
    author: str
    imported: bool = False
    grade_from: Grade | None = Field(
        default=None, sa_column=choice("grade_from", Grade, nullable=True)
    )
    grade_to: Grade | None = Field(default=None, sa_column=choice("grade_to", Grade, nullable=True))
    grade_source: GradeSource | None = Field(
        default=None, sa_column=choice("grade_source", GradeSource, nullable=True)
    )
    grade_ground: Ground | None = Field(
        default=None, sa_column=choice("grade_ground", Ground, nullable=True)
    )
    grade_close: date | None = None
    grade_deal_id: int | None = Field(default=None, sa_column=link("deal.id", nullable=True))


class ContactPersonRow(Row, table=True):
    """Which of a customer's people took part in a contact."""

    __tablename__ = "contact_person"
    __table_args__ = (
        Index("contact_person_by_person", "person_id"),
        {"sqlite_with_rowid": False},
    )

    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)


class PromiseRow(Row, table=True):
    """A next step with its date and debtor; dates are local."""

    __tablename__ = "promise"
    __table_args__ = (
        Index("promise_of", "customer_id", "state"),
        Index("promise_at", "contact_id"),
        Index("promise_kept", "kept", sqlite_where=text("kept IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    contact_id: int | None = Field(default=None, sa_column=link("contact.id", nullable=True))
    text: str
    by: date
    theirs: bool = False
    state: PromiseState = Field(sa_column=choice("state", PromiseState))
    made: date
    kept: date | None = None
    reason: str | None = None


class PromiseMoveRow(Row, table=True):
    """One move of a promise to another date, with its reason."""

    __tablename__ = "promise_move"
    __table_args__ = (Index("promise_move_of", "promise_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    promise_id: int = Field(sa_column=link("promise.id", cascade=True))
    moved: date
    from_day: date
    to_day: date
    reason: str
