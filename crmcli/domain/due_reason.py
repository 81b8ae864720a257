"""Why a row is on the due list, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.consent import warning
from crmcli.domain.due_kind import GREETING_KINDS, DueKind
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.deals.due import DealDueFacts
    from crmcli.domain.feedback_reason import StepFacts
    from crmcli.domain.grade import Grade, GradeSource, Ground, Need
    from crmcli.domain.named_deal import NamedDeal
    from crmcli.domain.span import Span
    from crmcli.domain.working_time import WorkingTime


class DueFacts(NamedTuple):
    """What a row's reasons are told from; dates are local dates."""

    kind: DueKind
    subject_id: int
    due: date
    cadence: Span
    basis: Basis
    since: date
    channel: Channel | None
    theirs: bool
    promise: str | None
    retry_on: date | None
    planned_on: date | None
    snoozed_until: date | None
    snooze_reason: str | None
    grade: Grade
    grade_source: GradeSource
    ground: Ground | None
    grade_since: date
    need: Need | None
    expected_close: date | None
    own_frequency: bool
    last_contact: date | None
    last_via: Channel | None
    may_contact: bool = True
    consent_on: date | None = None
    consent_reason: str | None = None
    complaint: int | None = None
    deal: NamedDeal | None = None
    stage: str | None = None
    deal_close: date | None = None
    figures: str | None = None
    step: StepFacts | None = None
    working: WorkingTime | None = None
    shown_until: date | None = None
    person: str | None = None


COUNTED_KINDS = frozenset(
    {DueKind.FOLLOW_UP, DueKind.RELATIONSHIP, DueKind.VERIFY, DueKind.SURVEY, DueKind.DEAL}
)
"""Kinds whose figures, where they have some, say what the work calendar did to their date."""


def due_title(facts: DueFacts) -> Message | str:
    """Say what is to be done."""
    if facts.kind is DueKind.PROMISE:
        return facts.promise or ""
    if facts.kind is DueKind.DEAL:
        return "" if facts.deal is None else facts.deal.title
    if facts.step is not None:
        from crmcli.domain.feedback_reason import step_title  # noqa: PLC0415 - few rows are so

        return step_title(facts.step)
    if facts.kind in _TITLES:
        return _TITLES[facts.kind]
    if facts.kind in GREETING_KINDS:
        from crmcli.domain.greeting_reason import greeting_title  # noqa: PLC0415 - few rows are so

        return greeting_title(facts)
    return _BY_CHANNEL.get(facts.channel, _FOLLOW_UP)


def due_reason(facts: DueFacts, today: date) -> Message:
    """Say in one line why a row is on the list, short enough for a narrow table.

    Args:
        facts: what the row rests on.
        today: the local date it is asked on.
    """
    reason = _reason(facts, today)
    if facts.figures and facts.kind in COUNTED_KINDS:
        from crmcli.domain.counted_words import moved  # noqa: PLC0415 - where there is a calendar

        reason = moved(reason, facts)
    if facts.retry_on is not None and facts.retry_on > max(facts.due, today):
        # Only who looks ahead sees it until then.
        reason = message(N_("{why}; no answer, again on {day}"), why=reason, day=facts.retry_on)
    if facts.complaint is not None:
        reason = message(N_("{why}; open complaint {id}"), why=reason, id=facts.complaint)
    if facts.may_contact:
        return reason
    return message(N_("{why}; {warning}"), why=reason, warning=warning(facts.consent_reason))


def deal_facts(facts: DueFacts) -> DealDueFacts:
    """Give what the reason of a due deal is told from."""
    from crmcli.domain.deals.due import DealDueFacts  # noqa: PLC0415 - few rows are so
    from crmcli.domain.stage import Stage  # noqa: PLC0415 - likewise

    return DealDueFacts(
        title="" if facts.deal is None else facts.deal.title,
        stage=Stage(facts.stage or Stage.INITIAL_CONTACT),
        due=facts.due,
        basis=facts.basis,
        since=facts.since,
        limit=facts.cadence,
        close=facts.deal_close,
        figures=facts.figures,
    )


