"""Past deals like the one at hand, and what became of all there were to compare it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.deals.nearness import near_cases
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.reports.report import Block, Chart, Column, Kind, RecordId, Row
from crmcli.domain.stage import Stage
from crmcli.errors import N_, NC_
from crmcli.store.reads.past_deals import MOST, past_deals
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.deals.nearness import NearCase, PastDeal, Situation
    from crmcli.store.reads.reports.scope import Scope

_COLUMNS = (
    Column("deal", N_("Deal"), Kind.WORD),
    Column("id", N_("Deal id"), Kind.WORD),
    Column("customer", N_("Customer"), Kind.WORD),
    Column("outcome", N_("Outcome"), Kind.WORD),
    Column("closed", NC_("date of a deal", "Closed"), Kind.WORD),
    Column("amount", N_("Amount"), Kind.AMOUNT),
    Column("score", N_("Nearness")),
    Column("near", N_("Near"), Kind.WORD),
    Column("lost_reason", NC_("why a deal was lost", "Reason"), Kind.WORD),
    Column("objection", N_("Objection"), Kind.WORD),
    Column("why", N_("Why"), Kind.WORD),
    Column("repeat", N_("Repeat"), Kind.WORD),
    Column("avoid", N_("Avoid"), Kind.WORD),
)
_HOW = N_(
    "Deals that were won or lost in the period, compared with the one at hand by objection (4),"
    " trade (3), customer (3), stage (2), size (2), amount (2, or 1 of the same order) and kind of"
    " need (1); nearness adds up what they have in common. Of two that are as near, the one from"
    " which something was learnt comes first, then the later one."
)


def cases(scope: Scope, at_hand: Situation, deal_id: int | None, most: int) -> tuple[Block, ...]:
    """Tell which past deals are nearest.

    Args:
        scope: what is looked at.
        at_hand: what the deal at hand is like.
        deal_id: that deal, which is not near to itself; None where only the customer is known.
        most: how many are named at the most.
    """
    past = [each for each in past_deals(scope, at_hand.customer_id) if each.id != deal_id]
    near = near_cases(at_hand, past, len(past))
    return _nearest(near[:most]), _outcomes(scope, past, near)


def _nearest(near: Sequence[NearCase]) -> Block:
    return Block(
        "cases",
        N_("The nearest cases"),
        _COLUMNS,
        tuple(map(_row, near)),
        message(_HOW),
        "deal",
        cards=True,
    ).as_it_stands()


def _row(case: NearCase) -> Row:
    near = None
    for each in case.near:
        near = each if near is None else message(N_("{first}, {then}"), first=near, then=each)
    cells = (
        case.title,
        RecordId(case.id),
        case.customer,
        case.result,
        case.closed,
        case.amount,
        case.score,
        near,
        case.lost_reason,
        case.objection,
        case.why,
        case.repeat,
        case.avoid,
    )
    return Row(cells, IdRanges([(case.id, case.id)]))


def _outcomes(scope: Scope, past: Sequence[PastDeal], near: Sequence[NearCase]) -> Block:
    """Tell how many there were to compare it with, and how many of these have something in common.

    Records are the deals that have something in common with the one at hand.
    """
    rows = []
    for stage in (Stage.WON, Stage.LOST):
        alike = sorted(each.id for each in near if each.result is stage)
        whole = sum(each.result is stage for each in past)
        ids = IdRanges((key, key) for key in alike) if scope.explained else None
        rows.append(Row((stage, whole, len(alike)), ids))
    columns = (
        Column("outcome", N_("Outcome"), Kind.WORD),
        Column("deals", N_("Compared")),
        Column("alike", N_("Alike")),
    )
    how = message(
        N_(
            "Deals that were won or lost in the period; alike are those that have anything in"
            " common with the one at hand, and these are the records. Of more than {most} the"
            " latest are compared, the latest of which something was noted, and the customer's own."
        ),
        most=MOST,
    )
    title = N_("What became of those like it")
    return Block(
        "outcomes",
        title,
        columns,
        tuple(rows),
        how,
        "deal",
        with_total(scope, rows),
        Chart.BARS,
        "alike",
    )
