"""The customers of the demonstration with what their stories came to, seen by who deals with them.

What they buy, sell and say is planned from this; their stories know nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from crmcli.demo.entries import demo_people
from crmcli.demo.writing import ENGLISH, Writing
from crmcli.domain.channel import Channel, satisfying
from crmcli.domain.contact import Effect, effect_of
from crmcli.domain.grade import Need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, tzinfo

    from crmcli.demo.character import Character
    from crmcli.demo.plan import Plan
    from crmcli.domain.entry import Entry

_CALLS = satisfying(Channel.PHONE)


class Talk(NamedTuple):
    """A contact that counts, and the facts that are known after it; `on` is its local date."""

    at: datetime
    on: date
    via: Channel
    need: Need | None
    close: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """One customer.

    Args:
        number: which one of the book, from 0 on.
        plan: how its story was to end.
        character: who it is.
        entry: its story as far as it is told.
        talks: the contacts that count, oldest first.
    """

    number: int
    plan: Plan
    character: Character
    entry: Entry
    talks: tuple[Talk, ...]

    @property
    def need(self) -> Need | None:
        """The need as it was stated last."""
        return self.talks[-1].need if self.talks else None

    @property
    def close(self) -> date | None:
        """The expected close as it was stated last."""
        return self.talks[-1].close if self.talks else None

    @property
    def last(self) -> date | None:
        """The day of the last contact that counts."""
        return self.talks[-1].on if self.talks else None

    @property
    def called(self) -> date | None:
        """The day it was last called or met."""
        return next((talk.on for talk in reversed(self.talks) if talk.via in _CALLS), None)

    @property
    def selling(self) -> bool:
        """Whether there is a clear need and the sale is going on."""
        return self.plan.warm and self.need is Need.CLEAR

    @property
    def lost(self) -> bool:
        """Whether the customer is lost."""
        return self.entry.lost_on is not None

    @property
    def currency(self) -> str:
        """What it pays in."""
        return self.character.order.amount.currency


def demo_cast(
    today: date, zone: tzinfo, now: datetime, writing: Writing = ENGLISH
) -> Iterator[Member]:
    """Make up the customers of the book; none of their contacts lies after an instant.

    Args:
        today: the local date the book is to be shown on.
        zone: the book's time zone.
        now: the aware instant.
        writing: in which language it is written down.
    """
    for number, (plan, character, entry) in enumerate(demo_people(today, zone, writing)):
        steps = tuple(step for step in entry.steps if step.contact.at <= now)
        told = entry if len(steps) == len(entry.steps) else replace(entry, steps=steps)
        yield Member(number, plan, character, told, tuple(_talks(told)))


def _talks(entry: Entry) -> Iterator[Talk]:
    need: Need | None = None
    close: date | None = None
    for step in entry.steps:
        need = step.facts.need or need
        close = step.facts.expected_close or close
        contact = step.contact
        if effect_of(contact.purpose, contact.outcome) is Effect.CLOCK:
            yield Talk(contact.at, contact.on, contact.via, need, close)
