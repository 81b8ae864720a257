"""The one-page briefing of a customer: one screen on a terminal, complete in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.audit_reason import reason_told
from crmcli.domain.consent import refusals
from crmcli.domain.due_kind import CLOCK_KINDS, DueKind
from crmcli.domain.grade import Ground
from crmcli.domain.grading import ground_message
from crmcli.language import _, ngettext
from crmcli.render import dealings, joined, profile
from crmcli.render.customer import AMOUNTS
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.page import TOP_THREE, Line, Section, Weight, page, ranked
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.contact import Contact
    from crmcli.domain.customer import Customer
    from crmcli.domain.due import DueRow
    from crmcli.services.customers.briefing import Briefing

_CONTACTS = (Weight.NEXT, Weight.EXTRA, Weight.MORE, Weight.MORE, Weight.MORE)
_GRADE_STYLES = {"A": "bold red", "B": "yellow", "C": "cyan", "D": "", "E": "dim"}


def briefing(output: Output, result: Briefing) -> None:
    """Show everything about a customer that fits on a page."""
    customer = result.customer
    verdict = result.verdict
    extra = {
        "grade_reason": result.grade_reason,
        "suggested": verdict.grade,
        "suggested_reason": ground_message(verdict.ground, customer.expected_close, verdict.deal),
        "grade_since": result.grade_since,
        "promises": result.promises,
        "contacts": result.contacts,
        "pins": result.pins,
        "deals": result.dealings.deals,
        "feedback": result.dealings.feedback,
        "survey": result.dealings.survey,
        "complaint_closed": result.dealings.complaint_closed,
        "warnings": result.dealings.warnings,
        "too_little": result.dealings.too_little,
        "tries": result.dealings.tries,
        "preference": result.dealings.preference,
        "importance_suggested": result.dealings.importance_suggested,
        "referred": result.dealings.loyalty.referred,
        "referred_bought": result.dealings.loyalty.referred_bought,
        "points": result.dealings.loyalty.balance,
        "level": result.dealings.loyalty.level,
        "greetings": result.greetings,
    }
    told = _drawn(result)
    show_record(output, customer, told, key=customer.id, amounts=AMOUNTS, extra=extra)


def _drawn(result: Briefing) -> Iterator[str]:
    command = f"crm customer show {result.customer.id} | less"
    return page(_title(result.customer), list(_sections(result)), command)


def _title(customer: Customer) -> str:
    parts = (f"{customer.name} ({customer.id})", customer.title, customer.company)
    return one_line(joined.dotted(each for each in parts if each))


def _sections(result: Briefing) -> Iterator[Section]:
    customer, found = result.customer, result.dealings
    if customer.archived is not None:
        yield Section(_("Archived"), (Line(word(customer.archived)[:10], "bold"),))
    if customer.lost is not None:
        reason = one_line(customer.lost_reason or "")
        yield Section(_("Lost"), (Line(f"{word(customer.lost)}  {reason}", "bold"),))
    yield from _consent(customer)
    yield from dealings.complaints(found)
    yield Section(_("Grade"), tuple(_grade(result)))
    owed = {each.kind: each for each in result.owed}
    for kind in CLOCK_KINDS:
        row = owed.get(kind)
        if row is not None and not _is_no_news(row):
            yield _clock(row, Weight.KEPT)
    yield from dealings.trade(found)
    yield from dealings.voice(found)
    survey = owed.get(DueKind.SURVEY)
    if survey is not None and survey.overdue_days >= 0:
        yield _clock(survey, Weight.NEXT)
    for each in result.greetings:
        yield _clock(each, Weight.NEXT)
    yield from profile.reach(customer)
    yield from profile.classes(customer, found, result.pins)
    yield from dealings.brought(found.loyalty)
    yield from profile.details(customer, result.referrer)
    yield from _promises(result)
    contacts = [Line(_contact(each)) for each in result.contacts]
    yield from ranked(_("Contacts"), contacts, _CONTACTS)
    if customer.notes:
        yield from _notes(customer.notes)


def _notes(notes: str) -> Iterator[Section]:
    """Show notes line by line, as they were written: a merge adds what it found to them."""
    lines = [Line(one_line(each)) for each in notes.splitlines() if each.strip()]
    yield from ranked(_("Notes"), lines, (Weight.SPARE,), len(lines))


def _consent(customer: Customer) -> Iterator[Section]:
    """Say what it does not allow; what it was asked for and allowed says nothing to do."""
    refused = refusals(customer.consent)
    if refused is not None:
        text = one_line(say(refused))
        yield Section(_("Consent"), (Line(text, "bold red", whole=True),))


def _grade(result: Briefing) -> Iterator[Line]:
    """Say the grade and why, and what the rule says where that is something else."""
    customer, verdict = result.customer, result.verdict
    reason = "" if result.grade_reason is None else word(reason_told(result.grade_reason))
    told = _("{grade} {source} since {date}: {reason}")
    if not reason:
        told = _("{grade} {source} since {date}")
    text = told.format(
        grade=customer.grade,
        source=word(customer.grade_source),
        date=word(result.grade_since),
        reason=one_line(reason),
    )
    yield Line(text, _GRADE_STYLES[customer.grade.value])
    rule = one_line(say(ground_message(verdict.ground, customer.expected_close, verdict.deal)))
    if verdict.ground is Ground.CLOSE_PASSED:
        answer = _("{reason}; give a new date or grade.").format(reason=rule)
        yield Line(answer, "yellow", Weight.NEXT)
    elif verdict.grade not in {None, customer.grade}:
        answer = _("The rule says {grade}: {reason}.")
        told = answer.format(grade=verdict.grade, reason=rule)
        yield Line(told, "yellow", Weight.NEXT)


def _is_no_news(row: DueRow) -> bool:
    """Tell whether a row can be left out: data that need not be confirmed yet."""
    return row.kind is DueKind.VERIFY and row.overdue_days < 0


def _clock(row: DueRow, weight: Weight) -> Section:
    parts = [word(row.due), lateness(row.overdue_days)]
    if row.channel is not None:
        parts.append(_("by {channel}").format(channel=word(row.channel)))
    # That a complaint is open is said above already.
    why = row.why if row.complaint is None else row.why.details.get("why", row.why)
    text = f"{'  '.join(parts)}  {one_line(word(why))}"
    label = word(row.kind)
    late = "red" if row.overdue_days > 0 else "green" if row.overdue_days == 0 else ""
    return Section(label[:1].upper() + label[1:], (Line(text, late, weight),))


def lateness(days: int) -> str:
    """Say how late something is, or how far ahead."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    return ngettext("in {count} day", "in {count} days", -days).format(count=-days)


def _promises(result: Briefing) -> Iterator[Section]:
    late = {each.ref: each.overdue_days for each in result.owed}
    lines = []
    for each in result.promises:
        text = _("{id}  {by}  {text} (theirs)") if each.theirs else _("{id}  {by}  {text}")
        days = late.get(f"{DueKind.PROMISE}:{each.id}")
        style = "red" if days is not None and days > 0 else ""
        text = text.format(id=each.id, by=word(each.by), text=one_line(each.text))
        lines.append(Line(text, style))
    yield from ranked(_("Promises"), lines, TOP_THREE, len(result.promises))


def _contact(contact: Contact) -> str:
    said = _("“{words}”").format(words=contact.said) if contact.said else ""
    outcome = "" if contact.outcome.value == "reached" else f"[{word(contact.outcome)}]"
    note = " ".join(each for each in (outcome, contact.note, said) if each)
    day = word(contact.at)[:10]
    return one_line(f"{day}  {word(contact.via)}  {note}")
