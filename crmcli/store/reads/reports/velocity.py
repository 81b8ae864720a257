"""How long deals take: in each stage, and from their first day to their last."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.reports.figures import median
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.domain.reports.timeline import stretch_of, stretches
from crmcli.domain.stage import OPEN_STAGES, Stage
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Records, groups
from crmcli.store.reads.reports.local_days import local_day
from crmcli.store.reads.reports.open_deals import DEALS, STAGE
from crmcli.store.reads.reports.tables import WHEN

if TYPE_CHECKING:
    from crmcli.store.reads.reports.scope import Scope

_DAYS = Column("days", N_("Median days"), Kind.MEDIAN, N_("days"))
_LONGEST = Column("longest", N_("Longest"), unit=N_("days"))


def velocity(scope: Scope) -> tuple[Block, ...]:
    """Tell how many days deals took."""
    return _stages(scope), _whole(scope), _time(scope)


def _stages(scope: Scope) -> Block:
    """Tell how long deals were in the stages that they left in the period."""
    sql = f"""
        SELECT e.id, e.stage, e.at, e.next FROM (
            SELECT m.deal_id AS id, m.customer_id, m.stage, m.at,
                   lead(m.at) OVER (PARTITION BY m.deal_id ORDER BY m.at, m.id) AS next
              FROM deal_move m) e
         WHERE {scope.at("e.next")} AND {scope.of("e.customer_id")}
           AND e.stage NOT IN ('won', 'lost')
    """  # noqa: S608 - our own names
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for key, stage, at, following in scope.connection.execute(sql, scope.values):
        days[stage][(local_day(following) - local_day(at)).days] += 1
        if scope.explained:
            ids[stage].add(key)
    rows = tuple(
        Row(
            (stage, sum(days[stage].values()), median(days[stage]), max(days[stage], default=None)),
            IdRanges((key, key) for key in sorted(ids[stage])) if scope.explained else None,
        )
        for stage in OPEN_STAGES
    )
    how = message(
        N_(
            "Moves that led out of a stage in the period, to whichever other; days from the day a"
            " deal came to the stage to the day it left. A deal that came back counts each time."
            " Half of them took no longer than the median."
        )
    )
    return Block(
        "stages",
        N_("In each stage"),
        (STAGE, Column("left", N_("Left it")), _DAYS, _LONGEST),
        rows,
        how,
        "deal",
        chart=Chart.BARS,
        drawn="days",
    )


def _whole(scope: Scope) -> Block:
    """Tell how long deals took from their first day to their last."""
    closed = Records(
        "deal r",
        f"{scope.on('r.closed')} AND {scope.of('r.customer_id')}",
        ("r.stage", "r.opened", "r.closed"),
    )
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    ids: defaultdict[str, IdRanges] = defaultdict(IdRanges)
    for (stage, opened, last), (count,), some, _ in groups(scope, closed):
        days[stage][(date.fromisoformat(last) - date.fromisoformat(opened)).days] += count
        ids[stage].update(some or ())
    rows = tuple(
        Row(
            (stage, sum(days[stage].values()), median(days[stage]), max(days[stage], default=None)),
            ids[stage] if scope.explained else None,
        )
        for stage in (Stage.WON, Stage.LOST)
    )
    return Block(
        "whole",
        N_("From the first day to the last"),
        (Column("outcome", N_("Outcome"), Kind.WORD), DEALS, _DAYS, _LONGEST),
        rows,
        message(N_("Deals that were closed in the period; days from the day a deal was opened.")),
        "deal",
        chart=Chart.BARS,
        drawn="days",
    )


def _time(scope: Scope) -> Block:
    """Tell of the deals that were won how long they took, over time."""
    won = Records(
        "deal r",
        f"r.stage = 'won' AND {scope.on('r.closed')} AND {scope.of('r.customer_id')}",
        ("r.closed", "r.opened"),
    )
    found = groups(scope, won)
    cut = stretches(scope.period, [date.fromisoformat(each.keys[0]) for each in found])
    days: list[Counter[int]] = [Counter() for _ in cut]
    ids = [IdRanges() for _ in cut]
    for (closed, opened), (count,), some, _ in found:
        day = date.fromisoformat(closed)
        at = stretch_of(cut, day)
        days[at][(day - date.fromisoformat(opened)).days] += count
        ids[at].update(some or ())
    rows = tuple(
        Row((each.label, sum(took.values()), median(took)), one if scope.explained else None)
        for each, took, one in zip(cut, days, ids, strict=True)
    )
    how = message(N_("Deals that were won, by the day on which they were."))
    return Block(
        "time",
        N_("Won deals over time"),
        (WHEN, DEALS, _DAYS),
        rows,
        how,
        "deal",
        chart=Chart.SERIES,
        drawn="days",
    ).in_order()
