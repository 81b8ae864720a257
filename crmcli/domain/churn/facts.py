"""What the warnings of a customer rest on, and the numbers they are reckoned with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime
    from fractions import Fraction

    from crmcli.domain.policy import Policy
    from crmcli.domain.span import Span


class ChurnPolicy(NamedTuple):
    """The numbers of the rule.

    Args:
        quiet: how many median gaps between orders may go by without one.
        orders: how many orders must be known to tell a rhythm.
        falling: how many orders in a row, each smaller than the one before, are a warning.
        no_deal: how long a key customer may be without a deal.
    """

    quiet: Fraction
    orders: int
    falling: int
    no_deal: Span


class Bought(NamedTuple):
    """A purchase: minor units of its currency, and those of the book's where there is a rate."""

    day: date
    minor: int
    currency: str
    book_minor: int | None


class LatestScore(NamedTuple):
    """The latest score, with the complaint whose call-back gave it; None for a survey's."""

    day: date
    score: int
    complaint_id: int | None = None


class OpenComplaint(NamedTuple):
    """An open complaint: the limit of its next step as an instant, and the local day of that."""

    id: int
    limit: datetime
    day: date


class LastLook(NamedTuple):
    """The last look at the warnings: its local date, and the marks of those that were standing."""

    day: date
    seen: frozenset[str]


class ChurnFacts(NamedTuple):
    """What is known of a customer; days are local dates, the order of purchases does not matter.

    Args:
        customer_id: the customer.
        currency: the book's currency.
        lost: whether the customer is lost, which has its try to win it back instead of warnings.
        key_since: since when it is a key customer; None if it is none.
        open_deals: how many deals are open.
        deal_closed: when the last deal was won or lost.
        bought: all its purchases.
        score: the latest score that it gave.
        complaints: its open complaints.
        look: when somebody last looked at its warnings, and which they saw.
    """

    customer_id: int
    currency: str
    lost: bool = False
    key_since: date | None = None
    open_deals: int = 0
    deal_closed: date | None = None
    bought: tuple[Bought, ...] = ()
    score: LatestScore | None = None
    complaints: tuple[OpenComplaint, ...] = ()
    look: LastLook | None = None


def churn_policy(policy: Policy) -> ChurnPolicy:
    """Take the numbers of the rule from the policy in force."""
    return ChurnPolicy(
        quiet=policy.ratio("churn.quiet"),
        orders=policy.count("churn.orders"),
        falling=policy.count("churn.falling"),
        no_deal=policy.span("churn.no_deal"),
    )
