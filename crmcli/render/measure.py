"""How improvement measures look: the line after a change, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.measure import Measure
from crmcli.language import _, pgettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_list, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.render.layout import Layout


def added(output: Output, measure: Measure) -> None:
    """Say that a measure was noted: who does what until when."""
    told = _("Measure {id}: {text}, {owner} by {by}.").format(
        id=measure.id,
        text=joined.without_stop(one_line(measure.text)),
        owner=one_line(measure.owner),
        by=word(measure.by),
    )
    show_record(output, measure, [told], key=measure.id)


def done(output: Output, measure: Measure) -> None:
    """Say that a measure was done, and with what effect."""
    told = _("Measure {id} done on {day}: {text}. Effect: {effect}.").format(
        id=measure.id,
        day=word(measure.done),
        text=joined.without_stop(one_line(measure.text)),
        effect=joined.without_stop(one_line(measure.effect or "")),
    )
    show_record(output, measure, [told], key=measure.id)


def show_measures(output: Output, measures: Iterable[Measure]) -> None:
    """Write a list of measures; a table says which are late."""
    show_list(output, MEASURES, measures)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    def style(measure: Measure) -> str:
        if measure.done is not None:
            return "dim"
        return "red" if measure.overdue_days else ""

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True),
            Column(_("By"), lambda row: word(row.by), style=style),
            Column(_("Done"), lambda row: word(row.done), needs=60),
            Column(pgettext("who carries a measure out", "Who"), lambda row: row.owner),
            Column(_("For"), _subject, wraps=True, needs=70),
            Column(_("Measure"), lambda row: row.text, wraps=True),
            Column(_("Effect"), lambda row: row.effect or "", needs=100),
        )
    )


def _subject(measure: Measure) -> str:
    if measure.customer_id is None:
        return ""
    return f"{measure.customer} ({measure.customer_id})"


MEASURES = Listing(
    Measure,
    key=lambda row: row.id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("No measures here."),
)
