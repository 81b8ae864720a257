"""How suggestions of importance look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.importance import ImportanceGiven, ImportanceSuggestion
from crmcli.language import _, ngettext
from crmcli.render.amount import amount_text
from crmcli.render.output import Listing, Output, show_record
from crmcli.render.words import word

if TYPE_CHECKING:
    from crmcli.render.layout import Layout


def given(output: Output, result: ImportanceGiven) -> None:
    """Say how many customers were stated anew."""
    if not result.made_key and not result.made_normal:
        told = _("Every customer's importance is as suggested.")
    else:
        key = ngettext("{count} customer is key now", "{count} customers are key now",
                       result.made_key)  # fmt: skip
        normal = ngettext("{count} is normal now", "{count} are normal now", result.made_normal)
        told = _("{key}, {normal}.").format(
            key=key.format(count=result.made_key), normal=normal.format(count=result.made_normal)
        )
    show_record(output, result, [told])


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.customer_id), right=True),
            Column(_("Customer"), lambda row: row.customer, wraps=True),
            Column(_("Company"), lambda row: row.company or "", needs=90),
            Column(_("Now"), lambda row: word(row.importance)),
            Column(_("Suggested"), lambda row: word(row.suggested)),
            Column(_("Deals and potential"), lambda row: amount_text(row.amount), right=True),
        )
    )


SUGGESTIONS = Listing(
    ImportanceSuggestion,
    ("amount",),
    key=lambda row: row.customer_id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("Every customer's importance is as suggested."),
)
