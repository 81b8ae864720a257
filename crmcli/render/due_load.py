"""How the load of the coming days looks, and what levelling them did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.due_load import DueDay, Spread, SpreadDay
from crmcli.errors import N_
from crmcli.language import _, ngettext, own
from crmcli.render import gate, joined
from crmcli.render.output import Format, Listing, Output, show_list, show_record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crmcli.render.layout import Layout

_WIDEST_BAR = 30
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def show_load(output: Output, days: Sequence[DueDay]) -> None:
    """Write how much falls on each day; on a terminal with a bar for each."""
    most = max((each.total for each in days), default=0)

    def layout() -> Layout:
        from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

        return Layout(
            (
                Column(_("Day"), lambda row: day_name(row.day)),
                Column(_("Due"), lambda row: str(row.due), right=True),
                Column(_("Overdue"), lambda row: str(row.overdue or ""), right=True, needs=34),
                Column(_("Total"), lambda row: str(row.total), right=True, needs=40),
                Column("", lambda row: bar(row.total, most), needs=70),
            )
        )

    show_list(output, Listing(DueDay, layout=layout), days)


def show_spread(output: Output, result: Spread, *, dry: bool, seen: bool = False) -> None:
    """Say how many follow-ups moved or would move, with each day before and after.

    Args:
        output: how this run answers.
        result: what moves.
        dry: whether it only would.
        seen: whether the days were shown already, before a question.
    """
    chosen = output.list_format
    if output.is_json or output.quiet or chosen is Format.IDS:
        show_record(output, result, (), key=result.moved)
        return
    told = _told(result, dry=dry)
    if output.format is not None or (chosen is Format.TABLE and not seen):
        show_list(output, Listing(SpreadDay, layout=_spread_layout), result.days)
    if chosen is Format.TABLE or output.format is None:
        gate.put(f"{told}\n")
    else:
        gate.tell(told)


def day_name(day: date) -> str:
    """Write a day with its weekday."""
    return f"{day.isoformat()} {_(_WEEKDAYS[day.weekday()])}"


def bar(count: int, most: int) -> str:
    """Draw a count as a bar; any count but zero can be seen."""
    if not count:
        return ""
    return own("█") * max(1, round(count * min(_WIDEST_BAR, most) / most))


def _told(result: Spread, *, dry: bool) -> str:
    if not result.moved:
        return _("Nothing to move: the days are as level as their windows allow.")
    if dry:
        text = ngettext(
            "{count} follow-up would move.", "{count} follow-ups would move.", result.moved
        )
    else:
        text = ngettext("Moved {count} follow-up.", "Moved {count} follow-ups.", result.moved)
    before = max((each.before for each in result.days), default=0)
    after = max((each.after for each in result.days), default=0)
    peak = _("The fullest of these days goes from {before} to {after} rows.")
    moved = text.format(count=result.moved)
    return joined.sentences((moved, peak.format(before=before, after=after)))


def _spread_layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Day"), lambda row: day_name(row.day)),
            Column(_("Before"), lambda row: str(row.before), right=True),
            Column(_("After"), lambda row: str(row.after), right=True),
        )
    )
