"""A campaign (活动): a named list of customers, who was reached, who answered, who bought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.contact import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.channel import Channel
    from crmcli.domain.money import Money

DAYS = 30
"""Within how many days after somebody was reached a purchase counts, unless told otherwise."""

_LAST_DAY = date.max.toordinal()
_WHOLE = 1000


class LeftOutReason(StrEnum):
    """Why a customer that was selected is not on a list, or is not reached."""

    MAY_NOT_BE_CONTACTED = "may_not_be_contacted"
    ARCHIVED = "archived"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign as it is to be made; `days` as in `Campaign`."""

    name: str
    kind: CampaignKind = CampaignKind.OTHER
    days: int = DAYS
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A customer, as it is named where it is on a list or left out of it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many were left out for one reason, with the first few of them."""

    reason: LeftOutReason
    count: int
    customers: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign with what came of it; the field names are the keys of its JSON.

    Rates are in percent of those who were reached, None as long as nobody was.

    Args:
        day: the local date it was made.
        days: within how many days after somebody was reached a purchase counts for it.
        filter: which customers were asked for, as it was given; None if they were named.
        customers: how many are on its list.
        amounts: what was bought for it, an amount for each currency.
        until: the last local date on which a purchase can count for those reached so far.
    """

    id: int
    name: str
    kind: CampaignKind
    day: date
    days: int
    filter: str | None
    note: str | None
    author: str
    customers: int
    reached: int
    answered: int
    bought: int
    response_rate: float | None
    buying_rate: float | None
    amounts: tuple[Money, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class CampaignMember:
    """A customer on the list of a campaign; the field names are the keys of its JSON.

    Args:
        reached: the local date it was reached, by `via` and with the contact `contact_id`.
        answered: the local date of its answer.
        bought: the local date of its first purchase that counts.
        amounts: what its purchases that count come to, an amount for each currency.
    """

    campaign_id: int
    campaign: str
    customer_id: int
    customer: str
    company: str | None
    reached: date | None
    via: Channel | None
    contact_id: int | None
    answered: date | None
    bought: date | None
    amounts: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class OtherCampaigns:
    """What came of the book's other campaigns that reached somebody, taken together."""

    campaigns: int
    reached: int
    answered: int
    bought: int
    response_rate: float | None
    buying_rate: float | None


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """Who would come on a list; the field names are the keys of its JSON.

    `customers` are the first few of those `added`.
    """

    campaign: str
    added: int
    customers: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    dry_run: bool = True


@dataclass(frozen=True, slots=True)
class Reaching:
    """Who was reached, or would be; the field names are the keys of its JSON.

    Args:
        reached: how many now; `left_out` those who were not.
        customers: the first few of them.
        unwelcome: the first few of them who may not be contacted, and were named all the same.
        first_contact: the id of the first contact that was logged, and of the last one.
    """

    campaign_id: int
    campaign: str
    day: date
    via: Channel
    reached: int
    customers: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    unwelcome: tuple[Member, ...]
    first_contact: int | None
    last_contact: int | None
    dry_run: bool


@dataclass(frozen=True, slots=True)
class CampaignCut:
    """What was taken from a list, or goes with it; the field names are the keys of its JSON.

    Args:
        removed: how many customers.
        customers: the first few of them.
    """

    campaign_id: int
    campaign: str
    removed: int
    customers: tuple[Member, ...]
    dry_run: bool


def purpose_of(kind: CampaignKind) -> Purpose:
    """Say what a message of a campaign is for, as the contact log has it."""
    return Purpose.GREETING if kind is CampaignKind.GREETING else Purpose.MAINTENANCE


def rate(part: int, whole: int) -> float | None:
    """Give a share in percent with one decimal, halves rounded up; None of nobody."""
    return (2 * _WHOLE * part + whole) // (2 * whole) / 10 if whole else None


def counts_until(reached: date, days: int) -> date:
    """Return the last day on which a purchase counts for a campaign."""
    last = reached.toordinal() + days
    return date.max if last > _LAST_DAY else reached + timedelta(days)


def pooled(others: Iterable[Campaign]) -> OtherCampaigns:
    """Take what came of campaigns together; those that reached nobody say nothing."""
    told = [each for each in others if each.reached]
    reached = sum(each.reached for each in told)
    answered = sum(each.answered for each in told)
    bought = sum(each.bought for each in told)
    return OtherCampaigns(
        len(told), reached, answered, bought, rate(answered, reached), rate(bought, reached)
    )
