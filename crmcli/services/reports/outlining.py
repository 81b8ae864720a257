"""Which tables and columns a report has, whatever the book holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crmcli.domain.deals.nearness import Situation
from crmcli.domain.reports.known import CASES, KNOWN
from crmcli.domain.reports.period import ReportPeriod
from crmcli.services.customers.listing import ListQuery
from crmcli.services.reports.reporting import ReportQuery, blocks_of, made
from crmcli.store.blank import blank_book
from crmcli.store.reads.reports.cases import cases

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Report


def outline(name: str) -> Report | None:
    """Make a report of an empty book; None where its columns depend on what is asked for.

    Args:
        name: which report, as it is typed.
    """
    if name not in {*KNOWN, "cases"}:
        return None
    now = datetime.now(UTC)
    customers = ListQuery(now.date(), UTC, {})
    query = ReportQuery(name, ReportPeriod(now.date(), now.date()), customers, now)
    with blank_book() as connection:
        if name == "cases":
            question = CASES.question
            return made(
                connection, query, question, lambda scope: cases(scope, Situation(0), None, 1)
            )
        question = KNOWN[name].question
        return made(connection, query, question, lambda scope: blocks_of(scope, query))
