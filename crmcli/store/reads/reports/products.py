"""What is sold of each product: orders, customers, quantity and amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.reports.named import IN_PERIOD, nothing
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.reports.bought import (
    AMOUNT,
    BOUGHT,
    CUSTOMERS,
    CUSTOMERS_COUNTED,
    ORDERS,
    ORDERS_COUNTED,
    purchases,
)
from crmcli.store.reads.reports.counting import groups, sums
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name

if TYPE_CHECKING:
    from crmcli.store.reads.reports.counting import Keys, Records
    from crmcli.store.reads.reports.scope import Scope

_NONE_NAMED = nothing(N_("(none named)"))


def products(scope: Scope) -> tuple[Block, ...]:
    """Tell what is sold."""
    bought = purchases(scope)
    return _whole(scope, bought), _products(scope, bought), _time(scope, bought)


def _whole(scope: Scope, bought: Records) -> Block:
    outline = Outline(
        "whole",
        N_("All together"),
        (
            Column("what", N_("Counted"), Kind.WORD),
            ORDERS,
            CUSTOMERS,
            Column("products", N_("Products")),
            AMOUNT,
        ),
        message(
            N_(
                "Purchases whose day is in the period. An order is what a customer bought on one"
                " day; amounts in other currencies by the rate of that day. Products are those that"
                " are named."
            )
        ),
        "purchase",
        (ORDERS_COUNTED, CUSTOMERS_COUNTED, "count(DISTINCT r.product)"),
        amount=BOUGHT,
        chart=None,
    )
    return by_name(scope, outline, bought.by(), lambda: IN_PERIOD, lambda _: 0)


_THOUSANDTHS = 1000
_UNIT = 1_000_000_000
"""What quantities are cut at, since SQLite's own sum ends with a fault beyond 64 bits."""

_COUNTED = (
    ORDERS_COUNTED,
    CUSTOMERS_COUNTED,
    f"sum(r.thousandths / {_UNIT})",
    f"sum(r.thousandths % {_UNIT})",
    "max(r.day)",
)


def _products(scope: Scope, bought: Records) -> Block:
    """Tell what was sold of each product, those ordered most often first."""
    of_each = bought.by("r.product")
    amounts = sums(scope, of_each, BOUGHT)
    found = groups(scope, of_each, _COUNTED)
    found.sort(key=lambda each: (-each.figures[0], -each.figures[1], _name_order(each.keys)))
    rows = tuple(
        Row(
            (
                _NONE_NAMED if keys[0] is None else keys[0],
                orders,
                customers,
                Fraction(high * _UNIT + low, _THOUSANDTHS),
                amounts[keys],
                date.fromisoformat(last),
            ),
            ids,
        )
        for keys, (orders, customers, high, low, last), ids, _ in found
    )
    outline = Outline(
        "products",
        N_("Each product"),
        (
            Column("product", N_("Product"), Kind.WORD),
            ORDERS,
            CUSTOMERS,
            Column("quantity", N_("Quantity"), Kind.NUMBER),
            AMOUNT,
            Column("last_on", N_("Last bought"), Kind.WORD),
        ),
        message(
            N_(
                "The same purchases by product, those that name none as one; quantities are added"
                " up as they were noted."
            )
        ),
        "purchase",
        apart=("orders", "customers"),
    )
    block = outline.block(scope, rows)
    notes = (message(N_("An order may be of several products.")),)
    return replace(block, notes=notes) if len(rows) > 1 else block


def _name_order(keys: Keys) -> tuple[bool, str]:
    return keys[0] is None, keys[0] or ""


def _time(scope: Scope, bought: Records) -> Block:
    outline = Outline(
        "time",
        N_("When"),
        (WHEN, ORDERS, AMOUNT),
        message(N_("The same orders by their day.")),
        "purchase",
        (CUSTOMERS_COUNTED,),
        amount=BOUGHT,
        chart=Chart.SERIES,
    )
    return by_day(scope, outline, bought.by("r.day"))
