"""Why a row is on the due list, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.consent import warning
from crmcli.domain.due_kind import DueKind
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.grade import Grade, GradeSource, Ground, Need
    from crmcli.domain.span import Span


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


def due_title(facts: DueFacts) -> Message | str:
    """Say what is to be done."""
    if facts.kind is DueKind.PROMISE:
        return facts.promise or ""
    if facts.kind is DueKind.VERIFY:
        return _CONFIRM
    return _BY_CHANNEL.get(facts.channel, _FOLLOW_UP)


def due_reason(facts: DueFacts) -> Message:
    """Say in one line why a row is on the list, short enough for a narrow table."""
    reason = _reason(facts)
    if facts.may_contact:
        return reason
    return message(N_("{why}; {warning}"), why=reason, warning=warning(facts.consent_reason))


def _reason(facts: DueFacts) -> Message:
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
            text, who=_who(facts), wish=wish(facts), cadence=facts.cadence, since=facts.since
        )
    return message(
        _FOLLOW_UP_REASONS[facts.basis],
        grade=facts.grade,
        cadence=facts.cadence,
        since=facts.since,
        via=facts.last_via or "",
    )


def wish(facts: DueFacts) -> Message:
    """Name the contact that a relationship asks for."""
    return _WISHES.get(facts.channel, _ANY_WISH)


def _who(facts: DueFacts) -> Message:
    if facts.own_frequency:
        return _OWN_RHYTHM
    return _KEY if facts.channel is Channel.VISIT else _EXISTING


_CONFIRM = message(N_("Confirm the data"))
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
