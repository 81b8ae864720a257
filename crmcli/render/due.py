"""How the due list looks, and what is told beside it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from crmcli.domain.consent import refusals, warning
from crmcli.domain.due import DueRow
from crmcli.domain.due_kind import DueKind
from crmcli.language import _, ngettext
from crmcli.local_time import local
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.output import Format, Listing, Output, show_list, show_record
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from crmcli.domain.consent import Consent
    from crmcli.domain.due import CustomerDue
    from crmcli.domain.due_choice import LeftOut
    from crmcli.render.layout import Layout
    from crmcli.services.due.listing import DueList

_NARROW = 50
_MIDDLING = 70
_WIDE = 110
_VERY_WIDE = 150
_AMOUNTS = ("amount",)
_MOST_OTHERS = 4


def shows_customers(output: Output) -> bool:
    """Tell whether the rows of one customer are shown as one: where a person reads."""
    return output.list_format in {Format.TABLE, Format.IDS}


def show_due(output: Output, found: DueList, *, explain: bool) -> int:
    """Write the list and return how many rows it had."""
    if output.list_format is Format.MD:
        from crmcli.domain.due import CustomerDue  # noqa: PLC0415 - one format of many

        # Words for people, but a row for each, as in a pipe.
        each = (CustomerDue(row, ()) for row in found.rows())
        return show_list(output, Listing(DueRow, layout=_layout), each)
    if output.list_format is not Format.TABLE:
        return show_list(output, DUE, found.rows())
    if not explain:
        listing = Listing(DueRow, layout=_layout)
        return show_list(output, listing, found.customers())
    from crmcli.render.due_blocks import blocks  # noqa: PLC0415 - loads Rich

    count = 0

    def counted() -> Iterator[CustomerDue]:
        nonlocal count
        for each in found.customers():
            count += 1
            yield each

    gate.put_all(blocks(counted()))
    return count


def tell_empty(today: date, next_day: date | None) -> None:
    """Say on stderr that nothing is due, and when something comes."""
    if next_day is None:
        gate.tell(
            _("Nothing is due, and nothing is coming. `crm customer list` shows who is there.")
        )
    else:
        days = (next_day - today).days
        when = ngettext("in {count} day", "in {count} days", days).format(count=days)
        text = _("Nothing is due. The next comes {when}, on {day}: crm due --ahead {days}")
        gate.tell(text.format(when=when, day=next_day, days=days))


def tell_left_out(left: LeftOut) -> None:
    """Say on stderr what the list leaves out, and how much work it holds."""
    if not left.rows:
        return
    rows = ngettext("{count} row", "{count} rows", left.rows).format(count=left.rows)
    customers = ngettext("{count} customer", "{count} customers", left.customers)
    gate.tell(
        _("Left out: {rows} of {customers}, about {minutes}. Shown: about {taken}.").format(
            rows=rows,
            customers=customers.format(count=left.customers),
            minutes=_hours(left.minutes),
            taken=_hours(left.taken),
        )
    )


def tell_refused(name: str, customer_id: int, consent: Consent) -> None:
    """Say on stderr why a customer has no clocks."""
    refused = refusals(consent)
    if refused is not None:
        told = _("{name} ({id}) {refused}. Only what was promised, sold or said back is due.")
        why = joined.without_stop(one_line(say(refused)))
        gate.tell(told.format(name=one_line(name), id=customer_id, refused=why))


def tell_not_contacted(count: int, most: int) -> None:
    """Say on stderr how many customers have no clocks since they may not be contacted."""
    if not count:
        return
    told = ngettext(
        "{count} customer may not be contacted, so that no contact is due ({command})",
        "{count} customers may not be contacted, so that no contact is due ({command})",
        count,
    )
    number = str(count) if count < most else f"{most}+"
    command = "crm customer list --where 'may_contact = no'"
    gate.tell(told.format(count=number, command=command))


def tell_known_until(known: date | None) -> None:
    """Say on stderr that the list went beyond the days whose holidays are known."""
    if known is not None:
        told = _("Holidays are known until {day}; later only weekends are free: crm calendar -h")
        gate.tell(told.format(day=known))


def _hours(minutes: int) -> str:
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return _("{minutes} min").format(minutes=minutes)
    if minutes % 60 == 0:
        return _("{hours} h").format(hours=minutes // 60)
    return _("{hours} h {minutes:02} min").format(hours=minutes // 60, minutes=minutes % 60)


def snoozed(output: Output, row: DueRow) -> None:
    """Say that a row was snoozed, and when it is on the list again."""
    until = row.snoozed_until or row.due
    told = _("Snoozed {name} ({id}): {what}. Back on {until}.")
    if until < row.due:
        # Kept all the same: a new grade or a spreading may bring the row forward.
        told = _("Snoozed {name} ({id}): {what}, not before {until}. It is due only on {due}.")
    # Beside a name it is what is owed, not what to do.
    what = word(row.kind if row.kind is DueKind.FOLLOW_UP else row.title)
    line = told.format(
        name=one_line(row.customer),
        id=row.customer_id,
        what=joined.without_stop(one_line(what)),
        until=until,
        due=row.due,
    )
    show_record(output, row, [line], key=row.ref, amounts=_AMOUNTS)


def lateness(row: DueRow) -> str:
    """Say how late a row is, or how far ahead."""
    days = row.overdue_days
    if days == 0 and row.due_at is not None:
        return _("by {time}").format(time=f"{local(row.due_at):%H:%M}")
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    return ngettext("in {count} day", "in {count} days", -days).format(count=-days)


def whom(row: DueRow) -> str:
    """Name a row's customer, with its company and id."""
    return f"{with_company(row)} ({row.customer_id})"


