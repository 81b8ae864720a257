"""What is planned for the customers of the demonstration beside their stories, as plain values.

A customer is named by its number in the cast; dates are local dates, instants are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.demo.sayings import Case
    from crmcli.domain.campaign_kind import CampaignKind
    from crmcli.domain.channel import Channel
    from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, Severity
    from crmcli.domain.money import Money
    from crmcli.domain.stage import Stage
    from crmcli.domain.winback_result import WinbackResult


class Move(NamedTuple):
    """A move of a deal to a stage; `on` is the local date of `at`."""

    stage: Stage
    at: datetime
    on: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase; `imported` says that it was known before the customer entered the book."""

    who: int
    day: date
    product: str
    quantity: int
    amount: Money
    note: str | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal with its moves, what was learnt from it, and what was bought with it."""

    who: int
    title: str
    amount: Money
    moves: tuple[Move, ...]
    close: date | None = None
    probability: int | None = None
    notes: str | None = None
    lost_reason: str | None = None
    case: Case | None = None
    bought: tuple[Bought, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.moves[-1].stage


class Taken(NamedTuple):
    """A step of a feedback that was taken."""

    state: FeedbackState
    at: datetime
    note: str | None = None
    score: int | None = None
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure to do better; `who` is None for one of the whole book."""

    who: int | None
    text: str
    owner: str
    made: date
    by: date | None
    done: date | None = None
    effect: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A feedback with its steps, and the measure that followed from it."""

    who: int
    via: Channel
    kind: FeedbackKind
    category: str
    severity: Severity
    text: str
    handler: str
    steps: tuple[Taken, ...]
    result: str | None = None
    measure: Measure | None = None


class Asked(NamedTuple):
    """An answer to a satisfaction survey."""

    who: int
    day: date
    score: int
    recommend: int | None
    via: Channel
    note: str | None


class Reached(NamedTuple):
    """A customer on the list of a campaign; `at` is None for one who was not reached."""

    who: int
    via: Channel
    at: datetime | None
    answered: date | None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign or greeting, sent on one day."""

    name: str
    kind: CampaignKind
    day: date
    days: int
    condition: str | None
    note: str
    members: tuple[Reached, ...]


class Look(NamedTuple):
    """A look at what warns that a customer may leave."""

    who: int
    note: str


class Try(NamedTuple):
    """A try to win a customer back that was lost on a day, for a reason."""

    who: int
    day: date
    via: Channel
    result: WinbackResult
    note: str
    lost: date
    lost_reason: str | None


class Rate(NamedTuple):
    """What one unit of a currency was worth in the book's from a day on."""

    currency: str
    day: date
    rate: str


@dataclass(frozen=True, slots=True)
class Dealings:
    """All of it; a purchase that came with a deal stands with that deal alone."""

    rates: tuple[Rate, ...]
    deals: tuple[Deal, ...]
    purchases: tuple[Bought, ...]
    said: tuple[Said, ...]
    measures: tuple[Measure, ...]
    surveys: tuple[Asked, ...]
    campaigns: tuple[Campaign, ...]
    looks: tuple[Look, ...]
    tries: tuple[Try, ...]
