"""Tables of what is being sold: deals, each move of their stages, and what was learnt from them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from crmcli.domain.stage import Stage
from crmcli.store.schema.columns import choice, instant, link
from crmcli.store.schema.row import Row


class DealRow(Row, table=True):
    """A deal. Dates are local, the amount is minor units of its currency.

    `probability` is in percent, empty where the stage's holds; `stage_since` is the day of the last
    move; `closed` the day it was won or lost.
    """

    __tablename__ = "deal"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="deal_has_a_title"),
        CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="amount_is_whole"),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability_is_percent"),
        CheckConstraint(
            "(closed IS NULL) = (stage NOT IN ('won', 'lost'))", name="closed_says_the_stage"
        ),
        Index("deal_of", "customer_id", "closed"),
        Index("deal_open", "expected_close", sqlite_where=text("closed IS NULL")),
        Index("deal_closed", "closed", sqlite_where=text("closed IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    title: str
    amount_minor: int | None = None
    currency: str | None = None
    stage: Stage = Field(sa_column=choice("stage", Stage))
    stage_since: date
    probability: int | None = None
    expected_close: date | None = None
    opened: date
    closed: date | None = None
    lost_reason: str | None = None
    notes: str | None = None
    author: str


class DealMoveRow(Row, table=True):
    """One move of a deal to a stage; the first one says where it began."""

    __tablename__ = "deal_move"
    __table_args__ = (
        Index("deal_move_of", "deal_id"),
        Index("deal_move_customer", "customer_id"),
        Index("deal_move_by_time", "at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    deal_id: int = Field(sa_column=link("deal.id", cascade=True))
    from_stage: Stage | None = Field(
        default=None, sa_column=choice("from_stage", Stage, nullable=True)
    )
    stage: Stage = Field(sa_column=choice("stage", Stage))
    at: datetime = Field(sa_column=instant())
    note: str | None = None
    author: str


class DealCaseRow(Row, table=True):
    """What was learnt from a deal that was won or lost (案例).

    `objection` is what stood against it, from a list of the book's own; `because` why it ended so.
    """

    __tablename__ = "deal_case"
    __table_args__ = (
        Index("deal_case_of", "deal_id", unique=True),
        Index("deal_case_customer", "customer_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    deal_id: int = Field(sa_column=link("deal.id", cascade=True))
    day: date
    objection: str | None = None
    because: str | None = None
    repeat: str | None = None
    avoid: str | None = None
