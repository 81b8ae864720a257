"""How the findings of a search look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.found import Found
from crmcli.language import _, pgettext
from crmcli.render.output import Listing
from crmcli.render.words import word

if TYPE_CHECKING:
    from crmcli.render.layout import Layout


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(pgettext("kind of record that was found", "What"), lambda row: word(row.kind)),
            Column(_("Id"), lambda row: str(row.id), right=True),
            Column(_("Customer"), _customer),
            Column(_("When"), lambda row: word(row.at), needs=80),
            Column(_("Text"), lambda row: row.text, wraps=True),
        )
    )


def _customer(row: Found) -> str:
    if row.customer_id is None:
        return ""
    shown = f"{row.customer} ({row.customer_id})"
    return _("{name}, archived").format(name=shown) if row.archived else shown


FOUND = Listing(
    kind=Found,
    key=lambda row: row.customer_id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("Nothing was found."),
)
