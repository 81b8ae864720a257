"""The one-page briefing of a customer: at most 22 lines, plain in a pipe."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.audit_reason import reason_told
from crmcli.domain.consent import refusals
from crmcli.domain.due_kind import CLOCK_KINDS, DueKind
from crmcli.domain.grade import Ground
from crmcli.domain.grading import ground_message
from crmcli.language import _, ngettext
from crmcli.render import dealings, gate
from crmcli.render.amount import amount_text
from crmcli.render.customer import AMOUNTS
from crmcli.render.gate import one_line
from crmcli.render.output import Output, show_record
from crmcli.render.page_line import Line
from crmcli.render.width import broken, cut, padded, width
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.contact import Contact
    from crmcli.domain.customer import Customer
    from crmcli.domain.due import DueRow
    from crmcli.domain.person import Person
    from crmcli.domain.promise import Promise
    from crmcli.services.customers.briefing import Briefing

_MOST_PROMISES = 3
_LEAST_CONTACTS = 2
_PAGE = 22
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
        "warnings": result.dealings.warnings,
        "too_little": result.dealings.too_little,
        "tries": result.dealings.tries,
        "preference": result.dealings.preference,
        "importance_suggested": result.dealings.importance_suggested,
        "referred": result.dealings.loyalty.referred,
        "referred_bought": result.dealings.loyalty.referred_bought,
        "points": result.dealings.loyalty.balance,
        "level": result.dealings.loyalty.level,
    }
    told = _drawn(result)
    show_record(output, customer, told, key=customer.id, amounts=AMOUNTS, extra=extra)


def _drawn(result: Briefing) -> Iterator[str]:
    # What goes into a pipe is complete; a screen has its width.
    columns = shutil.get_terminal_size().columns if gate.is_terminal() else sys.maxsize
    lines = list(_fitting(result, columns))
    indent = max(width(each.label) for each in lines) + 2
    lines = [part for line in lines for part in _parts(line, columns - indent)]
    if gate.is_terminal():
        yield from _coloured(result, lines, columns, indent)
        return
    yield cut(_title(result.customer), columns)
    for line in lines:
        yield cut(padded(line.label, indent) + line.text, columns)


def _fitting(result: Briefing, columns: int) -> list[Line]:
    """Take as many of the last contacts as the page has room for, two at the least.

    Where room is left, lines that would be cut go on below themselves, the first ones first.
    """
    lines, last = list(_lines(result)), list(_last_lines(result))
    indent = max(width(each.label) for each in (*lines, *last)) + 2
    taken = sum(len(_parts(line, columns - indent)) for line in lines) + 1
    count = len(result.contacts)
    fitting = max(min(count, _LEAST_CONTACTS), min(count, _PAGE - taken - (len(last) - count)))
    taking = [*lines, *last[:fitting], *last[count:]]
    room = _PAGE - 1 - sum(len(_parts(line, columns - indent)) for line in taking)
    for at, line in enumerate(taking):
        longer = replace(line, whole=True)
        more = len(_parts(longer, columns - indent)) - len(_parts(line, columns - indent))
        if 0 < more <= room:
            taking[at], room = longer, room - more
    return taking


def _parts(line: Line, columns: int) -> list[Line]:
    if not line.whole:
        return [line]
    first, *rest = broken(line.text, columns).split("\n")
    return [Line(line.label, first, line.style), *(Line("", each, line.style) for each in rest)]


def _coloured(result: Briefing, lines: list[Line], columns: int, indent: int) -> Iterator[str]:
    from rich.text import Text  # noqa: PLC0415 - a terminal only

    from crmcli.render.tables import text_console  # noqa: PLC0415 - loads Rich

    console, buffer = text_console(columns)
    console.print(Text(cut(_title(result.customer), columns), style="bold"))
    for line in lines:
        text = Text()
        text.append(padded(line.label, indent), style="dim")
        text.append(cut(line.text, max(1, columns - indent)), style=line.style)
        console.print(text, no_wrap=True, crop=False)
    yield from (each.rstrip() for each in buffer.getvalue().splitlines())


def _title(customer: Customer) -> str:
    parts = (f"{customer.name} ({customer.id})", customer.title, customer.company)
    return one_line(" · ".join(each for each in parts if each))


def _lines(result: Briefing) -> Iterator[Line]:
    customer = result.customer
    if customer.archived is not None:
        yield Line(_("Archived"), word(customer.archived)[:10], "bold")
    if customer.lost is not None:
        reason = one_line(customer.lost_reason or "")
        yield Line(_("Lost"), f"{word(customer.lost)}  {reason}", "bold")
    yield from _consent(customer)
    yield from dealings.complaints(result.dealings)
    yield from _grade(result)
    clocks = {each.kind: each for each in result.owed if each.kind in CLOCK_KINDS}
    for kind in CLOCK_KINDS:
        row = clocks.get(kind)
        if row is not None and not _is_no_news(row):
            yield _clock(row)
    yield from dealings.trade(result.dealings)
    yield from dealings.voice(result.dealings)
    yield from _reach(customer)
    yield Line(_("Class"), _classes(result), whole=True)
    yield from dealings.brought(result.dealings.loyalty)
    yield from _pins(result)
    if customer.tags:
        yield Line(_("Tags"), one_line(", ".join(customer.tags)))
    if customer.people:
        yield Line(_("People"), "; ".join(_person(each) for each in customer.people))
    details = _details(result)
    if details:
        yield Line(_("Also"), details, whole=True)
    yield from _promises(result)


def _last_lines(result: Briefing) -> Iterator[Line]:
    """Yield what there is room for in the end: the last contacts, as many as fit, and the notes."""
    labels = [_("Contacts"), *[""] * len(result.contacts)]
    for label, contact in zip(labels, result.contacts, strict=False):
        yield Line(label, _contact(contact))
    if result.customer.notes:
        yield Line(_("Notes"), one_line(result.customer.notes))


def _consent(customer: Customer) -> Iterator[Line]:
    """Say what it does not allow; what it was asked for and allowed says nothing to do."""
    refused = refusals(customer.consent)
    if refused is not None:
        yield Line(_("Consent"), one_line(say(refused)), "bold red", whole=True)


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
    yield Line(_("Grade"), text, _GRADE_STYLES[customer.grade.value])
    rule = one_line(say(ground_message(verdict.ground, customer.expected_close, verdict.deal)))
    if verdict.ground is Ground.CLOSE_PASSED:
        yield Line("", _("{reason}; give a new date or grade.").format(reason=rule), "yellow")
    elif verdict.grade not in {None, customer.grade}:
        answer = _("The rule says {grade}: {reason}.")
        yield Line("", answer.format(grade=verdict.grade, reason=rule), "yellow")


def _is_no_news(row: DueRow) -> bool:
    """Tell whether a row can be left out: data that need not be confirmed yet."""
    return row.kind is DueKind.VERIFY and row.overdue_days < 0


def _clock(row: DueRow) -> Line:
    parts = [word(row.due), lateness(row.overdue_days)]
    if row.channel is not None:
        parts.append(_("by {channel}").format(channel=word(row.channel)))
    # That a complaint is open is said above already.
    why = row.why if row.complaint is None else row.why.details.get("why", row.why)
    text = f"{'  '.join(parts)}  {one_line(word(why))}"
    label = word(row.kind)
    late = "red" if row.overdue_days > 0 else "green" if row.overdue_days == 0 else ""
    return Line(label[:1].upper() + label[1:], text, late)


def lateness(days: int) -> str:
    """Say how late something is, or how far ahead."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    return ngettext("in {count} day", "in {count} days", -days).format(count=-days)


