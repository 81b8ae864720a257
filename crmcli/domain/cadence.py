"""The two clocks of a customer: when it is next followed up, and when its relationship is due.

Both follow product.md section 2. They are computed from facts alone, so that any order of logging,
editing and removing contacts ends in the same dates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel, satisfying
from crmcli.domain.grade import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.counting import Rhythm
    from crmcli.domain.policy import Policy
    from crmcli.domain.span import Span


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """Everything the clocks of one customer depend on; all dates are local dates.

    Args:
        grade: the grade in force.
        first_due: when the customer is due if it is never contacted.
        grade_changed: the day the grade last changed; None if it still is the first one.
        contacted: for each channel, the latest contact that moves clocks.
        tried: for each channel, the latest contact that nobody answered.
        key_since: the day the customer became a key one; None if it is none.
        existing_since: the day of the first purchase or won deal; None if there is none.
        every: the customer's own frequency, which replaces the relationship clock's.
        by_channel: the channel that goes with `every`; None for any.
        every_since: the day `every` was given.
        verified: the day the customer's data was last confirmed.
        winback: for a lost customer the day of the next win-back try, if one is planned.
        lost: whether the customer is lost.
        archived: whether the customer is archived.
        may_contact: whether the customer may be contacted.
    """

    grade: Grade
    first_due: date
    verified: date
    grade_changed: date | None = None
    contacted: Mapping[Channel, date] = field(default_factory=dict)
    tried: Mapping[Channel, date] = field(default_factory=dict)
    key_since: date | None = None
    existing_since: date | None = None
    every: Span | None = None
    by_channel: Channel | None = None
    every_since: date | None = None
    winback: date | None = None
    lost: bool = False
    archived: bool = False
    may_contact: bool = True

    @property
    def last_contact(self) -> date | None:
        """The latest contact that counts, by its own date, whenever it was logged."""
        return max(self.contacted.values(), default=None)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: due on a local date, at a cadence, by a channel if it needs one.

    `basis` and `since` say what the date is counted from, so that the list can say why.
    `retry_on` is the day after the last try that nobody answered, the next working day where
    free days are passed over: the row stays away until then.
    `figures` say what the work calendar did to the date (`counting.Reckoned.figures`).
    """

    due: date
    cadence: Span
    basis: Basis
    since: date
    channel: Channel | None = None
    retry_on: date | None = None
    figures: str | None = None


def follow_up_clock(facts: ClockFacts, policy: Policy) -> Clock | None:
    """Say when the customer is next followed up.

    `next due = max(last contact + cadence, day the grade changed, day its policy changed)`; a
    customer never contacted is due on the day it entered the book. A lost customer has a clock only
    while a win-back try is planned, an archived one none.
    """
    if facts.archived:
        return None
    cadence, last = policy.cadences[facts.grade], facts.last_contact
    rhythm = policy.rhythm(facts.grade, cadence)
    retry = _retry(facts, None, rhythm)
    if facts.lost:
        day = facts.winback
        if day is None or (last is not None and last >= day):
            return None
        return Clock(day, cadence, Basis.WINBACK, day, retry_on=retry)
    figures = None
    if last is None:
        due, basis, since = facts.first_due, Basis.ENTERED, facts.first_due
    else:
        found = rhythm.after(last)
        due, basis, since, figures = found.due, Basis.CONTACT, last, found.figures
    for changed, reason in (
        (facts.grade_changed, Basis.GRADE_CHANGED),
        (policy.changed.get(facts.grade), Basis.POLICY_CHANGED),
    ):
        if changed is not None and changed > due:
            due, basis, since = changed, reason, changed
    return Clock(due, cadence, basis, since, retry_on=retry, figures=figures)


def relationship_clock(facts: ClockFacts, policy: Policy) -> Clock | None:
    """Say when the relationship asks for a contact, and by which channel.

    A key customer is visited at `policy.visit`, an existing one called at `policy.call`, whichever
    comes first; the customer's own frequency replaces both. Grade E has no such clock unless the
    customer is key or was given a frequency of its own.
    """
    if facts.archived or facts.lost:
        return None
    if facts.every is not None:
        since = facts.every_since or facts.first_due
        rhythm = policy.rhythm("own", facts.every)
        wish = Wish(rhythm, facts.by_channel, Basis.EVERY_SET, since)
        return _satisfied_clock(facts, wish)
    clocks = []
    if facts.key_since is not None:
        rhythm = policy.rhythm("visit", policy.visit)
        wish = Wish(rhythm, Channel.VISIT, Basis.BECAME_KEY, facts.key_since)
        clocks.append(_satisfied_clock(facts, wish))
    if facts.existing_since is not None and facts.grade is not Grade.E:
        rhythm = policy.rhythm("call", policy.call)
        wish = Wish(rhythm, Channel.PHONE, Basis.BECAME_EXISTING, facts.existing_since)
        clocks.append(_satisfied_clock(facts, wish))
    return min(clocks, key=lambda clock: clock.due, default=None)


def verify_clock(facts: ClockFacts, policy: Policy) -> Clock | None:
    """Say when the customer's data is to be confirmed again; lost and archived ones never."""
    if facts.archived or facts.lost:
        return None
    found = policy.rhythm("verify", policy.verify).after(facts.verified)
    since = facts.verified
    return Clock(found.due, policy.verify, Basis.VERIFIED, since, figures=found.figures)


@dataclass(frozen=True, slots=True)
class Wish:
    """How often a relationship asks for a contact, by which channel, and since when."""

    rhythm: Rhythm
    channel: Channel | None
    basis: Basis
    since: date


def _satisfied_clock(facts: ClockFacts, wish: Wish) -> Clock:
    wanted = satisfying(wish.channel)
    last = max((day for via, day in facts.contacted.items() if via in wanted), default=None)
    basis, since = (wish.basis, wish.since) if last is None else (Basis.CONTACT, last)
    found, retry = wish.rhythm.after(since), _retry(facts, wish.channel, wish.rhythm)
    cadence = wish.rhythm.span
    return Clock(found.due, cadence, basis, since, wish.channel, retry, found.figures)


def _retry(facts: ClockFacts, channel: Channel | None, rhythm: Rhythm) -> date | None:
    wanted = satisfying(channel)
    tried = max((day for via, day in facts.tried.items() if via in wanted), default=None)
    return None if tried is None or tried == date.max else rhythm.next_day(tried)
