"""How exchange rates look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.rates import RateRecord
from crmcli.language import _, ngettext
from crmcli.render.output import Listing, Output, show_record

if TYPE_CHECKING:
    from crmcli.render.layout import Layout
    from crmcli.services.rates import RateDone


def stated(output: Output, result: RateDone) -> None:
    """Say what a currency is worth from now on, and what was counted anew."""
    text = _("1 {currency} = {rate} {base} from {day} on (rate {id}).")
    if not result.changed:
        text = _("1 {currency} = {rate} {base} from {day} on, as before (rate {id}).")
    elif result.previous is not None:
        text = _("1 {currency} = {rate} {base} from {day} on; it was {previous} (rate {id}).")
    _said(output, result, text)


def removed(output: Output, result: RateDone) -> None:
    """Say that a rate was removed, and what was counted anew."""
    _said(output, result, _("Removed rate {id}: 1 {currency} = {rate} {base} from {day} on."))


def _said(output: Output, result: RateDone, text: str) -> None:
    rate = result.rate
    parts = [
        text.format(
            id=rate.id,
            currency=rate.currency,
            base=rate.base,
            rate=rate.rate,
            day=rate.on,
            previous=result.previous,
        )
    ]
    if result.recounted:
        parts.append(recounted_text(result.recounted, result.moved))
    extra = {"recounted": result.recounted, "moved": result.moved}
    show_record(output, rate, [" ".join(parts)], key=rate.id, extra=extra)


def recounted_text(purchases: int, customers: int) -> str:
    """Say how many purchases were counted anew, and for how many customers something moved."""
    told = ngettext(
        "{count} purchase was counted anew", "{count} purchases were counted anew", purchases
    ).format(count=purchases)
    moved = ngettext(
        "classes or due dates of {count} customer moved",
        "classes or due dates of {count} customers moved",
        customers,
    ).format(count=customers)
    return _("{purchases}; {customers}.").format(purchases=told, customers=moved)


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Id"), lambda each: str(each.id), right=True),
            Column(_("Currency"), lambda each: each.currency),
            Column(_("Rate"), lambda each: f"{each.rate} {each.base}", right=True),
            Column(_("From"), lambda each: each.on.isoformat()),
        )
    )


RATES = Listing(
    RateRecord,
    key=lambda each: each.id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("No rates here."),
)