def _reach(customer: Customer) -> Iterator[Line]:
    if customer.phones:
        yield Line(_("Phone"), ", ".join(customer.phones))
    addresses = [*customer.emails, *(f"{name}: {each}" for name, each in customer.handles.items())]
    if addresses:
        yield Line(_("Online"), one_line(", ".join(addresses)))


def _classes(result: Briefing) -> str:
    customer = result.customer
    parts = [
        word(customer.importance),
        _("urgency {value}").format(value=word(customer.urgency)),
        _("sale {value}").format(value=word(customer.status)),
        _("value {value}").format(value=word(customer.value)),
        _("lifecycle {value}").format(value=word(customer.lifecycle)),
        _("frequency {value}").format(value=word(customer.frequency)),
    ]
    if customer.potential is not None:
        amount = amount_text(customer.potential)
        parts.insert(3, _("potential {amount}").format(amount=amount))
    if customer.cooperation_years:
        told = ngettext(
            "{count} year of trade", "{count} years of trade", customer.cooperation_years
        )
        parts.append(told.format(count=customer.cooperation_years))
    return one_line(" · ".join([*parts, *dealings.classed(result.dealings)]))


def _pins(result: Briefing) -> Iterator[Line]:
    if result.pins:
        told = (f"{word(each.axis)} {word(each.value)}: {each.reason}" for each in result.pins)
        yield Line(_("Pinned"), one_line("; ".join(told)))


def _person(person: Person) -> str:
    told = [each for each in (person.title, person.role, *person.phones, *person.emails) if each]
    return one_line(f"{person.name} ({', '.join(told)})" if told else person.name)


def _details(result: Briefing) -> str:
    customer = result.customer
    fields = (
        (_("birthday"), customer.birthday),
        (_("prefers"), customer.channel and word(customer.channel)),
        (_("industry"), customer.industry),
        (_("source"), customer.source),
        (_("referred by"), result.referrer),
        (_("address"), customer.address),
        (_("product needs"), customer.product_needs),
        (_("service requirements"), customer.service_requirements),
        (_("hobbies"), customer.hobbies),
        *customer.fields.items(),
    )
    return one_line(" · ".join(f"{label} {text}" for label, text in fields if text))


def _promises(result: Briefing) -> Iterator[Line]:
    shown: Iterable[Promise] = result.promises[:_MOST_PROMISES]
    left = len(result.promises) - _MOST_PROMISES
    label = _("Promises")
    late = {each.ref: each.overdue_days for each in result.owed}
    for each in shown:
        text = _("{id}  {by}  {text} (theirs)") if each.theirs else _("{id}  {by}  {text}")
        days = late.get(f"{DueKind.PROMISE}:{each.id}")
        style = "red" if days is not None and days > 0 else ""
        text = text.format(id=each.id, by=word(each.by), text=one_line(each.text))
        if left > 0 and each is result.promises[_MOST_PROMISES - 1]:
            text += "  " + ngettext("(+{count} more)", "(+{count} more)", left).format(count=left)
        yield Line(label, text, style)
        label = ""


def _contact(contact: Contact) -> str:
    said = f"“{contact.said}”" if contact.said else ""
    outcome = "" if contact.outcome.value == "reached" else f"[{word(contact.outcome)}]"
    note = " ".join(each for each in (outcome, contact.note, said) if each)
    day = word(contact.at)[:10]
    return one_line(f"{day}  {word(contact.via)}  {note}")
