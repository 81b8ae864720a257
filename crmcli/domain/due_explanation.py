"""Why a row is on the due list, in full: the facts, the rule, the arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel, satisfying
from crmcli.domain.churn.explaining import churn_explanation
from crmcli.domain.consent import Consent, refusals
from crmcli.domain.counted_words import calendar_explanation, end_of, length_of, rhythm_of
from crmcli.domain.deals.due import deal_explanation
from crmcli.domain.due_kind import GREETING_KINDS, DueKind
from crmcli.domain.due_lateness import lateness, past
from crmcli.domain.due_reason import COUNTED_KINDS, deal_facts, wish
from crmcli.domain.feedback_reason import step_explanation
from crmcli.domain.grade import GradeSource
from crmcli.domain.grading import ground_message
from crmcli.domain.greeting_reason import greeting_explanation
from crmcli.domain.listed import sentences
from crmcli.domain.message import Message, message
from crmcli.domain.working_time import WorkingTime
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from crmcli.domain.due_reason import DueFacts
    from crmcli.domain.span import Span


def due_explanation(facts: DueFacts, today: date, now: datetime | None = None) -> Message:
    """Explain a row in full.

    Args:
        facts: what the row rests on.
        today: the local date it is asked on.
        now: the aware instant it is asked at, where a limit that is an instant may matter.
    """
    late = None if now is None or facts.step is None else past(facts.step.due_at, now)
    parts = [
        *_reasons(facts, today),
        *_calendar(facts),
        late or lateness(facts, today),
        *_moves(facts),
        *_complaint(facts),
        *_consent(facts),
    ]
    return sentences(parts)


def _reasons(facts: DueFacts, today: date) -> Iterator[Message]:
    if facts.kind is DueKind.PROMISE:
        yield from _promise(facts)
    elif facts.kind is DueKind.VERIFY:
        yield from _verify(facts)
    elif facts.kind is DueKind.RELATIONSHIP:
        yield from _relationship(facts)
    elif facts.kind is DueKind.FOLLOW_UP:
        yield from _follow_up(facts)
    else:
        yield from _other(facts, today)


def _other(facts: DueFacts, today: date) -> Iterator[Message]:
    if facts.kind is DueKind.DEAL:
        yield from deal_explanation(deal_facts(facts))
    elif facts.step is not None:
        yield from step_explanation(facts.step, facts.working or WorkingTime())
    elif facts.kind is DueKind.CHURN:
        yield from churn_explanation(facts.figures or "[]", today)
    elif facts.kind is DueKind.SURVEY:
        yield from _survey(facts)
    elif facts.kind in GREETING_KINDS:
        yield from greeting_explanation(facts)


def _survey(facts: DueFacts) -> Iterator[Message]:
    yield message(
        N_("An existing customer is asked {cadence} whether it is satisfied."),
        cadence=_cadence(facts),
    )
    text = N_("The last answer was given on {since}: {sum}.")
    if facts.basis is Basis.BECAME_EXISTING:
        text = N_("There is no answer since it first bought, on {since}: {sum}.")
    yield message(text, since=facts.since, sum=_sum(facts))


def _promise(facts: DueFacts) -> Iterator[Message]:
    text = N_("You promised on {since}: {text}, by {due}.")
    if facts.theirs:
        text = N_("They promised on {since}: {text}, by {due}.")
    yield message(text, since=facts.since, text=facts.promise or "", due=facts.due)
    yield message(N_("A promise stays on the list until it is kept, moved or dropped."))


def _verify(facts: DueFacts) -> Iterator[Message]:
    yield message(N_("The data was last confirmed on {since}."), since=facts.since)
    yield message(
        N_("It is to be confirmed {cadence}: {sum}."),
        cadence=_cadence(facts),
        sum=_sum(facts),
    )


def _relationship(facts: DueFacts) -> Iterator[Message]:
    yield message(_relationship_rule(facts), wish=wish(facts), cadence=_cadence(facts))
    if facts.basis is Basis.CONTACT:
        yield message(
            N_("The last that counts was on {since}: {sum}."), since=facts.since, sum=_sum(facts)
        )
    else:
        yield message(_NONE_YET[facts.basis], since=facts.since, sum=_sum(facts))
    last, via = facts.last_contact, facts.last_via
    if last is not None and via is not None and via not in satisfying(facts.channel):
        yield message(
            N_("The last contact, {day} ({via}), is not {wish} and does not count for it."),
            day=last,
            via=via,
            wish=wish(facts),
        )


def _relationship_rule(facts: DueFacts) -> str:
    if facts.own_frequency:
        return N_("This customer has a rhythm of its own: {wish} {cadence}.")
    if facts.channel is Channel.VISIT:
        return N_("A key customer is met face to face, by a visit or a meeting, {cadence}.")
    return N_("An existing customer gets {wish} {cadence}; meeting it counts as well.")


def _follow_up(facts: DueFacts) -> Iterator[Message]:
    yield _grade(facts)
    yield message(
        N_("Need: {need}; expected close: {close}."),
        need=facts.need or message(N_("not known")),
        close=facts.expected_close or message(N_("none")),
    )
    if facts.basis is Basis.WINBACK:
        yield message(
            N_("The customer is lost; the next try was planned for {due}."), due=facts.due
        )
        return
    if facts.last_contact is None:
        yield message(N_("Never contacted."))
    else:
        text = N_("Last contact {day}.")
        if facts.last_via is not None:
            text = N_("Last contact {day} ({via}).")
        yield message(text, day=facts.last_contact, via=facts.last_via)
    yield from _follow_up_rule(facts)


def _grade(facts: DueFacts) -> Message:
    details = {"grade": facts.grade, "since": facts.grade_since, "source": facts.grade_source}
    if facts.grade_source is GradeSource.RULE and facts.ground is not None:
        ground = ground_message(facts.ground, facts.expected_close, facts.deal)
        return message(
            N_("Grade {grade} since {since}, {source}: {ground}."), **details, ground=ground
        )
    return message(N_("Grade {grade} since {since}, {source}."), **details)


def _follow_up_rule(facts: DueFacts) -> Iterator[Message]:
    if facts.basis is Basis.ENTERED:
        yield message(
            N_("A customer never contacted is due when it enters the book: {due}."), due=facts.due
        )
        return
    last = facts.last_contact
    if last is not None:
        yield message(
            N_("Grade {grade} is followed up {cadence}: {since} + {length} = {day}."),
            grade=facts.grade,
            cadence=_cadence(facts),
            since=last,
            length=length_of(facts.cadence, facts.figures),
            day=end_of(facts.cadence, last, facts.figures),
        )
    if facts.basis is Basis.GRADE_CHANGED:
        yield message(
            N_("The grade changed later, so it is due from that day: {due}."), due=facts.due
        )
    elif facts.basis is Basis.POLICY_CHANGED:
        yield message(
            N_("The cadence was changed later, so it is due from that day: {due}."), due=facts.due
        )


def _sum(facts: DueFacts) -> Message:
    return message(
        N_("{since} + {length} = {due}"),
        since=facts.since,
        length=length_of(facts.cadence, facts.figures),
        due=end_of(facts.cadence, facts.since, facts.figures),
    )


def _cadence(facts: DueFacts) -> Span | Message:
    return rhythm_of(facts.cadence, facts.figures)


def _calendar(facts: DueFacts) -> Iterator[Message]:
    if facts.kind in COUNTED_KINDS and facts.kind is not DueKind.DEAL:
        yield from calendar_explanation(facts.figures, facts.basis)


def _moves(facts: DueFacts) -> Iterator[Message]:
    if facts.planned_on is not None and facts.step is not None:
        yield message(N_("On the list since it was reopened on {day}."), day=facts.planned_on)
    elif facts.planned_on is not None:
        yield message(N_("Planned earlier, for {day}, to level the days."), day=facts.planned_on)
    if facts.retry_on is not None and facts.retry_on > facts.due:
        yield message(
            N_("Tried without an answer, to be tried again on {day}."), day=facts.retry_on
        )
    if facts.snoozed_until is not None:
        yield message(
            N_("Snoozed until {until}: {reason}."),
            until=facts.snoozed_until,
            reason=facts.snooze_reason or "",
        )


def _complaint(facts: DueFacts) -> Iterator[Message]:
    if facts.complaint is not None:
        yield message(N_("Complaint {id} of the customer is open."), id=facts.complaint)


def _consent(facts: DueFacts) -> Iterator[Message]:
    said = Consent(facts.may_contact, on=facts.consent_on, reason=facts.consent_reason)
    refused = refusals(said)
    if refused is not None:
        yield message(N_("The customer {refused}."), refused=refused)


_NONE_YET = {
    Basis.BECAME_KEY: N_("None since it became key on {since}: {sum}."),
    Basis.BECAME_EXISTING: N_("None since it first bought on {since}: {sum}."),
    Basis.EVERY_SET: N_("None since the rhythm was set on {since}: {sum}."),
}
