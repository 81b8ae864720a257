"""How custom fields look: a line after a change, and their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.field import FieldUse
from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from crmcli.render.layout import Layout


def added(output: Output, field: FieldUse) -> None:
    """Say that a field was defined, and how it is given."""
    told = _("Added the field {name} ({type}). Give it with --set {name}=….").format(
        name=one_line(field.name), type=word(field.type)
    )
    show_record(output, field, [told], key=field.name)


def removed(output: Output, field: FieldUse, *, dry_run: bool = False) -> None:
    """Say that a field was removed, or would be, and with how many values."""
    told = ngettext(
        "Removed the field {name} and {count} value.",
        "Removed the field {name} and {count} values.",
        field.customers,
    )
    if dry_run:
        told = ngettext(
            "Would remove the field {name} and {count} value.",
            "Would remove the field {name} and {count} values.",
            field.customers,
        )
    line = told.format(name=one_line(field.name), count=field.customers)
    show_record(output, field, [line], key=field.name, extra={"dry_run": dry_run})


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Name"), lambda row: row.name),
            Column(_("Type"), lambda row: word(row.type)),
            Column(_("Customers"), lambda row: str(row.customers), right=True),
            Column(_("Choices"), lambda row: joined.items(row.choices), wraps=True),
        )
    )


FIELDS = Listing(
    kind=FieldUse,
    key=lambda row: row.name,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("There are no fields of your own; --set of a new name makes one."),
)
