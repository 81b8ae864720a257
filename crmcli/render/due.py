"""How the due list looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.due import DueRow
from crmcli.language import _, ngettext
from crmcli.render.output import Listing
from crmcli.render.words import word

if TYPE_CHECKING:
    from crmcli.render.layout import Layout


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Late"), lateness, style=_late_style, right=True),
            Column(_("Grade"), lambda row: row.grade.value, style=grade_style),
            Column(_("Customer"), lambda row: f"{row.customer} ({row.customer_id})"),
            Column(_("What"), lambda row: word(row.title)),
            Column(_("Why"), lambda row: word(row.why), wraps=True),
            Column(_("Phone"), lambda row: row.phone or "", needs=110),
            Column(_("Ref"), lambda row: row.ref, needs=120),
        )
    )


def lateness(row: DueRow) -> str:
    """Say how late a row is, or how far ahead."""
    days = row.overdue_days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    return ngettext("in {count} day", "in {count} days", -days).format(count=-days)


GRADE_STYLES = {"A": "bold red", "B": "yellow", "C": "cyan", "D": "", "E": "dim"}


def grade_style(row: DueRow) -> str:
    """Colour a row's grade; the letter says the same without colour."""
    return GRADE_STYLES[row.grade.value]


def _late_style(row: DueRow) -> str:
    return "red" if row.overdue_days > 0 else "green" if row.overdue_days == 0 else "dim"


DUE = Listing(
    kind=DueRow,
    amounts=("amount",),
    key=lambda row: row.customer_id,  # type: ignore[attr-defined]
    layout=_layout,
)
