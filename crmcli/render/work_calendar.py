"""How work calendars look: their list, their days, a line after a change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.holiday_words import holiday_told
from crmcli.domain.known_calendar import CalendarKnown, MarkedDays
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.gate import one_line, put, tell
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from crmcli.domain.calendar_days import CalendarDays
    from crmcli.domain.known_calendar import CalendarChanged
    from crmcli.render.layout import Layout


def _calendars() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Name"), lambda row: row.name),
            Column(_("Known"), _known),
            Column(_("In force"), lambda row: _("yes") if row.in_force else ""),
            Column(
                pgettext("where something comes from", "From"),
                lambda row: _origins().get(row.origin, row.origin),
            ),
        )
    )


def _known(row: CalendarKnown) -> str:
    if row.known_from is None or row.known_until is None:
        return _("no holidays to know")
    return _("{first} to {last}").format(first=row.known_from, last=row.known_until)


def _origins() -> dict[str, str]:
    return {
        "built_in": _("comes with crm"),
        "book": _("the book's"),
    }


def _days() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("From"), lambda row: row.day.isoformat()),
            Column(_("Until"), lambda row: row.until.isoformat()),
            Column(_("Days"), lambda row: str(row.days), right=True),
            Column(_("Kind"), lambda row: _("free") if row.kind == "free" else _("worked on")),
            Column(_("Holiday"), lambda row: say(holiday_told(row.name)), wraps=True),
        )
    )


CALENDARS = Listing(kind=CalendarKnown, key=lambda row: row.name, layout=_calendars)  # type: ignore[attr-defined]
DAYS = Listing(
    kind=MarkedDays,
    key=lambda row: row.day.isoformat(),  # type: ignore[attr-defined]
    layout=_days,
    empty=_("It marks no days."),
)


def changed(output: Output, result: CalendarChanged) -> None:
    """Say what is known of a calendar now."""
    lines = []
    if result.dry_run:
        lines.append(_("Nothing was written (dry run)."))
    if result.known_until is None:
        lines.append(_("Removed the calendar {name}.").format(name=one_line(result.name)))
    else:
        lines.append(
            _("The holidays of {name} are known from {first} to {last}.").format(
                name=one_line(result.name), first=result.known_from, last=result.known_until
            )
        )
    if result.assumed:
        lines.append(
            _("The file does not say which days it knows (# known), so whole years count as known.")
        )
    if result.customers:
        lines.append(
            ngettext(
                "Dates of {count} customer moved.",
                "Dates of {count} customers moved.",
                result.customers,
            ).format(count=result.customers)
        )
    if not result.in_force and result.known_until is not None:
        lines.append(
            _("The book counts by another one: crm config set calendar {name}").format(
                name=one_line(result.name)
            )
        )
    show_record(output, result, [joined.sentences(lines)], key=result.name)


def tell_of_year(days: CalendarDays, year: int) -> None:
    """Say where the holidays of a year are not known, or not all of them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if days.known_from <= first and last <= days.known_until:
        return
    told = _(
        "The holidays of {name} are known from {first} to {last}; else weekends alone are free."
    )
    values = {"name": one_line(days.name or ""), "first": days.known_from, "last": days.known_until}
    tell(told.format(**values))


def as_file(text: str) -> None:
    """Print a calendar in the form that can be imported."""
    put(text)
