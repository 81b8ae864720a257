"""Where customers come from, what becomes of them, and who referred them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.message import counted, message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.named import NOT_SAID
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.reports.bought import AMOUNT, BOUGHT, CUSTOMERS, purchases
from crmcli.store.reads.reports.counting import Part, Records, groups, sums
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from crmcli.store.reads.reports.counting import Group
    from crmcli.store.reads.reports.scope import Scope

_NEW = Column("new", N_("New"))
_MOST = 10

_BUYS = """
    r.purchases > 0 OR EXISTS (SELECT 1 FROM deal d WHERE d.customer_id = r.id AND d.stage = 'won')
"""


def sources(scope: Scope) -> tuple[Block, ...]:
    """Tell where customers come from."""
    customers = Records("customer r", f"r.created < :until AND {scope.of('r.id')}")
    figures = (
        "count(*)",
        f"count(CASE WHEN {scope.at('r.created')} THEN 1 END)",
        f"count(CASE WHEN {_BUYS} THEN 1 END)",
    )
    parts = (Part("new", scope.at("r.created")), Part("buyers", f"({_BUYS})"))
    return (
        _sources(scope, groups(scope, customers.by("r.source"), figures, parts)),
        _referrers(scope, customers, figures, parts),
    )


def _bought(scope: Scope) -> Records:
    """Give what was bought by those who are counted: no customer who was entered later."""
    bought = purchases(scope)
    return replace(bought, where=f"{bought.where} AND c.created < :until")


def _sources(scope: Scope, found: list[Group]) -> Block:
    amounts = sums(scope, _bought(scope).by("c.source"), BOUGHT)
    found.sort(key=lambda each: (each.keys[0] is None, -each.figures[0], each.keys))
    rows = tuple(
        Row(
            (
                keys[0] or NOT_SAID,
                count,
                Share(buyers, count),
                new,
                amounts[keys],
            ),
            ids,
            parts=parts,
        )
        for keys, (count, new, buyers), ids, parts in found
    )
    columns = (
        Column("source", N_("Source"), Kind.WORD),
        CUSTOMERS,
        Column("buyers", N_("Bought"), Kind.SHARE),
        _NEW,
        AMOUNT,
    )
    how = message(
        N_(
            "All customers who were entered until the end of the period, by their source, and how"
            " many of them are new: entered in the period. Bought is the share of those who have a"
            " purchase or a won deal, whenever that was; the amount is that of the purchases whose"
            " day is in the period, in other currencies by the rate of that day."
        )
    )
    return Block(
        "sources",
        N_("By source"),
        columns,
        rows,
        how,
        "customer",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn="customers",
    )


def _referrers(
    scope: Scope, customers: Records, figures: tuple[str, ...], parts: tuple[Part, ...]
) -> Block:
    """Name those who referred most, and tell what the customers bought whom they referred."""
    referred = Records("customer r JOIN customer f ON f.id = r.referred_by", customers.where).by(
        "r.referred_by", "f.name"
    )
    found = groups(scope, referred, figures, parts)
    found.sort(key=lambda each: (-each.figures[0], -each.figures[1], each.keys[0]))
    amounts = sums(scope, _bought(scope).by("c.referred_by"), BOUGHT)
    rows = tuple(
        Row((name, count, Share(buyers, count), new, amounts[(key,)]), ids, parts=some)
        for (key, name), (count, new, buyers), ids, some in found[:_MOST]
    )
    columns = (
        Column("referrer", N_("Who referred"), Kind.WORD),
        CUSTOMERS,
        Column("buyers", N_("Bought"), Kind.SHARE),
        _NEW,
        AMOUNT,
    )
    how = counted(
        "The customer who referred most others: how many, and the same figures of these as above.",
        "The {count} customers who referred most others: how many, and the same figures of"
        " these as above.",
        _MOST,
    )
    return Block(
        "referrers", N_("Who referred most"), columns, rows, how, "customer"
    ).as_it_stands()
