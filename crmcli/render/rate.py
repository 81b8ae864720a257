"""How exchange rates look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.rates import RateRecord
from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.moved_points import purchase_points_text
from crmcli.render.output import Listing, Output, show_record

if TYPE_CHECKING:
    from datetime import date

    from crmcli.render.layout import Layout
    from crmcli.services.purchases.rates import RateDone


def stated(output: Output, result: RateDone) -> None:
    """Say what a currency is worth from now on, and what was counted anew."""
    text = _("1 {currency} = {rate} {base} from {day} on (rate {id}).")
    if not result.changed:
        text = _("1 {currency} = {rate} {base} from {day} on, as before (rate {id}).")
    elif result.previous is not None:
        text = _("1 {currency} = {rate} {base} from {day} on; it was {previous} (rate {id}).")
    if result.dry_run and result.changed:
        text = _("1 {currency} would be {rate} {base} from {day} on.")
        if result.previous is not None:
            text = _("1 {currency} would be {rate} {base} from {day} on; it is {previous}.")
    _said(output, result, text)


def removed(output: Output, result: RateDone) -> None:
    """Say that a rate was removed, and what was counted anew."""
    text = _("Removed rate {id}: 1 {currency} = {rate} {base} from {day} on.")
    if result.dry_run:
        text = _("Would remove rate {id}: 1 {currency} = {rate} {base} from {day} on.")
    _said(output, result, text)


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
    if result.dry_run and result.recounted:
        parts.append(_foreseen_text(result.recounted, result.buyers or 0))
    elif result.recounted:
        parts.append(recounted_text(result.recounted, result.moved or 0))
    if result.points_change:
        parts.append(purchase_points_text(result.points_change))
    if result.unrated_since is not None:
        parts.append(_unrated_text(rate, result.unrated, result.unrated_since))
    if result.dry_run:
        parts.append(_("Nothing was written (dry run)."))
    extra = {
        "recounted": result.recounted,
        "moved": result.moved,
        "unrated": result.unrated,
        "dry_run": result.dry_run,
        "points_change": result.points_change,
    }
    key = None if result.dry_run else rate.id
    show_record(output, rate, [joined.sentences(parts)], key=key, extra=extra)


def _foreseen_text(purchases: int, customers: int) -> str:
    told = ngettext(
        "{count} purchase of {customers} would be counted anew.",
        "{count} purchases of {customers} would be counted anew.",
        purchases,
    )
    buyers = ngettext("{count} customer", "{count} customers", customers)
    return told.format(count=purchases, customers=buyers.format(count=customers))


def _unrated_text(rate: RateRecord, purchases: int, since: date) -> str:
    told = ngettext(
        "{count} purchase before that day has no rate: {command}.",
        "{count} purchases before that day have no rate: {command}.",
        purchases,
    )
    command = f"crm rate set {rate.currency} RATE --on {since}"
    return told.format(count=purchases, command=command)


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
