"""How saved mappings look: their list, one in full, a line after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.record_words import records_word
from crmcli.domain.saved_mapping import SavedMapping
from crmcli.exchange.columns import LEFT_OUT
from crmcli.language import _, pgettext
from crmcli.render import joined
from crmcli.render.becoming import becomes
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import say

if TYPE_CHECKING:
    from crmcli.render.layout import Layout


def shown(output: Output, mapping: SavedMapping) -> None:
    """Show what a mapping makes of each column."""
    lines = [
        _("{name}, for {record}:").format(name=one_line(mapping.name), record=_record(mapping))
    ]
    for column, field in mapping.columns.items():
        fate = _("left out") if field == LEFT_OUT else one_line(field)
        lines.append(f"  {becomes(one_line(column), fate)}")
    show_record(output, mapping, lines, key=mapping.name)


def _record(mapping: SavedMapping) -> str:
    """Say of which records it maps the columns."""
    return say(records_word(mapping.record))


def removed(output: Output, mapping: SavedMapping) -> None:
    """Say that a mapping was removed."""
    told = _("Removed the mapping {name}.").format(name=one_line(mapping.name))
    show_record(output, mapping, [told], key=mapping.name)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Name"), lambda row: row.name),
            Column(pgettext("what a mapping is used for", "For"), _record),
            Column(
                _("Columns"),
                lambda row: joined.items(
                    becomes(name, field) for name, field in row.columns.items()
                ),
                wraps=True,
            ),
        )
    )


MAPPINGS = Listing(
    kind=SavedMapping,
    key=lambda row: row.name,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("None is saved. Save one as you import: --save-mapping NAME"),
)