def _reason(facts: DueFacts, today: date) -> Message:
    other = _OTHERS.get(facts.kind)
    if other is not None:
        return other(facts, today)
    if facts.kind is DueKind.PROMISE:
        text = N_("their promise {id} for {due}") if facts.theirs else N_("promise {id} for {due}")
        return message(text, id=facts.subject_id, due=facts.due)
    if facts.kind is DueKind.VERIFY:
        return message(N_("data last confirmed {since}"), since=facts.since)
    if facts.kind is DueKind.RELATIONSHIP:
        text = N_("{who}: {wish} {cadence}, none since {since}")
        if facts.basis is Basis.CONTACT:
            text = N_("{who}: {wish} {cadence}, last {since}")
        return message(
            text, who=_who(facts), wish=wish(facts), cadence=_cadence(facts), since=facts.since
        )
    text = _FOLLOW_UP_REASONS[facts.basis]
    if facts.basis is Basis.CONTACT and facts.last_via is None:
        text = N_("{grade}, {cadence}: last contact {since}")
    return message(
        text, grade=facts.grade, cadence=_cadence(facts), since=facts.since, via=facts.last_via
    )


def _cadence(facts: DueFacts) -> Span | Message:
    if not facts.figures:
        return facts.cadence
    from crmcli.domain.counted_words import rhythm_of  # noqa: PLC0415 - where there is a calendar

    return rhythm_of(facts.cadence, facts.figures)


def _deal(facts: DueFacts, today: date) -> Message:
    from crmcli.domain.deals.due import deal_reason  # noqa: PLC0415 - few rows are so

    return deal_reason(deal_facts(facts), today)


def _step(facts: DueFacts, today: date) -> Message:
    from crmcli.domain.feedback_reason import step_reason  # noqa: PLC0415 - few rows are so

    del today
    return message("") if facts.step is None else step_reason(facts.step)


def _churn(facts: DueFacts, today: date) -> Message:
    from crmcli.domain.churn.words import churn_reason  # noqa: PLC0415 - few rows are so

    return churn_reason(facts.figures or "[]", today)


def _greeting(facts: DueFacts, today: date) -> Message:
    from crmcli.domain.greeting_reason import greeting_reason  # noqa: PLC0415 - few rows are so

    del today
    return greeting_reason(facts)


def _survey(facts: DueFacts, today: date) -> Message:
    del today
    text = N_("asked {cadence} whether it is satisfied, last {since}")
    if facts.basis is Basis.BECAME_EXISTING:
        text = N_(
            "asked {cadence} whether it is satisfied; no answer since it first bought, {since}"
        )
    return message(text, cadence=_cadence(facts), since=facts.since)


def wish(facts: DueFacts) -> Message:
    """Name the contact that a relationship asks for."""
    return _WISHES.get(facts.channel, _ANY_WISH)


def _who(facts: DueFacts) -> Message:
    if facts.own_frequency:
        return _OWN_RHYTHM
    return _KEY if facts.channel is Channel.VISIT else _EXISTING


_OTHERS = {
    DueKind.DEAL: _deal,
    DueKind.COMPLAINT: _step,
    DueKind.FEEDBACK: _step,
    DueKind.CHURN: _churn,
    DueKind.SURVEY: _survey,
    DueKind.BIRTHDAY: _greeting,
    DueKind.FESTIVAL: _greeting,
}
_TITLES = {
    DueKind.VERIFY: message(N_("Confirm the data")),
    DueKind.CHURN: message(N_("Churn warning")),
    DueKind.SURVEY: message(N_("Satisfaction survey")),
}
_FOLLOW_UP = message(N_("Follow up"))
_OWN_RHYTHM = message(N_("own rhythm"))
_KEY = message(N_("key customer"))
_EXISTING = message(N_("existing customer"))
_BY_CHANNEL: dict[Channel | None, Message] = {
    Channel.PHONE: message(N_("Call")),
    Channel.VIDEO: message(N_("Video call")),
    Channel.VISIT: message(N_("Visit")),
    Channel.MEETING: message(N_("Meet")),
    Channel.EMAIL: message(N_("Write an e-mail")),
    Channel.WECHAT: message(N_("Write on WeChat")),
    Channel.SMS: message(N_("Send a text message")),
}
_ANY_WISH = message(N_("a contact"))
_WISHES: dict[Channel | None, Message] = {
    Channel.PHONE: message(N_("a call")),
    Channel.VIDEO: message(N_("a video call")),
    Channel.VISIT: message(N_("a visit")),
    Channel.MEETING: message(N_("a meeting")),
    Channel.EMAIL: message(N_("an e-mail")),
    Channel.WECHAT: message(N_("a WeChat message")),
    Channel.SMS: message(N_("a text message")),
}
_FOLLOW_UP_REASONS = {
    Basis.CONTACT: N_("{grade}, {cadence}: last contact {since} ({via})"),
    Basis.ENTERED: N_("{grade}: never contacted, due since {since}"),
    Basis.GRADE_CHANGED: N_("{grade} since {since}, {cadence}"),
    Basis.POLICY_CHANGED: N_("{grade}, {cadence}: changed on {since}"),
    Basis.WINBACK: N_("lost; next try planned for {since}"),
}
