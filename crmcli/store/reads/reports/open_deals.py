"""Open deals as a report sees them: on the last day of its period, at the stage of that day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.listed import names
from crmcli.domain.message import counted, message
from crmcli.domain.money import Money
from crmcli.domain.reports.report import Block, Column, Kind, Matching, Row
from crmcli.domain.stage import OPEN_STAGES, Stage
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Amount, Records, groups

if TYPE_CHECKING:
    from crmcli.domain.policy import Policy
    from crmcli.store.reads.reports.scope import Scope

DEALS = Column("deals", N_("Deals"))
AMOUNT = Column("amount", N_("Amount"), Kind.SUMS)
WEIGHTED = Column("weighted", N_("Weighted"), Kind.SUMS)
STAGE = Column("stage", N_("Stage"), Kind.WORD)
PLACES = {stage.value: at for at, stage in enumerate(Stage)}
"""By the value of a stage the place it has among all."""

WORTH = Amount("r.amount_minor", "r.currency")
"""What an open deal is worth, by the rates of today."""

_MOST = 10


def open_at_end(scope: Scope) -> Records:
    """Give the deals that were open when the period was over, or are today; `e.stage` is theirs."""
    stage = """
        (SELECT m.stage FROM deal_move m WHERE m.deal_id = d.id AND m.at < :until
          ORDER BY m.at DESC, m.id DESC LIMIT 1)
    """
    there = "d.opened <= :last AND (d.closed IS NULL OR d.closed > :last)"
    # One that was closed by then and opened again later was not open.
    found = f"SELECT d.id, coalesce({stage}, d.stage) AS stage FROM deal d"  # noqa: S608 - our own names
    return Records(
        f"(SELECT * FROM ({found} WHERE {there}) WHERE stage NOT IN ('won', 'lost')) e"  # noqa: S608 - our own names
        " JOIN deal r ON r.id = e.id",
        scope.of("r.customer_id"),
    )


def open_today(scope: Scope) -> Records:
    """Give the deals that are open today; `e.stage` is their stage."""
    return Records(
        "(SELECT id, stage FROM deal WHERE closed IS NULL) e JOIN deal r ON r.id = e.id",
        scope.of("r.customer_id"),
    )


def weighted(policy: Policy) -> Amount:
    """Give amount × probability of an open deal, to the nearest minor unit, a half to the even one.

    The probability is the deal's own, else that of its stage by the policy in force.
    """
    chances = " ".join(
        f"WHEN '{each}' THEN {policy.count(f'stage.{each}')}" for each in OPEN_STAGES
    )
    percent = f"coalesce(r.probability, CASE e.stage {chances} END)"
    rest = f"r.amount_minor % 100 * {percent}"
    whole = f"(r.amount_minor / 100 * {percent} + ({rest}) / 100)"
    tail = f"(({rest}) % 100)"
    up = f"({tail} > 50 OR ({tail} = 50 AND {whole} % 2 = 1))"
    return Amount(f"({whole} + {up})", "r.currency")


def largest(scope: Scope, deals: Records, day: str, label: str) -> Block:
    """List those deals that are worth most, nearly, by the rates of today.

    Args:
        scope: what is looked at.
        deals: the deals.
        day: the column of the day that is told of each.
        label: its heading, a message id.
    """
    worth = "(SELECT value FROM json_each(:worth) WHERE key = r.currency)"
    sql = f"""
        SELECT r.id, r.title, c.name, r.{day}, r.amount_minor, r.currency
          FROM {deals.source} JOIN customer c ON c.id = r.customer_id
         WHERE {deals.where} AND r.amount_minor > 0
         ORDER BY {worth} IS NULL, r.amount_minor * {worth} DESC, r.amount_minor DESC, r.id
         LIMIT {_MOST}
    """  # noqa: S608 - our own names
    factors = {scope.base: 1.0, **scope.rates.factors(scope.today)}
    found = scope.connection.execute(sql, {**deals.given(scope), "worth": json.dumps(factors)})
    rows = tuple(
        Row(
            (title, customer, on and date.fromisoformat(on), Money(minor, currency)),
            IdRanges([(key, key)]) if scope.explained else None,
        )
        for key, title, customer, on, minor, currency in found
    )
    columns = (
        Column("deal", N_("Deal"), Kind.WORD),
        Column("customer", N_("Customer"), Kind.WORD),
        Column(day, label, Kind.WORD),
        Column("amount", N_("Amount"), Kind.AMOUNT),
    )
    how = counted("The largest deal among them.", "The {count} largest deals among them.", _MOST)
    block = Block("largest", N_("The largest"), columns, rows, how, "deal", matching=Matching.NEVER)
    known = "r.currency IN (SELECT key FROM json_each(:worth)) OR r.amount_minor <= 0"
    unrated = replace(deals, where=f"{deals.where} AND NOT ({known})", keys=("r.currency",))
    unrated = replace(unrated, values={**(deals.values or {}), "worth": json.dumps(factors)})
    lacking = [each.keys[0] for each in groups(scope, unrated)]
    if not lacking:
        return block
    note = message(
        N_("Deals in a currency without a rate come last: {currencies}."),
        currencies=names(lacking),
    )
    return block.noted(note)
