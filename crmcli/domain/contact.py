"""A contact with a customer (联系记录): its kinds, what it counts for, and its record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.grade import Grade, Need
    from crmcli.domain.message import Message
    from crmcli.domain.promise import Promise


class Direction(StrEnum):
    """Who made the contact: the customer (in) or the book's owner (out)."""

    IN = "in"
    OUT = "out"


class Purpose(StrEnum):
    """What a contact was for."""

    INTRODUCTION = "introduction"
    CONSULTING = "consulting"
    PROBLEM_SOLVING = "problem_solving"
    MAINTENANCE = "maintenance"
    GREETING = "greeting"
    COLLECTION = "collection"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    AGREED = "agreed"
    OTHER = "other"


class Effect(StrEnum):
    """What a contact does to the clocks: it moves them, asks for a new try, or nothing."""

    CLOCK = "clock"
    RETRY = "retry"
    NONE = "none"


def effect_of(purpose: Purpose | None, outcome: Outcome | None) -> Effect:
    """Say what a contact counts for: all do but greetings and unanswered ones (section 2)."""
    if purpose is Purpose.GREETING:
        return Effect.NONE
    if outcome is Outcome.NO_ANSWER:
        return Effect.RETRY
    return Effect.CLOCK


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as it is to be logged.

    Args:
        at: when it happened, a UTC instant; `on` is the same as the book's local date.
        minutes: its length.
        people: ids of the people of the customer that took part.
    """

    at: datetime
    on: date
    via: Channel
    direction: Direction = Direction.OUT
    purpose: Purpose | None = None
    outcome: Outcome = Outcome.REACHED
    note: str = ""
    said: str = ""
    minutes: int | None = None
    people: tuple[int, ...] = ()
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as it is in the book; the field names are the keys of its JSON.

    `at` is a UTC instant; `next_due` the follow-up date of its customer, a local date.
    """

    id: int
    customer_id: int
    customer: str
    at: datetime
    via: Channel
    direction: Direction
    purpose: Purpose | None
    note: str
    said: str
    outcome: Outcome
    author: str
    people: tuple[str, ...]
    minutes: int | None
    grade_from: Grade | None
    grade_to: Grade | None
    grade_reason: Message | str | None
    next_due: date | None
    promises: tuple[Promise, ...]
    imported: bool


@dataclass(frozen=True, slots=True)
class NewFacts:
    """Facts and a grade given together with a contact or an edit; None means not given."""

    need: Need | None = None
    expected_close: date | None = None
    grade: Grade | None = None
    reason: str | None = None
    keep: bool = False

    @property
    def given(self) -> bool:
        """Whether need or expected close were given."""
        return self.need is not None or self.expected_close is not None


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """Which contacts are asked for; None means any.

    Args:
        contact_id: only this one.
        customer_id: only those with this customer.
        since: only those at or after this UTC instant.
        until: only those before this UTC instant.
        via: only those by this channel.
        limit: the latest so many.
    """

    contact_id: int | None = None
    customer_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    via: Channel | None = None
    limit: int | None = None


CONTACT_START = ("id", "customer_id", "customer", "at", "via", "direction", "purpose")
"""What the header of a list of contacts that crm wrote begins with, and of no other program's."""
