"""What is likely to be won: in the period, and month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.reports.named import named, nothing
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.reports.closed import AMOUNT as CLOSED_AMOUNT
from crmcli.store.reads.reports.counting import Records, groups, sums
from crmcli.store.reads.reports.open_deals import (
    AMOUNT,
    DEALS,
    WEIGHTED,
    WORTH,
    largest,
    open_today,
    weighted,
)
from crmcli.store.reads.reports.tables import Outline, by_name, with_total

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.scope import Scope


def forecast(scope: Scope) -> tuple[Block, ...]:
    """Tell what is expected."""
    deals = open_today(scope)
    within = Records(deals.source, f"{deals.where} AND {scope.on('r.expected_close')}")
    return (
        _period(scope, within),
        _months(scope, deals),
        largest(scope, within, "expected_close", N_("Expected close")),
    )


def _period(scope: Scope, expected: Records) -> Block:
    """Add what was won already to what is open and expected in the period."""
    won = Records(
        "deal r",
        f"r.stage = 'won' AND {scope.on('r.closed')} AND {scope.of('r.customer_id')}",
    )
    ((_, (count,), ids, _),) = groups(scope, won)
    amount = sums(scope, won, CLOSED_AMOUNT)[()]
    ((_, (open_count,), open_ids, _),) = groups(scope, expected)
    worth = sums(scope, expected, WORTH)[()]
    likely = sums(scope, expected, weighted(scope.policy))[()]
    rows = (
        Row((named("won", N_("won already")), count, amount, amount), ids),
        Row(
            (named("open", N_("open, expected in the period")), open_count, worth, likely), open_ids
        ),
    )
    return Block(
        "period",
        N_("In the period"),
        (Column("what", N_("Deals that are"), Kind.WORD), DEALS, AMOUNT, WEIGHTED),
        rows,
        message(
            N_(
                "Deals that were won in the period count whole, by the rates of the day they were"
                " closed; those that are open today and expected to close in the period count with"
                " amount × probability, each to the nearest minor unit."
            )
        ),
        "deal",
        with_total(scope, rows),
        Chart.BARS,
        "deals",
    )


def _months(scope: Scope, deals: Records) -> Block:
    """Tell of all open deals in which month they are expected to close."""
    outline = Outline(
        "months",
        N_("All open deals, by the month in which they are expected to close"),
        (Column("month", N_("Month"), Kind.WORD), DEALS, AMOUNT, WEIGHTED),
        message(
            N_(
                "Deals that are open today, by their expected close; one that has passed is no"
                " month any more. Weighted is amount × probability of each deal; the probability is"
                " its own, else that of its stage. Other currencies count by the rates of today."
            )
        ),
        "deal",
        amount=WORTH,
        weighted=weighted(scope.policy),
    )
    month = """
        CASE WHEN r.expected_close IS NULL THEN '~' WHEN r.expected_close < :today THEN ''
             ELSE substr(r.expected_close, 1, 7) END
    """
    found = by_name(scope, outline, deals.by(month), _month, lambda keys: keys[0])
    return found.as_it_stands()


def _month(month: str) -> Cell:
    if month == "~":
        return nothing(N_("no date"))
    return month or named("passed", N_("date passed"))