def with_company(row: DueRow) -> str:
    """Name a row's customer, with its company if that says more."""
    if row.company and row.company != row.customer:
        return joined.dotted((row.customer, row.company))
    return row.customer


GRADE_STYLES = {"A": "bold red", "B": "yellow", "C": "cyan", "D": "", "E": "dim"}


def grade_style(row: DueRow) -> str:
    """Colour a row's grade; the letter says the same without colour."""
    return GRADE_STYLES[row.grade.value]


def late_style(row: DueRow) -> str:
    """Colour how late a row is."""
    return "red" if row.overdue_days > 0 else "green" if row.overdue_days == 0 else "dim"


def _layout() -> Layout:
    """Lay the list out for the terminal's width: less room, fewer columns, never less sense."""
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    width = shutil.get_terminal_size().columns
    late = Column(_("Late"), _of(lateness), style=_of(late_style), right=True, most=12)
    if width < _NARROW:
        return Layout((late, Column(_("Customer"), _in_short, wraps=True)))
    grade = Column(_("Grade"), lambda each: each.row.grade.value, style=_of(grade_style))
    number = Column(_("Id"), lambda each: str(each.row.customer_id), right=True)
    if width < _WIDE:
        narrow = width < _MIDDLING
        customer = Column(_("Customer"), lambda each: each.row.customer, most=24, wraps=narrow)
        why = Column(_("What and why"), _what_and_why, wraps=True)
        return Layout((late, grade, number, customer, why))
    return Layout(
        (
            late,
            grade,
            number,
            Column(_("Customer"), _of(with_company), most=30 if width < _VERY_WIDE else 44),
            Column(_("What"), lambda each: word(each.row.title), most=30),
            Column(_("Why"), _why, wraps=True),
            Column(_("Phone"), lambda each: each.row.phone or "", needs=120),
            Column(_("Ref"), lambda each: each.row.ref, needs=_VERY_WIDE),
        )
    )


def _of(text: Callable[[DueRow], str]) -> Callable[[CustomerDue], str]:
    return lambda each: text(each.row)


def _in_short(each: CustomerDue) -> str:
    more = f" +{len(each.others)}" if each.others else ""
    refused = "" if each.row.may_contact else say(warning(None))
    who = f"{each.row.customer} ({each.row.customer_id})"
    return joined.clauses((joined.titled(who, f"{word(each.row.title)}{more}"), refused))


def _what_and_why(each: CustomerDue) -> str:
    if each.row.kind is DueKind.FOLLOW_UP:
        return _why(each)
    title = each.row.title
    if each.row.due_at is not None and not isinstance(title, str):
        # The reason names the step that is owed; what was said is the rest of the title.
        told = _("{what} – {why}").format(what=word(each.row.why), why=title.details["text"])
        return _with_others(each, told)
    return _("{what} – {why}").format(what=word(title), why=_why(each))


def in_passing(row: DueRow) -> str:
    """Name what is due beside others; what a deal is called does not say that it is one."""
    title = word(row.title)
    return _("deal {title}").format(title=title) if row.kind is DueKind.DEAL else title


def _why(each: CustomerDue) -> str:
    return _with_others(each, word(each.row.why))


def _with_others(each: CustomerDue, why: str) -> str:
    if not each.others:
        return why
    others = joined.items(map(in_passing, each.others[:_MOST_OTHERS]))
    left = len(each.others) - _MOST_OTHERS
    if left > 0:
        more = ngettext("(+{count} more)", "(+{count} more)", left).format(count=left)
        others = _("{items} {more}").format(items=others, more=more)
    return _("{why}; also: {others}").format(why=why, others=others)


DUE = Listing(
    kind=DueRow,
    amounts=_AMOUNTS,
    key=lambda row: row.customer_id,  # type: ignore[attr-defined]
)
