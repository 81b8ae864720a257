"""What a user counts: customers, or what they bought or may buy, by one or two axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.field_words import field_word
from crmcli.domain.listed import items
from crmcli.domain.message import message
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.domain.reports.summed import Summed
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Amount, Records, groups, sums
from crmcli.store.reads.reports.local_days import with_local_days
from crmcli.store.reads.reports.open_deals import WORTH, open_at_end, weighted
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.domain.message import Message
    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.axes import Axis
    from crmcli.store.reads.reports.counting import Group
    from crmcli.store.reads.reports.scope import Scope


_BOUGHT = Amount("p.amount_minor", "p.currency", "p.book_minor")
_CUSTOMERS = Column("customers", N_("Customers"))
_AMOUNT = Column("amount", N_("Amount"), Kind.SUMS)
_HOW = N_("Customers by what they are today: {axes}.")
_HOW_PURCHASES = N_(
    "Purchases whose day is in the period, by what their customers are today: {axes}. Amounts in"
    " other currencies are counted by the rate of their day."
)
_HOW_DEALS = N_(
    "Deals that were open at the end of the period, or are today, by what their customers are"
    " today: {axes}. Weighted is amount × probability of each deal; other currencies are counted by"
    " the rates of today."
)
_TODAY = message(
    N_("Customers as they are today, whatever the period; --sum adds what is of the period.")
)
_SEVERAL = message(
    N_("A customer with several tags is in several rows, so that there is no total.")
)


def asked(axes: Sequence[str], summed: Summed | None) -> Message:
    """Say what is counted, as a question.

    Args:
        axes: by which fields, as they were typed.
        summed: what is added up beside; None to count customers alone.
    """
    text = N_("How many customers are there, by {axes}?")
    if summed is not None:
        bought = N_("What was bought, by {axes}?")
        text = (
            bought if summed is Summed.PURCHASES else N_("What do open deals add up to, by {axes}?")
        )
    return message(text, axes=items([field_word(each) for each in axes]))


def own_count(
    scope: Scope, axes: Sequence[Axis], values: Mapping[str, object], summed: Summed | None
) -> tuple[Block, ...]:
    """Count by one or two axes.

    Args:
        scope: what is looked at.
        axes: what the rows are made by.
        values: the values of the placeholders in the axes.
        summed: what is added up beside; None to count customers alone.
    """
    with_local_days(scope.connection)
    customers = _customers(scope, axes)
    keys = tuple(f"r.axis{at}" for at in range(len(axes)))
    if summed is None:
        records = Records(customers, "1", keys, values)
        block = _block(scope, axes, groups(scope, records), (_CUSTOMERS,), (), _HOW)
        return (block.as_it_stands().noted(_TODAY),)
    if summed is Summed.PURCHASES:
        records = Records(
            f"purchase p JOIN {customers} ON r.id = p.customer_id", scope.on("p.day"), keys, values
        )
        amounts = [sums(scope, records, _BOUGHT)]
        figures = ("count(DISTINCT r.id)", "count(*)")
        columns: tuple[Column, ...] = (_CUSTOMERS, Column("purchases", N_("Purchases")), _AMOUNT)
        how = _HOW_PURCHASES
    else:
        deals = open_at_end(scope)
        # The deal is called `d` here, since the customer is what is counted.
        source = deals.source.replace(" r ON r.id", " d ON d.id")
        records = Records(f"{source} JOIN {customers} ON r.id = d.customer_id", "1", keys, values)
        amounts = [sums(scope, records, _of_deal(each)) for each in (WORTH, weighted(scope.policy))]
        figures = ("count(DISTINCT r.id)", "count(*)")
        columns = (
            _CUSTOMERS,
            Column("deals", N_("Deals")),
            _AMOUNT,
            Column("weighted", N_("Weighted"), Kind.SUMS),
        )
        how = _HOW_DEALS
    found = groups(scope, records, figures)
    return (_block(scope, axes, found, columns, amounts, how),)


def _of_deal(amount: Amount) -> Amount:
    return Amount(amount.minor.replace("r.", "d."), amount.currency.replace("r.", "d."))


def _customers(scope: Scope, axes: Sequence[Axis]) -> str:
    """Give the customers with the value of each axis, as a table called `r`."""
    picked = ", ".join(f"{each.sql} AS axis{at}" for at, each in enumerate(axes))
    tags = "LEFT JOIN tag g ON g.customer_id = customer_card.id" if _is_list(axes) else ""
    # Named by the view, since tags have an id of their customer too.
    where = scope.of("customer_card.id")
    return f"(SELECT customer_card.id, {picked} FROM customer_card {tags} WHERE {where}) r"  # noqa: S608 - our own names


def _is_list(axes: Sequence[Axis]) -> bool:
    return any(each.is_list for each in axes)


def _block(
    scope: Scope,
    axes: Sequence[Axis],
    found: list[Group],
    columns: tuple[Column, ...],
    amounts: Sequence[Mapping[tuple[object, ...], Cell]],
    how: str,
) -> Block:
    found.sort(key=lambda each: tuple(map(_order, axes, each.keys)))
    rows = tuple(
        Row(
            (
                *(axis.cell(value) for axis, value in zip(axes, each.keys, strict=True)),
                *each.figures,
                *(one[each.keys] for one in amounts),
            ),
            each.ids,
        )
        for each in found
    )
    named = tuple(Column(each.name, each.word, Kind.WORD) for each in axes)
    return Block(
        key="count",
        title=_by(N_("By {axes}"), axes),
        columns=(*named, *columns),
        rows=rows,
        how=_by(how, axes),
        record="customer",
        total=None if _is_list(axes) else with_total(scope, rows),
        chart=Chart.BARS if len(axes) == 1 else None,
        drawn=columns[0].key,
        named=len(axes),
        notes=(_SEVERAL,) if _is_list(axes) else (),
    )


def _order(axis: Axis, value: object) -> tuple[bool, object]:
    return axis.order(value)


def _by(text: str, axes: Sequence[Axis]) -> Message:
    return message(text, axes=items([each.word for each in axes]))
