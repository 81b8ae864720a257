"""Deals that were won, or lost: how many, for how much, why, when."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share, median
from crmcli.domain.reports.named import NO_REASON, nothing
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.domain.stage import Stage
from crmcli.errors import N_, NC_
from crmcli.store.reads.reports.counting import Amount, Records, groups, sums
from crmcli.store.reads.reports.folded import alike, spelled
from crmcli.store.reads.reports.open_deals import AMOUNT as SUM
from crmcli.store.reads.reports.open_deals import DEALS, PLACES, STAGE, largest
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name

if TYPE_CHECKING:
    from crmcli.store.reads.reports.scope import Scope

AMOUNT = Amount("r.amount_minor", "r.currency", day="r.closed")
"""What a closed deal was worth, by the rates of the day it was closed."""

_REASON = Column("reason", N_("Reason"), Kind.WORD)


def won(scope: Scope) -> tuple[Block, ...]:
    """Tell which deals were won."""
    deals = ended(scope, Stage.WON)
    why = N_(
        "Deals whose day of winning is in the period, by what was noted as the reason when they"
        " were won; amounts as they were closed, in other currencies by the rate of that day."
    )
    return (
        _outcome(scope, Stage.WON),
        _reasons(scope, deals, "k.because", N_("Why deals were won"), why),
        _time(scope, deals),
        largest(scope, deals, "closed", NC_("date of a deal", "Closed")),
    )


def lost(scope: Scope) -> tuple[Block, ...]:
    """Tell which deals were lost."""
    deals = ended(scope, Stage.LOST)
    why = N_(
        "Deals whose day of losing is in the period, by the reason that was given; amounts as they"
        " were closed, in other currencies by the rate of that day."
    )
    return (
        _outcome(scope, Stage.LOST),
        _reasons(scope, deals, "r.lost_reason", N_("Why deals were lost"), why),
        _stages(scope, deals),
        _time(scope, deals),
        largest(scope, deals, "closed", NC_("date of a deal", "Closed")),
    )


def ended(scope: Scope, stage: Stage) -> Records:
    """Give the deals that were won, or lost, in the period, with what was learnt from them."""
    return Records(
        "deal r LEFT JOIN deal_case k ON k.deal_id = r.id",
        f"r.stage = '{stage}' AND {scope.on('r.closed')} AND {scope.of('r.customer_id')}",
    )


def _outcome(scope: Scope, stage: Stage) -> Block:
    """Tell how many of those that were closed ended so, and after how long."""
    deals = ended(scope, stage)
    whole_lot = Records("deal r", f"{scope.on('r.closed')} AND {scope.of('r.customer_id')}")
    ((_, (whole,), _, _),) = groups(scope, whole_lot)
    ((_, (part,), ids, _),) = groups(scope, deals)
    days: Counter[int] = Counter()
    for (opened, closed), (count,), _, _ in groups(scope, deals.by("r.opened", "r.closed")):
        days[(date.fromisoformat(closed) - date.fromisoformat(opened)).days] += count
    cells = (stage, part, sums(scope, deals, AMOUNT)[()], Share(part, whole), median(days))
    columns = (
        Column("outcome", N_("Outcome"), Kind.WORD),
        DEALS,
        SUM,
        Column("of_closed", N_("Of all closed"), Kind.SHARE),
        Column("days_open", N_("Median days open"), Kind.MEDIAN, N_("days")),
    )
    how = message(
        N_(
            "Deals that were closed in the period: those with this outcome, of all that were won or"
            " lost. Days open are counted from the day a deal was opened to the day it was closed;"
            " half of the deals took no longer than the median."
        )
    )
    return Block("outcome", N_("All together"), columns, (Row(cells, ids),), how, "deal")


def _reasons(scope: Scope, deals: Records, column: str, title: str, how: str) -> Block:
    """Tell why deals ended so, whatever the case and width of the words."""
    words = spelled(scope, deals, column)
    outline = Outline("reasons", title, (_REASON, DEALS, SUM), message(how), "deal", amount=AMOUNT)
    return by_name(
        scope, outline, deals.by(alike(column)), lambda key: words[key] if key else NO_REASON
    )


def _stages(scope: Scope, deals: Records) -> Block:
    """Tell from which stage deals were lost."""
    outline = Outline(
        "stages",
        N_("From which stage they were lost"),
        (STAGE, DEALS, SUM),
        message(N_("The stage in which a lost deal was before, by its last move.")),
        "deal",
        amount=AMOUNT,
    )
    last = """
        (SELECT m.from_stage FROM deal_move m WHERE m.deal_id = r.id
          ORDER BY m.at DESC, m.id DESC LIMIT 1)
    """
    return by_name(
        scope,
        outline,
        deals.by(last),
        lambda stage: Stage(stage) if stage else nothing(N_("(not known)")),
        lambda keys: PLACES.get(keys[0], len(PLACES)),
    )


def _time(scope: Scope, deals: Records) -> Block:
    outline = Outline(
        "time",
        N_("When"),
        (WHEN, DEALS, SUM),
        message(N_("The same deals by the day on which they were closed.")),
        "deal",
        amount=AMOUNT,
        chart=Chart.SERIES,
    )
    return by_day(scope, outline, deals.by("r.closed"))
