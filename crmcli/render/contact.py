"""How a contact looks: the line after logging it, the log as a table, one contact in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Contact
from crmcli.errors import N_
from crmcli.language import _
from crmcli.render import gate, joined
from crmcli.render.becoming import becomes
from crmcli.render.complaints import tell_complaint
from crmcli.render.consent import tell_unwelcome
from crmcli.render.gate import one_line, safe
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.width import wrapped
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crmcli.domain.promise import Promise
    from crmcli.render.layout import Layout
    from crmcli.services.campaigns.sent import StillAnswered
    from crmcli.services.contacts.changes import RemovedContact
    from crmcli.services.contacts.log import Logged


def logged(
    output: Output,
    result: Logged,
    *,
    extra: Mapping[str, object] | None = None,
    lines: Iterable[str] = (),
) -> None:
    """Say what was logged, the grade it led to, and what follows.

    Args:
        output: how this run answers.
        result: what was logged.
        extra: further keys of the JSON.
        lines: further lines for a person.
    """
    contact = result.contact
    extra = {
        "also": result.also,
        "kept": result.kept,
        "still_open": result.still_open,
        "relationship_due": result.relationship_due,
        "close_passed": result.close_passed,
        "back_on": result.back_on,
        "may_contact": not result.unwelcome,
        "complaints": result.complaints,
        "greeted": result.greeted,
        **(extra or {}),
    }
    told = (*_logged_lines(result), *lines)
    show_record(output, contact, told, key=contact.id, extra=extra)
    for name, refused in result.unwelcome:
        tell_unwelcome(name, refused)
    if not output.is_json and not output.quiet:
        for complaint in result.complaints:
            tell_complaint(complaint)
    if result.still_open and not output.is_json and not output.quiet:
        gate.tell(_("Still open:"))
        for promise in result.still_open:
            gate.tell(promise_line(promise))


def promise_line(promise: Promise) -> str:
    """Write an open promise on one line."""
    text = _("  {id}  {by}  {text} (theirs)") if promise.theirs else _("  {id}  {by}  {text}")
    return text.format(id=promise.id, by=promise.by, text=one_line(promise.text))


def _logged_lines(result: Logged) -> Iterator[str]:
    contact = result.contact
    parts = [
        _(_LOGGED[contact.via]).format(name=one_line(contact.customer), id=contact.customer_id),
        _regraded(result),
    ]
    if result.earlier is not None:
        parts.insert(1, _("It was on {date}.").format(date=result.earlier))
    if result.back_on is not None:
        parts.append(_("Due again {date}.").format(date=result.back_on))
    elif contact.next_due is not None:
        parts.append(_("Next follow-up {date}.").format(date=contact.next_due))
    yield joined.sentences(parts)
    for each in result.greeted:
        text = _("Done: {title}, {day}. The next one is due on {next}.")
        if each.next is None:
            text = _("Done: {title}, {day}.")
        title = one_line(word(each.title))
        yield text.format(title=title, day=word(each.day), next=word(each.next))
    for promise in contact.promises:
        yield _("Promise {id}: {text} by {by}.").format(
            id=promise.id, text=joined.without_stop(one_line(promise.text)), by=promise.by
        )
    for promise in result.kept:
        yield _("Kept {id}: {text}.").format(
            id=promise.id, text=joined.without_stop(one_line(promise.text))
        )
    for other in result.also:
        yield _("Also logged with {name} ({id}).").format(
            name=one_line(other.customer), id=other.customer_id
        )


def _regraded(result: Logged) -> str:
    contact = result.contact
    reason = one_line(word(contact.grade_reason))
    if result.close_passed:
        return _("Grade {grade} kept: {reason}; give a new date or grade.").format(
            grade=contact.grade_to, reason=reason
        )
    if contact.grade_from != contact.grade_to:
        return _("{before} → {after}: {reason}.").format(
            before=contact.grade_from, after=contact.grade_to, reason=reason
        )
    if reason:
        return _("Grade {grade} stays: {reason}.").format(grade=contact.grade_to, reason=reason)
    return _("Grade {grade} stays.").format(grade=contact.grade_to)


_LOGGED = {
    Channel.PHONE: N_("Logged call with {name} ({id})."),
    Channel.EMAIL: N_("Logged e-mail with {name} ({id})."),
    Channel.VISIT: N_("Logged visit to {name} ({id})."),
    Channel.MEETING: N_("Logged meeting with {name} ({id})."),
    Channel.WECHAT: N_("Logged WeChat with {name} ({id})."),
    Channel.SMS: N_("Logged text message with {name} ({id})."),
    Channel.VIDEO: N_("Logged video call with {name} ({id})."),
    Channel.OTHER: N_("Logged contact with {name} ({id})."),
}


def edited(output: Output, contact: Contact, *, changed: bool) -> None:
    """Say that a contact was changed, or that it is as it was."""
    told = _("Changed contact {id} with {name} ({customer}). Next follow-up {date}.")
    if not changed:
        told = _("Nothing changes for contact {id} with {name} ({customer}).")
    line = told.format(
        id=contact.id,
        name=one_line(contact.customer),
        customer=contact.customer_id,
        date=contact.next_due or _("none"),
    )
    show_record(output, contact, [line], key=contact.id)


def removed(output: Output, result: RemovedContact) -> None:
    """Say that a contact was removed, and where the clock is now."""
    contact = result.contact
    told = _("Removed contact {id} with {name} ({customer}). Next follow-up {date}.").format(
        id=contact.id,
        name=one_line(contact.customer),
        customer=contact.customer_id,
        date=contact.next_due or _("none"),
    )
    lines = [told, *(_unsent(each.campaign, answered=each.answered) for each in result.unsent)]
    lines += (_still_answered(each, contact.customer_id) for each in result.answered)
    extra = {
        "unreached": tuple(each.campaign for each in result.unsent if not each.answered),
        "still_answered": tuple(each.campaign for each in result.answered),
    }
    show_record(output, contact, lines, key=contact.id, extra=extra)


def _unsent(campaign: str, *, answered: bool) -> str:
    text = _("Campaign {campaign} no longer counts them as reached.")
    if answered:
        text = _("Campaign {campaign} still counts them as reached, since they answered.")
    return text.format(campaign=one_line(campaign))


def _still_answered(kept: StillAnswered, customer_id: int) -> str:
    text = _(
        "Campaign {campaign} keeps their answer of that day:"
        " crm campaign answer id:{campaign_id} id:{customer} --withdraw takes it back."
    )
    return text.format(
        campaign=one_line(kept.campaign), campaign_id=kept.campaign_id, customer=customer_id
    )


def shown(output: Output, contact: Contact) -> None:
    """Show one contact in full."""
    show_record(output, contact, _lines(contact), key=contact.id)


def _lines(contact: Contact) -> Iterator[str]:
    yield _("{at}  {via} with {name} ({customer}), by {author}").format(
        at=word(contact.at),
        via=word(contact.via),
        name=one_line(contact.customer),
        customer=contact.customer_id,
        author=one_line(contact.author),
    )
    rows = (
        (_("Outcome"), word(contact.outcome)),
        (_("Purpose"), word(contact.purpose)),
        (_("Minutes"), word(contact.minutes)),
        (_("With"), joined.items(contact.people)),
        (_("Note"), contact.note),
        (_("They said"), contact.said),
        (_("Grade"), _grades(contact)),
        (_("Promises"), joined.clauses(f"{each.text} ({each.by})" for each in contact.promises)),
    )
    for label, text in rows:
        if text:
            yield wrapped(f"  {joined.titled(label, safe(text))}", "  ", whole=False)


def _grades(contact: Contact) -> str:
    if contact.grade_to is None:
        return ""
    return becomes(contact.grade_from or "", contact.grade_to)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True, needs=60),
            Column(_("When"), lambda row: word(row.at)),
            Column(_("Customer"), lambda row: f"{row.customer} ({row.customer_id})"),
            Column(_("Via"), lambda row: word(row.via)),
            Column(_("Grade"), _grades, needs=100),
            Column(_("Note"), _note, wraps=True),
        )
    )


def _note(contact: Contact) -> str:
    said = _("“{words}”").format(words=contact.said) if contact.said else ""
    parts = [contact.note, said]
    if contact.outcome.value != "reached":
        parts.insert(0, f"[{word(contact.outcome)}]")
    return " ".join(each for each in parts if each)


CONTACTS = Listing(kind=Contact, key=lambda row: row.id, layout=_layout)  # type: ignore[attr-defined]
