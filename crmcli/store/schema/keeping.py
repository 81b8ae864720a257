"""Tables of keeping customers: warnings looked at, tries to win back, campaigns and greetings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.channel import Channel
from crmcli.domain.winback_result import WinbackResult
from crmcli.store.schema.columns import choice, link
from crmcli.store.schema.row import Row


class ChurnLookRow(Row, table=True):
    """A day on which somebody looked at a customer's churn warnings, and what they made of them.

    `seen` are the marks of the warnings that stood then, with spaces between them; what comes up
    later, even on the same day, is told all the same.
    """

    __tablename__ = "churn_look"
    __table_args__ = (Index("churn_look_of", "customer_id", "day"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    day: date
    seen: str
    note: str | None = None
    author: str


class WinbackTryRow(Row, table=True):
    """A try to win a lost customer back, and what came of it.

    `lost` and `lost_reason` are those of the loss it was about: who is back has none any more.
    """

    __tablename__ = "winback_try"
    __table_args__ = (Index("winback_try_of", "customer_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=link("customer.id", cascade=True))
    day: date
    via: Channel | None = Field(default=None, sa_column=choice("via", Channel, nullable=True))
    result: WinbackResult = Field(sa_column=choice("result", WinbackResult))
    lost: date
    lost_reason: str | None = None
    note: str | None = None
    author: str


class CampaignRow(Row, table=True):
    """A campaign or a greeting (活动, 节日问候) to a named list of customers.

    `days` is within how many days after somebody was reached a purchase counts for it.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="campaign_has_a_name"),
        CheckConstraint("days > 0", name="days_are_positive"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: CampaignKind = Field(sa_column=choice("kind", CampaignKind))
    day: date
    days: int
    filter: str | None = None
    note: str | None = None
    author: str


class CampaignMemberRow(Row, table=True):
    """A customer on the list of a campaign: when and how it was reached, whether it answered."""

    __tablename__ = "campaign_member"
    __table_args__ = (
        Index("campaign_member_of", "customer_id"),
        Index("campaign_member_at", "contact_id"),
        {"sqlite_with_rowid": False},
    )

    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", primary_key=True)
    reached: date | None = None
    via: Channel | None = Field(default=None, sa_column=choice("via", Channel, nullable=True))
    contact_id: int | None = Field(default=None, sa_column=link("contact.id", nullable=True))
    answered: date | None = None
