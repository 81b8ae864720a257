"""Tables of what customers say back: feedback, its steps, measures, and satisfaction surveys."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from crmcli.domain.channel import Channel
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
from crmcli.store.schema.columns import choice, instant, link
from crmcli.store.schema.row import Row

_SCORE = "score BETWEEN 1 AND 5"


class FeedbackRow(Row, table=True):
    """A feedback or complaint (反馈, 投诉); instants are UTC.

    `state_since` is when its last step was taken, from which the limit of the next one runs;
    `score` is that of the last satisfaction call-back.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint(_SCORE, name="score_is_1_to_5"),
        CheckConstraint(
            "(closed IS NULL) = (state NOT IN ('customer_told', 'closed'))",
            name="closed_says_the_state",
        ),
        Index("feedback_of", "customer_id"),
        Index("feedback_by_time", "opened"),
        Index(
            "complaint_open",
            "customer_id",
            sqlite_where=text("kind = 'complaint' AND closed IS NULL"),
        ),
        Index("feedback_open", "id", sqlite_where=text("closed IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    opened: datetime = Field(sa_column=instant())
    via: Channel | None = Field(default=None, sa_column=choice("via", Channel, nullable=True))
    kind: FeedbackKind = Field(sa_column=choice("kind", FeedbackKind))
    category: str | None = None
    severity: Severity = Field(sa_column=choice("severity", Severity))
    text: str
    handler: str | None = None
    state: FeedbackState = Field(sa_column=choice("state", FeedbackState))
    state_since: datetime = Field(sa_column=instant())
    closed: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    result: str | None = None
    score: int | None = None
    author: str


class FeedbackStepRow(Row, table=True):
    """One step of a feedback's procedure; `skipped` says that others were passed over."""

    __tablename__ = "feedback_step"
    __table_args__ = (
        CheckConstraint(_SCORE, name="score_is_1_to_5"),
        Index("feedback_step_of", "feedback_id"),
        Index("feedback_step_customer", "customer_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    feedback_id: int = Field(sa_column=link("feedback.id", cascade=True))
    state: FeedbackState = Field(sa_column=choice("state", FeedbackState))
    at: datetime = Field(sa_column=instant())
    note: str | None = None
    score: int | None = None
    skipped: bool = False
    reopened: bool = False
    reason: str | None = None
    author: str


class MeasureRow(Row, table=True):
    """A measure to do better (改进措施): what, who, until when, done, with what effect.

    It may follow from one feedback of a customer, or concern the whole book.
    """

    __tablename__ = "measure"
    __table_args__ = (
        Index("measure_of", "customer_id"),
        Index("measure_from", "feedback_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int | None = Field(
        default=None, sa_column=link("customer.id", nullable=True, cascade=True)
    )
    feedback_id: int | None = Field(
        default=None, sa_column=link("feedback.id", nullable=True, cascade=True)
    )
    text: str
    owner: str
    by: date | None = None
    made: date
    done: date | None = None
    effect: str | None = None


class SurveyRow(Row, table=True):
    """One answer to a satisfaction survey (满意度), perhaps with whether they would recommend."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint(_SCORE, name="score_is_1_to_5"),
        CheckConstraint("recommend BETWEEN 0 AND 10", name="recommend_is_0_to_10"),
        Index("survey_of", "customer_id", "day"),
        Index("survey_by_day", "day"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    day: date
    score: int
    recommend: int | None = None
    via: Channel | None = Field(default=None, sa_column=choice("via", Channel, nullable=True))
    note: str | None = None
    author: str
