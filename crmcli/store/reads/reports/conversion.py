"""How many deals go on from each stage: those that entered it in the period, and their fate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.domain.stage import OPEN_STAGES, Stage
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Part, Records, groups, no_ids
from crmcli.store.reads.reports.open_deals import PLACES, STAGE

if TYPE_CHECKING:
    from crmcli.store.reads.reports.scope import Scope

_PLACE = " ".join(f"WHEN '{stage}' THEN {at}" for stage, at in PLACES.items() if stage != "lost")
_LATER = f"""
    EXISTS (SELECT 1 FROM deal_move n
             WHERE n.deal_id = e.deal_id AND (n.at, n.id) > (e.at, e.id)
               AND CASE n.stage {_PLACE} ELSE -1 END > CASE e.stage {_PLACE} END)
"""  # noqa: S608 - our own names
_LOST = f"(r.stage = 'lost' AND NOT {_LATER})"
_WON = "r.stage = 'won'"
_PARTS = (
    Part("went_on", _LATER),
    Part("lost", _LOST),
    Part("still", f"NOT ({_LATER} OR {_LOST})"),
    Part("won", _WON),
)


def conversion(scope: Scope) -> tuple[Block, ...]:
    """Tell what became of the deals that entered each stage."""
    entered = f"""
        (SELECT id, deal_id, stage, at FROM (
            SELECT m.*, row_number() OVER (PARTITION BY m.deal_id, m.stage ORDER BY m.at, m.id) AS n
              FROM deal_move m WHERE {scope.at("m.at")})
          WHERE n = 1) e
    """  # noqa: S608 - our own names
    moved = Records(
        f"{entered} JOIN deal r ON r.id = e.deal_id", scope.of("r.customer_id"), ("e.stage",)
    )
    figures = ("count(*)", f"sum({_LATER})", f"sum({_LOST})", f"sum({_WON})")
    found = {Stage(each.keys[0]): each for each in groups(scope, moved, figures, _PARTS)}
    rows = []
    for stage in (*OPEN_STAGES, Stage.WON):
        group = found.get(stage)
        count, went_on, lost, won = group.figures if group else (0, 0, 0, 0)
        ids = group.ids if group else no_ids(scope)
        if stage is Stage.WON:
            rows.append(Row((stage, count, None, None, None, None), ids))
            continue
        rest = count - went_on - lost
        cells = (Share(went_on, count), Share(lost, count), rest, Share(won, count))
        rows.append(Row((stage, count, *cells), ids, parts=group.parts if group else {}))
    columns = (
        STAGE,
        Column("entered", N_("Entered")),
        Column("went_on", N_("Went on"), Kind.SHARE),
        Column("lost", N_("Lost there"), Kind.SHARE),
        Column("still", N_("Still there")),
        Column("won", N_("Won in the end"), Kind.SHARE),
    )
    how = message(
        N_(
            "Deals that came to a stage in the period, each once; a stage that was left out by a"
            " move was not entered. Went on: some later move led to a later stage, whenever that"
            " was. Lost there: lost without having come any further. Still there: neither, those"
            " that were moved back among them. Won in the end: won by today."
        )
    )
    return (
        Block(
            "stages",
            N_("From stage to stage"),
            columns,
            tuple(rows),
            how,
            "deal",
            chart=Chart.FUNNEL,
            drawn="entered",
        ),
    )
