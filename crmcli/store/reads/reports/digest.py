"""The digest: what was done and won, who is new, what is owed and at risk, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.reports.named import named
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.domain.stage import Stage
from crmcli.errors import N_, NC_
from crmcli.store.reads.reports import closed, news
from crmcli.store.reads.reports.counting import Records, groups, sums
from crmcli.store.reads.reports.open_deals import AMOUNT, DEALS, largest
from crmcli.store.reads.reports.standing import COUNT, coming, counted_row, owed, risk

if TYPE_CHECKING:
    from crmcli.store.reads.reports.scope import Scope


def digest(scope: Scope) -> tuple[Block, ...]:
    """Sum up a period."""
    return (
        _done(scope),
        _closed(scope),
        largest(scope, _ended(scope, Stage.WON), "closed", NC_("date of a deal", "Closed")).called(
            "won_deals", N_("Won")
        ),
        _people(scope),
        owed(scope),
        risk(scope),
        coming(scope),
    )


def _done(scope: Scope) -> Block:
    """Count what was done in the period."""
    complaint = "r.kind = 'complaint' AND"
    other = "r.kind != 'complaint' AND"
    made = news.on(scope, "contact", "day")
    counted = (
        (named("contacts", N_("contacts")), "contact", made),
        (
            named("unreached", N_("of these nobody was reached")),
            "contact",
            f"{made} AND r.outcome = 'no_answer'",
        ),
        (named("promises_kept", N_("promises kept")), "promise", news.on(scope, "promise", "kept")),
        (named("deals_opened", N_("deals opened")), "deal", news.on(scope, "deal", "opened")),
        (named("purchases", N_("purchases")), "purchase", news.on(scope, "purchase", "day")),
        (
            named("complaints_received", N_("complaints received")),
            "feedback",
            f"{complaint} {news.at(scope, 'feedback', 'opened')}",
        ),
        (
            named("complaints_closed", N_("complaints closed")),
            "feedback",
            f"{complaint} {news.at(scope, 'feedback', 'closed')}",
        ),
        (
            named("other_feedback", N_("other feedback received")),
            "feedback",
            f"{other} {news.at(scope, 'feedback', 'opened')}",
        ),
        (named("surveys", N_("satisfaction surveys")), "survey", news.on(scope, "survey", "day")),
    )
    of = scope.of("r.customer_id")
    rows = tuple(
        counted_row(scope, name, table, f"{where} AND {of}") for name, table, where in counted
    )
    how = news.how(
        scope,
        N_(
            "Records whose own day is in the period: contacts by when they were made, promises by"
            " when they were kept, deals by when they were opened, purchases and surveys by their"
            " day, feedback by when it was received or closed."
        ),
    )
    columns = (Column("what", N_("Done"), Kind.WORD), COUNT)
    return Block("done", N_("What was done"), columns, rows, how, None, None, Chart.BARS, "count")


def _ended(scope: Scope, stage: Stage) -> Records:
    when = news.on(scope, "deal", "closed")
    return Records("deal r", f"r.stage = '{stage}' AND {when} AND {scope.of('r.customer_id')}")


def _closed(scope: Scope) -> Block:
    """Tell what was won and what was lost."""
    rows = []
    for stage in (Stage.WON, Stage.LOST):
        deals = _ended(scope, stage)
        ((_, (count,), ids, _),) = groups(scope, deals)
        rows.append(Row((stage, count, sums(scope, deals, closed.AMOUNT)[()]), ids))
    how = news.how(
        scope, N_("Deals by the day on which they were closed; amounts by the rates of that day.")
    )
    columns = (Column("outcome", N_("Outcome"), Kind.WORD), DEALS, AMOUNT)
    return Block("closed", N_("Won and lost"), columns, tuple(rows), how, "deal")


def _people(scope: Scope) -> Block:
    """Count who is new, and who was lost."""
    of, whose = scope.of("r.id"), scope.of("r.customer_id")
    back = f"r.result = 'back' AND {news.on(scope, 'winback_try', 'day')} AND {whose}"
    counted = (
        (named("new", N_("new")), "customer", f"{news.at(scope, 'customer', 'created')} AND {of}"),
        (named("lost", N_("lost")), "customer", f"{news.on(scope, 'customer', 'lost')} AND {of}"),
        (named("won_back", N_("won back")), "winback_try", back),
    )
    rows = tuple(counted_row(scope, name, table, where) for name, table, where in counted)
    how = news.how(
        scope,
        N_(
            "Customers by the day they were entered, by the day they were lost (and still are), and"
            " tries to win one back that did, by their day."
        ),
    )
    columns = (Column("what", N_("Customers"), Kind.WORD), COUNT)
    return Block("customers", N_("Customers who came and went"), columns, rows, how)
