"""What customers bought in the period of a report; what one bought on one day is an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.reports.report import Column, Kind
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Amount, Records

if TYPE_CHECKING:
    from crmcli.store.reads.reports.scope import Scope

BOUGHT = Amount("r.amount_minor", "r.currency", book="r.book_minor")
"""What was bought, in the book's currency by the rate of its day."""

AMOUNT = Column("amount", N_("Amount"), Kind.SUMS)
ORDERS = Column("orders", N_("Orders"))
CUSTOMERS = Column("customers", N_("Customers"))

ORDERS_COUNTED = "count(DISTINCT r.customer_id || ' ' || r.day)"
CUSTOMERS_COUNTED = "count(DISTINCT r.customer_id)"


def purchases(scope: Scope) -> Records:
    """Give the purchases whose day is in the period, by `r`; `c` is the customer."""
    return Records(
        "purchase r JOIN customer c ON c.id = r.customer_id",
        f"{scope.on('r.day')} AND {scope.of('r.customer_id')}",
    )
