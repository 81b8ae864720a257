"""How lists of purchases look, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.purchase import Purchase
from crmcli.domain.sums import CurrencySum, whole_sum
from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.amount import amount_text
from crmcli.render.output import Format, Listing, Output, show_list
from crmcli.render.width import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crmcli.render.layout import Layout

AMOUNTS = ("amount", "book_amount")


def show_purchases(
    output: Output,
    purchases: Iterable[Purchase],
    sums: Callable[[], Sequence[CurrencySum]],
) -> None:
    """Write a list of purchases; a table has their sums below.

    Args:
        output: how this run answers.
        purchases: the purchases.
        sums: adds them up; called for a table alone.
    """
    count = show_list(output, PURCHASES, purchases)
    if count and output.list_format is Format.TABLE:
        gate.put_all(f"{wrapped(line)}\n" for line in sum_lines(sums()))


def show_sums(output: Output, sums: Sequence[CurrencySum]) -> None:
    """Write what purchases add up to, currency by currency."""
    if output.list_format is Format.TABLE and sums:
        gate.put_all(f"{wrapped(line)}\n" for line in sum_lines(sums))
    else:
        show_list(output, SUMS, sums)


def sum_lines(sums: Sequence[CurrencySum]) -> Iterator[str]:
    """Say what purchases add up to: by currency, and as a whole where every one has a rate."""
    count = sum(each.purchases for each in sums)
    told = ngettext("{count} purchase: {amounts}", "{count} purchases: {amounts}", count)
    yield told.format(count=count, amounts=" + ".join(amount_text(each.amount) for each in sums))
    rates = [_rates(each) for each in sums if each.rates]
    whole = whole_sum(sums)
    if whole is None:
        lacking = joined.items(each.amount.currency for each in sums if each.book_amount is None)
        text = _("No sum of all: {currencies} lacks a rate (crm rate set CURRENCY RATE --on DATE).")
        yield text.format(currencies=lacking)
    elif rates:
        yield _("Together {amount} at {rates}.").format(
            amount=amount_text(whole), rates=joined.items(rates)
        )


def _rates(each: CurrencySum) -> str:
    """Name the rates of a currency: each with its day, or how many there were."""
    if len(each.rates) <= _MOST_RATES:
        text = _("{currency} {rate} (of {day})")
        return joined.items(
            text.format(currency=one.currency, rate=one.rate, day=one.on) for one in each.rates
        )
    return _("{count} rates of {currency} from {since} to {until}").format(
        count=len(each.rates),
        currency=each.amount.currency,
        since=each.rates[0].on,
        until=each.rates[-1].on,
    )


_MOST_RATES = 3


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Id"), lambda each: str(each.id), right=True),
            Column(_("Date"), lambda each: each.at.isoformat()),
            Column(
                _("Customer"),
                lambda each: f"{each.customer} ({each.customer_id})",
                wraps=True,
                needs=50,
            ),
            Column(_("Product"), lambda each: each.product or "", wraps=True),
            Column(_("Quantity"), lambda each: str(each.quantity), right=True, needs=60),
            Column(_("Amount"), lambda each: amount_text(each.amount), right=True),
            Column(_("Deal"), lambda each: str(each.deal_id or ""), right=True, needs=90),
            Column(_("Note"), lambda each: each.note or "", needs=110),
        )
    )


PURCHASES = Listing(
    Purchase,
    AMOUNTS,
    key=lambda each: each.id,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("No purchases here."),
)
SUMS = Listing(CurrencySum, AMOUNTS, empty=_("No purchases here."))
