"""The past deals nearest to the one at hand, as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.reports.report import Block, Column, Kind, Matching, Report, Row
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crmcli.domain.deals.nearness import NearCase
    from crmcli.domain.reports.period import ReportPeriod

TITLE = N_("Which past deals are like the one at hand, and what became of them?")
_COLUMNS = (
    Column("deal", N_("Deal"), Kind.WORD),
    Column("customer", N_("Customer"), Kind.WORD),
    Column("result", N_("Outcome"), Kind.WORD),
    Column("closed", N_("Closed"), Kind.WORD),
    Column("amount", N_("Amount"), Kind.AMOUNT),
    Column("score", N_("Nearness")),
    Column("near", N_("Near by"), Kind.WORD),
    Column("because", N_("Why"), Kind.WORD),
    Column("repeat", N_("To repeat"), Kind.WORD),
    Column("avoid", N_("To avoid"), Kind.WORD),
)
_HOW = N_(
    "Deals that were won or lost in the period, compared with the one at hand by objection, trade,"
    " customer, stage, size, kind of need and amount; nearness adds up what they have in common,"
    " the objection most."
)


def cases_report(
    cases: Sequence[NearCase], looked_at: int, period: ReportPeriod, today: date
) -> Report:
    """Make a report of cases.

    Args:
        cases: the nearest first.
        looked_at: how many past deals there were to compare with.
        period: the days in which those were closed.
        today: the local date it is made on.
    """
    rows = tuple(_row(each) for each in cases)
    block = Block(
        "cases",
        N_("The nearest cases"),
        _COLUMNS,
        rows,
        message(_HOW),
        "deal",
        matching=Matching.NEVER,
    )
    base = counted(N_("{count} past deal"), N_("{count} past deals"), looked_at)
    return Report("cases", TITLE, today, period, (base,), (block,))


def _row(case: NearCase) -> Row:
    near = None
    for each in case.near:
        near = each if near is None else message(N_("{first}, {then}"), first=near, then=each)
    return Row(
        (
            case.title,
            case.customer,
            case.result,
            case.closed,
            case.amount,
            case.score,
            near,
            case.why or case.lost_reason,
            case.repeat,
            case.avoid,
        ),
        IdRanges([(case.id, case.id)]),
    )
