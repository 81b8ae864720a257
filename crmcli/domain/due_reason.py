"""Why a row is on the due list: in one line, and in full with its facts, rule and arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.cadence import Basis
from crmcli.domain.classes import Importance
from crmcli.domain.contact import Channel
from crmcli.domain.message import Message, message
from crmcli.domain.obligation import DueKind
from crmcli.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.grading import Grade, GradeSource, Ground, Need
    from crmcli.domain.span import Span


@dataclass(frozen=True, slots=True)
class DueFacts:
    """What a row's reasons are told from; dates are local dates."""

    kind: DueKind
    due: date
    cadence: Span
    basis: Basis
    since: date
    channel: Channel | None
    theirs: bool
    promise: str | None
    planned_on: date | None
    snoozed_until: date | None
    snooze_reason: str | None
    grade: Grade
    grade_source: GradeSource
    ground: Ground | None
    grade_since: date
    need: Need | None
    expected_close: date | None
    importance: Importance
    own_frequency: bool
    last_contact: date | None
    last_via: Channel | None


def due_title(facts: DueFacts) -> Message | str:
    """Say what is to be done."""
    if facts.kind is DueKind.PROMISE:
        return facts.promise or ""
    if facts.kind is DueKind.VERIFY:
        return _CONFIRM
    return _BY_CHANNEL.get(facts.channel, _FOLLOW_UP)


def due_reason(facts: DueFacts) -> Message:
    """Say in one line why a row is on the list."""
    if facts.kind is DueKind.PROMISE:
        text = N_("they promised it for {due}") if facts.theirs else N_("promised for {due}")
        return message(text, due=facts.due)
    if facts.kind is DueKind.VERIFY:
        return message(N_("data last confirmed on {since}"), since=facts.since)
    if facts.kind is DueKind.RELATIONSHIP:
        return message(
            N_("{who}, {wish} {cadence}; {last}"),
            who=_who(facts),
            wish=_BY_CHANNEL_WISH.get(facts.channel, _ANY_WISH),
            cadence=facts.cadence,
            last=_last_satisfying(facts),
        )
    return message(_FOLLOW_UP_REASONS[facts.basis], **_follow_up_details(facts))


def due_explanation(facts: DueFacts, today: date) -> Message:
    """Explain a row in full: the facts, the rule, the arithmetic."""
    late = (today - facts.due).days
    lateness = message(
        N_("Today is {today}: {late} days past it, {ratio} of its {cadence_days} days."),
        today=today,
        late=late,
        ratio=f"{late / facts.cadence.days:.2f}",
        cadence_days=facts.cadence.days,
    )
    return message(
        N_("{facts} {rule} {arithmetic} {lateness}{moved}"),
        facts=_facts_in_full(facts),
        rule=_rule_in_full(facts),
        arithmetic=_arithmetic(facts),
        lateness=lateness,
        moved=_moved(facts),
    )


_CONFIRM = message(N_("Confirm the data"))
_FOLLOW_UP = message(N_("Follow up"))
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
_BY_CHANNEL_WISH: dict[Channel | None, Message] = {
    Channel.PHONE: message(N_("a call")),
    Channel.VIDEO: message(N_("a video call")),
    Channel.VISIT: message(N_("a visit")),
    Channel.MEETING: message(N_("a meeting")),
    Channel.EMAIL: message(N_("an e-mail")),
    Channel.WECHAT: message(N_("a WeChat message")),
    Channel.SMS: message(N_("a text message")),
}
_FOLLOW_UP_REASONS = {
    Basis.CONTACT: N_("grade {grade}, {cadence}; last contact {since} ({via})"),
    Basis.ENTERED: N_("never contacted, in the list since {since}"),
    Basis.GRADE_CHANGED: N_("grade {grade} since {since}, {cadence}"),
    Basis.POLICY_CHANGED: N_("cadence of {grade} changed on {since}"),
    Basis.WINBACK: N_("win-back try planned for {since}"),
}


def _follow_up_details(facts: DueFacts) -> dict[str, object]:
    return {
        "grade": facts.grade,
        "cadence": facts.cadence,
        "since": facts.since,
        "via": facts.last_via or "",
    }


def _who(facts: DueFacts) -> Message:
    if facts.own_frequency:
        return message(N_("own frequency"))
    if facts.importance is Importance.KEY and facts.channel is Channel.VISIT:
        return message(N_("key customer"))
    return message(N_("existing customer"))


def _last_satisfying(facts: DueFacts) -> Message:
    if facts.basis is Basis.CONTACT:
        return message(N_("last one {since}"), since=facts.since)
    return message(N_("none since {since}"), since=facts.since)


def _facts_in_full(facts: DueFacts) -> Message:
    if facts.kind is DueKind.PROMISE:
        return message(N_("Promise: {text}."), text=facts.promise or "")
    stands = message(
        N_("Grade {grade} since {since} ({source}); need: {need}; expected close: {close}."),
        grade=facts.grade,
        since=facts.grade_since,
        source=facts.grade_source,
        need=facts.need or message(N_("not known")),
        close=facts.expected_close or message(N_("none")),
    )
    if facts.last_contact is None:
        return message(N_("{stands} Never contacted."), stands=stands)
    return message(
        N_("{stands} Last contact {day} ({via})."),
        stands=stands,
        day=facts.last_contact,
        via=facts.last_via or "",
    )


def _rule_in_full(facts: DueFacts) -> Message:
    if facts.kind is DueKind.PROMISE:
        return message(N_("A promise stays until it is kept, moved or dropped."))
    if facts.kind is DueKind.VERIFY:
        return message(N_("Data is confirmed {cadence}."), cadence=facts.cadence)
    if facts.kind is DueKind.RELATIONSHIP:
        return message(
            N_("{who}: {wish} {cadence}."),
            who=_who(facts),
            wish=_BY_CHANNEL_WISH.get(facts.channel, _ANY_WISH),
            cadence=facts.cadence,
        )
    return message(
        N_("Grade {grade} is followed up {cadence}, not before its grade or policy changed."),
        grade=facts.grade,
        cadence=facts.cadence,
    )


def _arithmetic(facts: DueFacts) -> Message:
    if facts.basis in {Basis.GRADE_CHANGED, Basis.POLICY_CHANGED, Basis.ENTERED, Basis.WINBACK}:
        return message(_STARTS[facts.basis], due=facts.due)
    if facts.kind is DueKind.PROMISE:
        return message(N_("Promised for {due}."), due=facts.due)
    return message(
        N_("{since} + {length} = {due}."),
        since=facts.since,
        length=message("{length}", length=str(facts.cadence)),
        due=facts.due,
    )


_STARTS = {
    Basis.ENTERED: N_("It entered the list on {due}."),
    Basis.GRADE_CHANGED: N_("The grade changed on {due}, which is later than the contact's date."),
    Basis.POLICY_CHANGED: N_("The policy changed on {due}, later than the contact's date."),
    Basis.WINBACK: N_("The next try was planned for {due}."),
}


def _moved(facts: DueFacts) -> Message:
    if facts.snoozed_until is not None:
        return message(
            N_(" Snoozed until {until}: {reason}."),
            until=facts.snoozed_until,
            reason=facts.snooze_reason or "",
        )
    if facts.planned_on is not None:
        return message(N_(" Spread to {day}."), day=facts.planned_on)
    return message("")
