"""Who buys how much, how often, and how lately: classes of today, and what was bought."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.classes import Frequency, Lifecycle, ValueClass
from crmcli.domain.currency import decimals
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.reports.figures import Median, Share, added, median
from crmcli.domain.reports.named import IN_PERIOD, Named, named
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_, NC_
from crmcli.store.reads.filters.fields import FREQUENCY, VALUE
from crmcli.store.reads.reports.bought import (
    AMOUNT,
    BOUGHT,
    CUSTOMERS,
    CUSTOMERS_COUNTED,
    ORDERS,
    purchases,
)
from crmcli.store.reads.reports.buyers import orders_of
from crmcli.store.reads.reports.counting import Part, Records, groups, no_ids, regrouped, sums
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from enum import StrEnum

    from crmcli.domain.message import Message
    from crmcli.store.reads.reports.buyers import Buyer, Orders
    from crmcli.store.reads.reports.scope import Scope

_MOST = 10


def value(scope: Scope) -> tuple[Block, ...]:
    """Tell who buys how much, how often, and how lately."""
    bought = purchases(scope)
    orders = orders_of(scope, bought)
    return (
        *_classes(scope, bought),
        _whole(scope, bought, orders),
        _best(orders),
        _concentration(scope, bought, orders),
    )


_AXES: tuple[tuple[str, str, type[StrEnum]], ...] = (
    ("values", N_("By value today"), ValueClass),
    ("frequencies", N_("By frequency today"), Frequency),
    ("lifecycles", N_("By lifecycle today"), Lifecycle),
)
_KEYS = (VALUE, FREQUENCY, "lifecycle")


def _classes(scope: Scope, bought: Records) -> Iterator[Block]:
    """Tell of the customers of each class how many there are, and what they bought."""
    # Each customer has one class of each kind: what is counted by all three is read once.
    buys = f"r.id IN (SELECT r.customer_id FROM {bought.source} WHERE {bought.where})"  # noqa: S608 - our own names
    customers = Records("customer r", scope.of("r.id"), _KEYS, bought.values)
    known = groups(scope, customers, parts=(Part("buyers", buys),))
    buyers = groups(scope, bought.by(*_KEYS), (CUSTOMERS_COUNTED,))
    amounts = sums(scope, bought.by(*_KEYS), BOUGHT)
    for place, (key, title, classes) in enumerate(_AXES):
        found = {each.keys[0]: each for each in regrouped(known, place)}
        of_class = {each.keys[0]: each.figures[0] for each in regrouped(buyers, place)}
        rows = []
        for each in classes:
            group = found.get(each.value)
            rows.append(
                Row(
                    (
                        each,
                        0 if group is None else group.figures[0],
                        of_class.get(each.value, 0),
                        added(
                            (amounts[keys] for keys in amounts if keys[place] == each), scope.base
                        ),
                    ),
                    no_ids(scope) if group is None else group.ids,
                    parts={} if group is None else group.parts,
                )
            )
        yield _of_classes(scope, key, title, tuple(rows))


def _of_classes(scope: Scope, key: str, title: str, rows: tuple[Row, ...]) -> Block:
    how = message(
        N_(
            "All customers by the class they have today, as crm customer list shows it, whatever"
            " the period; how many of them bought in the period, and for how much."
        )
    )
    columns = (
        Column("class", N_("Class"), Kind.WORD),
        replace(CUSTOMERS, standing=True),
        Column("buyers", N_("Bought")),
        AMOUNT,
    )
    return Block(
        key,
        title,
        columns,
        rows,
        how,
        "customer",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn="customers",
    )


def _whole(scope: Scope, bought: Records, orders: Orders) -> Block:
    """Tell what was bought, and how much an order comes to."""
    ((_, (buyers,), ids, _),) = groups(scope, bought.by(), (CUSTOMERS_COUNTED,))
    middle = median(orders.worths)
    unit = 10 ** decimals(scope.base)
    worth = None if middle.value is None else Fraction(middle.value, unit)
    cells = (
        IN_PERIOD,
        orders.orders,
        buyers,
        sums(scope, bought.by(), BOUGHT)[()],
        Median(worth, middle.count, scope.base),
    )
    columns = (
        Column("what", N_("Counted"), Kind.WORD),
        ORDERS,
        CUSTOMERS,
        AMOUNT,
        Column("median_order", N_("Median order"), Kind.MEDIAN, scope.base, in_currency=True),
    )
    how = message(
        N_(
            "Purchases whose day is in the period; an order is what a customer bought on one day,"
            " amounts in other currencies by the rate of that day. Half of the orders came to no"
            " more than the median, in {currency}."
        ),
        currency=scope.base,
    )
    return Block(
        "bought",
        N_("Bought in the period"),
        columns,
        (Row(cells, ids),),
        how,
        "purchase",
        notes=_left_out(orders),
    )


def _left_out(orders: Orders) -> tuple[Message, ...]:
    if not orders.unknown:
        return ()
    one = N_("{count} order in a currency without a rate is left out of the median.")
    many = N_("{count} orders in currencies without a rate are left out of the median.")
    return (counted(one, many, orders.unknown),)


def _not_shared(unknown: int) -> tuple[Message, ...]:
    """Say how many purchases have no part in a share."""
    if not unknown:
        return ()
    one = N_("{count} purchase in a currency without a rate is left out of the share.")
    many = N_("{count} purchases in currencies without a rate are left out of the share.")
    return (counted(one, many, unknown),)


_NO_WORTH = message(N_("What was bought in a currency without a rate counts for no rank."))


def _best(orders: Orders) -> Block:
    """Name those who bought most."""
    rows = tuple(
        Row((each.name, each.amounts, each.orders, date.fromisoformat(each.last)), each.ids)
        for each in orders.buyers[:_MOST]
    )
    columns = (
        Column("customer", N_("Customer"), Kind.WORD),
        AMOUNT,
        ORDERS,
        Column("last_on", N_("Last bought"), Kind.WORD),
    )
    how = counted(
        "The customer who bought for most in the period, in the book's currency.",
        "The {count} customers who bought for most in the period, in the book's currency.",
        _MOST,
    )
    return Block(
        "best",
        N_("Who bought most"),
        columns,
        rows,
        how,
        "purchase",
        chart=Chart.BARS,
        drawn="amount",
        notes=(_NO_WORTH,) if orders.unknown else (),
    ).as_it_stands()


def _concentration(scope: Scope, bought: Records, orders: Orders) -> Block:
    """Tell how much of all the first few customers brought."""
    without = replace(bought, where=f"{bought.where} AND {BOUGHT.book} IS NULL").by()
    ((_, (unrated,), _, _),) = groups(scope, without)
    whole = sum(each.worth for each in orders.buyers)

    def row(name: Named, buyers: Sequence[Buyer]) -> Row:
        ids = IdRanges((each.id, each.id) for each in sorted(buyers, key=lambda each: each.id))
        cells = (
            name,
            len(buyers),
            added((each.amounts for each in buyers), scope.base),
            Share(sum(each.worth for each in buyers), whole, of_money=True),
        )
        return Row(cells, ids if scope.explained else None)

    first = Named("first", counted("the first one", "the first {count}", _MOST))
    rows = (
        row(first, orders.buyers[:_MOST]),
        row(named("others", N_("all others")), orders.buyers[_MOST:]),
    )
    total = with_total(scope, rows)
    if total is not None:
        total = Row((*total.cells[:-1], Share(whole, whole, of_money=True)), total.ids)
    columns = (
        Column("who", NC_("column of customers or answers", "Who"), Kind.WORD),
        CUSTOMERS,
        AMOUNT,
        Column("share", N_("Of the total"), Kind.SHARE),
    )
    how = message(
        N_(
            "What the customers brought who bought for most in the period, and what all others did."
            " The share is that of the whole amount in {currency}; purchases in a currency without"
            " a rate are left out of it."
        ),
        currency=scope.base,
    )
    return Block(
        "concentration",
        N_("How much the first brought"),
        columns,
        rows,
        how,
        "customer",
        total=total,
        chart=Chart.BARS,
        drawn="share",
        notes=_not_shared(unrated),
    )
