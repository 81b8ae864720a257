"""Tables of grading: the whole history of every customer's grade, and of the policies."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field

from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.store.schema.columns import choice, link
from crmcli.store.schema.row import Row


class GradeChangeRow(Row, table=True):
    """One grading that gave a grade, or its source or ground, anew."""

    __tablename__ = "grade_change"
    __table_args__ = (
        Index("grade_change_of", "customer_id", "day"),
        Index("grade_change_at", "contact_id"),
        Index("grade_change_deal", "deal_id", sqlite_where=text("deal_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    day: date
    from_grade: Grade | None = Field(
        default=None, sa_column=choice("from_grade", Grade, nullable=True)
    )
    to_grade: Grade = Field(sa_column=choice("to_grade", Grade))
    source: GradeSource = Field(sa_column=choice("source", GradeSource))
    ground: Ground | None = Field(default=None, sa_column=choice("ground", Ground, nullable=True))
    need: Need | None = Field(default=None, sa_column=choice("need", Need, nullable=True))
    expected_close: date | None = None
    reason: str | None = None
    contact_id: int | None = Field(default=None, sa_column=link("contact.id", nullable=True))
    command_id: int = Field(sa_column=link("command.id"))
    deal_id: int | None = Field(default=None, sa_column=link("deal.id", nullable=True))


class PolicyChangeRow(Row, table=True):
    """One change of a policy, with its local date."""

    __tablename__ = "policy_change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    value: str
    day: date
    command_id: int = Field(sa_column=link("command.id"))
