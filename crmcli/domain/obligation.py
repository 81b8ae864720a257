"""An obligation: one thing owed to a customer on a date, the row that the due list is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.cadence import follow_up_clock, relationship_clock, verify_clock
from crmcli.domain.consent import is_owed
from crmcli.domain.due_kind import DueKind
from crmcli.domain.span import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from crmcli.domain.cadence import Clock, ClockFacts
    from crmcli.domain.channel import Channel
    from crmcli.domain.counting import Rhythm
    from crmcli.domain.policy import Policy

_DAY = Span(1, Unit.DAY)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing owed.

    Args:
        kind: what is owed.
        subject_id: the record it is about: the customer for clocks, else the promise and so on.
        customer_id: to whom.
        due: the local date it is due.
        cadence: the length of time that days overdue are measured against.
        basis: what the date is counted from.
        since: the local date it is counted from.
        channel: the channel it needs, if it needs one.
        retry_on: the day it comes back after a try that nobody answered.
        snoozed_until: the day it comes back after a snooze.
        planned_on: an earlier day from which it is listed: it was spread to it, or reopened on it.
        due_at: the UTC instant of its limit, where that is one.
        figures: the numbers its reason is told from, as JSON; none where it follows from records.
        shown_until: the last local date it is listed on, of what is over by itself one day.
    """

    kind: DueKind
    subject_id: int
    customer_id: int
    due: date
    cadence: Span
    basis: Basis
    since: date
    channel: Channel | None = None
    retry_on: date | None = None
    snoozed_until: date | None = None
    planned_on: date | None = None
    due_at: datetime | None = None
    figures: str | None = None
    shown_until: date | None = None

    @property
    def shown_from(self) -> date:
        """The first day the obligation is on the list."""
        shown = self.due if self.planned_on is None else min(self.due, self.planned_on)
        for later in (self.retry_on, self.snoozed_until):
            if later is not None and later > shown:
                shown = later
        return shown


def clock_obligations(customer_id: int, facts: ClockFacts, policy: Policy) -> Iterator[Obligation]:
    """Yield what a customer is owed by its clocks; nothing for one without any.

    Who may not be contacted has none, whatever the facts say: not even to confirm its data, which
    would be a contact too.
    """
    clocks: tuple[tuple[DueKind, Clock | None], ...] = (
        (DueKind.FOLLOW_UP, follow_up_clock(facts, policy)),
        (DueKind.RELATIONSHIP, relationship_clock(facts, policy)),
        (DueKind.VERIFY, verify_clock(facts, policy)),
    )
    for kind, clock in clocks:
        if clock is not None and is_owed(kind, may_contact=facts.may_contact):
            yield Obligation(
                kind=kind,
                subject_id=customer_id,
                customer_id=customer_id,
                due=clock.due,
                cadence=clock.cadence,
                basis=clock.basis,
                since=clock.since,
                channel=clock.channel,
                retry_on=clock.retry_on,
                figures=clock.figures,
            )


def promise_obligation(promise_id: int, customer_id: int, by: date, made: date) -> Obligation:
    """Say what an open promise owes; days overdue count one by one."""
    return Obligation(
        kind=DueKind.PROMISE,
        subject_id=promise_id,
        customer_id=customer_id,
        due=by,
        cadence=_DAY,
        basis=Basis.PROMISED,
        since=made,
    )


def survey_obligation(
    customer_id: int, existing_since: date, asked: date | None, rhythm: Rhythm
) -> Obligation:
    """Say when an existing customer is asked next whether it is satisfied (product.md section 4).

    Args:
        customer_id: the customer.
        existing_since: the day of its first purchase or won deal.
        asked: the day of its last answer; None if it was never asked.
        rhythm: how often it is asked.
    """
    since = existing_since if asked is None else asked
    found = rhythm.after(since)
    return Obligation(
        kind=DueKind.SURVEY,
        subject_id=customer_id,
        customer_id=customer_id,
        due=found.due,
        cadence=rhythm.span,
        basis=Basis.BECAME_EXISTING if asked is None else Basis.SURVEYED,
        since=since,
        figures=found.figures,
    )
