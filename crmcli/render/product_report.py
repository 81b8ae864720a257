"""How the report on products looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.product_report import ProductRow
from crmcli.language import _
from crmcli.render import gate
from crmcli.render.amount import amount_text
from crmcli.render.output import Format, Listing, Output, show_list
from crmcli.render.purchase_list import sum_lines
from crmcli.render.width import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crmcli.domain.sums import CurrencySum
    from crmcli.render.layout import Layout


def show_products(
    output: Output, rows: Iterable[ProductRow], sums: Callable[[], Sequence[CurrencySum]]
) -> None:
    """Write the report; a table has the sums of all purchases of the period below.

    Args:
        output: how this run answers.
        rows: the products.
        sums: adds up all purchases; called for a table alone.
    """
    count = show_list(output, PRODUCTS, rows)
    if count and output.list_format is Format.TABLE:
        gate.put_all(f"{wrapped(line)}\n" for line in sum_lines(sums()))


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("Product"), lambda row: row.product or _("(none named)"), wraps=True),
            Column(_("Orders"), lambda row: str(row.orders), right=True),
            Column(_("Customers"), lambda row: str(row.customers), right=True, needs=60),
            Column(_("Quantity"), lambda row: str(row.quantity), right=True, needs=70),
            Column(
                _("Amount"),
                lambda row: " + ".join(amount_text(each) for each in row.amounts),
                right=True,
                wraps=True,
            ),
            Column(_("Last bought"), lambda row: row.last_on.isoformat(), needs=90),
        )
    )


PRODUCTS = Listing(
    ProductRow, ("book_amount",), layout=_layout, empty=_("Nothing was bought in this period.")
)
