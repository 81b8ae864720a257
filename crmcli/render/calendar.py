"""An obligation in the words of a calendar, and how an export of these is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.calendar import CalendarEntry, entry_day, entry_uid, priority
from crmcli.domain.channel import Channel
from crmcli.domain.due import read_ref
from crmcli.domain.due_kind import DueKind
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.due import in_passing, lateness, tell_left_out, tell_refused, with_company
from crmcli.render.gate import one_line, safe
from crmcli.render.output import show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.calendar import Owed
    from crmcli.domain.due import DueRow
    from crmcli.domain.message import Message
    from crmcli.render.output import Output
    from crmcli.services.due.exporting import DueExport, ExportedDue

_STDOUT = "-"
_SHORT = 80
_LONG = 2000
"""How many columns a text of the book may take in a summary, and in a description."""


def calendar_name() -> str:
    """Say how clients call the calendar."""
    return _("Due (crm)")


def calendar_entry(owed: Owed, today: date, book: str) -> CalendarEntry:
    """Say of an obligation whom it is about, what is to be done, and why.

    Args:
        owed: the obligation.
        today: the local date of the list.
        book: the book's uid.
    """
    row = owed.row
    return CalendarEntry(
        uid=entry_uid(row.ref, book),
        day=entry_day(owed, today),
        summary=_summary(row),
        description="\n".join(_lines(owed)),
        category=row.kind.value,
        priority=priority(row),
    )


def exported_due(output: Output, result: ExportedDue, done: DueExport) -> None:
    """Say how many entries were exported, and what was left out and why."""
    count = result.exported
    told = ngettext("Exported {count} entry", "Exported {count} entries", count)
    told = told.format(count=count)
    if result.path != _STDOUT:
        line = _("{told} to {path}.").format(told=told, path=one_line(result.path))
        show_record(output, result, [line], key=result.id)
    elif not output.quiet:
        # The data has stdout for itself.
        gate.tell(_("{told}.").format(told=told))
    if output.quiet:
        return
    if done.left_out is not None:
        tell_left_out(done.left_out)
    if done.refused is not None:
        named, allowed = done.refused
        tell_refused(named.name, named.id, allowed)
    if result.withheld:
        text = ngettext(
            "{count} row left out: its customer may not be shared ({command})",
            "{count} rows left out: their customers may not be shared ({command})",
            result.withheld,
        )
        command = "crm customer list --where 'may_share = no'"
        gate.tell(text.format(count=result.withheld, command=command))


def _summary(row: DueRow) -> str:
    what = _line(in_passing(row))
    days = row.overdue_days
    if days > 0:
        late = ngettext("{count} day late", "{count} days late", days).format(count=days)
        what = _("{what} ({late})").format(what=what, late=late)
    elif row.due_at is not None and not days:
        what = _("{what} ({late})").format(what=what, late=lateness(row))
    return _("{who}: {what} – {why}").format(
        who=_line(with_company(row)),
        what=what,
        why=_line(row.why),
    )


def _lines(owed: Owed) -> list[str]:
    row = owed.row
    lines = [
        _("{who} ({id}), grade {grade}: {what}").format(
            who=_line(with_company(row), _LONG),
            id=row.customer_id,
            grade=row.grade.value,
            what=_text(in_passing(row)),
        ),
        _text(owed.explanation),
    ]
    if owed.phones:
        phones = joined.items(one_line(_phone(*each)) for each in owed.phones)
        lines.append(_("Phone: {phones}").format(phones=phones))
    lines.append(_("Log it: {command}").format(command=_command(row)))
    return lines


def _text(value: str | Message) -> str:
    return safe(word(value, _LONG).replace("\r\n", "\n"))


def _line(value: str | Message, longest: int = _SHORT) -> str:
    return one_line(word(value, longest).replace("\r\n", "\n"))


def _phone(name: str | None, number: str) -> str:
    return number if name is None else joined.noted(number, word(name, _SHORT))


def _command(row: DueRow) -> str:
    """Give the command that records that it was done; ids alone, which no shell reads as more."""
    ref = read_ref(row.ref)
    subject = row.customer_id if ref is None else ref[1]
    via = row.channel or Channel.PHONE
    command = _COMMANDS.get(row.kind, 'crm log add id:{customer} "…" --via {via}')
    return command.format(customer=row.customer_id, subject=subject, via=via.value)


_GREETING = 'crm log add id:{customer} "…" --purpose greeting --via {via}'
_COMMANDS = {
    DueKind.COMPLAINT: 'crm feedback advance {subject} --note "…"',
    DueKind.FEEDBACK: 'crm feedback advance {subject} --note "…"',
    DueKind.PROMISE: "crm promise keep {subject}",
    DueKind.CHURN: 'crm churn look id:{customer} --note "…"',
    DueKind.SURVEY: "crm feedback survey add id:{customer} --score 1..5",
    DueKind.BIRTHDAY: _GREETING,
    DueKind.FESTIVAL: _GREETING,
    DueKind.VERIFY: "crm customer verify id:{customer}",
}
"""With what each kind is done; the others are by a contact."""
