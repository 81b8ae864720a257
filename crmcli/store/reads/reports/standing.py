"""What stands today, whatever the period: what is owed and at risk; and what comes after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.domain.due import DueQuery
from crmcli.domain.due_kind import KIND_ORDER, DueKind
from crmcli.domain.message import message
from crmcli.domain.reports.named import named
from crmcli.domain.reports.period import ReportPeriod, calendar_period
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads import due
from crmcli.store.reads.reports.counting import Part, Records, groups
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from crmcli.domain.reports.named import Named
    from crmcli.store.reads.reports.scope import Scope

COUNT = Column("count", N_("How many"))


def counted_row(scope: Scope, name: Named, table: str, where: str) -> Row:
    """Count the records of a table that meet a condition, as a row."""
    ((_, (count,), ids, _),) = groups(scope, Records(f"{table} r", where))
    return Row((name, count), ids, table)


def owed(scope: Scope) -> Block:
    """Count what is on the due list today."""
    condition, values = due.conditions(DueQuery(scope.today))
    late = "r.due_day < :today_day"
    found = {
        DueKind(each.keys[0]): each
        for each in groups(
            scope,
            _obligations(scope, condition, {**values, "today_day": scope.today.toordinal()}),
            ("count(*)", f"sum({late})"),
            (Part("overdue", late),),
        )
    }
    rows = tuple(
        Row((kind, *found[kind].figures), found[kind].ids, parts=found[kind].parts)
        for kind in KIND_ORDER
        if kind in found
    )
    how = message(
        N_(
            "The rows of the due list as it is today, whatever the period; overdue are those that"
            " were due before today. Records are their customers."
        )
    )
    columns = (
        Column("kind", N_("What"), Kind.WORD),
        Column("due", N_("Due")),
        Column("overdue", N_("Of these overdue")),
    )
    total = with_total(scope, rows)
    title = N_("What is owed today")
    return Block(
        "due", title, columns, rows, how, "customer", total, Chart.BARS, "due"
    ).as_it_stands()


def _obligations(scope: Scope, condition: str, values: dict[str, object]) -> Records:
    """Give obligations by their kind, with the customer as their id."""
    picked = f"SELECT o.kind, o.due_day, o.customer_id AS id FROM {due.TABLES} WHERE {condition}"  # noqa: S608 - our own names
    return Records(f"({picked}) r", scope.of("r.id"), ("r.kind",), values)


def risk(scope: Scope) -> Block:
    """Count what may go wrong."""
    of, whose = scope.of("r.id"), scope.of("r.customer_id")
    opened = f"r.kind = 'complaint' AND r.closed IS NULL AND {whose}"
    mine = f"r.state = 'open' AND NOT r.theirs AND r.by < :today AND {whose}"
    late_complaint = (
        "r.id IN (SELECT subject_id FROM obligation WHERE kind = 'complaint' AND due_at < :now)"
    )
    late = f"r.importance = 'key' AND {_owing('follow_up', 'relationship', days='<')} AND {of}"
    counted = (
        (named("open_complaints", N_("open complaints")), "feedback", opened),
        (
            named("complaints_overdue", N_("of these overdue")),
            "feedback",
            f"{opened} AND {late_complaint}",
        ),
        (named("promises_overdue", N_("promises of mine overdue")), "promise", mine),
        (
            named("deals_due", N_("deals past their date or quiet for too long")),
            "deal",
            f"{_owing('deal')} AND {whose}",
        ),
        (
            named("warnings_due", N_("customers with a warning that is due")),
            "customer",
            f"{_owing('churn')} AND {of}",
        ),
        (named("key_customers_overdue", N_("key customers overdue")), "customer", late),
    )
    rows = tuple(counted_row(scope, name, table, where) for name, table, where in counted)
    how = message(
        N_(
            "What stands today, whatever the period: complaints that are not closed, overdue where"
            " the limit of their next step has run out, promises of mine past their day, deals that"
            " are due, customers whose churn warning is on the due list (who may not be contacted"
            " never is), key customers whose follow-up or relationship is overdue."
        )
    )
    columns = (Column("what", N_("At risk"), Kind.WORD), COUNT)
    return Block("risk", N_("What is at risk today"), columns, rows, how).as_it_stands()


def _owing(*kinds: str, days: str = "<=") -> str:
    """Give the condition that a record is the subject of what is due by today, or before."""
    named = ", ".join(f"'{each}'" for each in kinds)
    return (
        f"r.id IN (SELECT subject_id FROM obligation"  # noqa: S608 - our own names
        f" WHERE kind IN ({named}) AND due {days} :today)"
    )


def coming(scope: Scope) -> Block:
    """Count what falls into the period that follows."""
    following = next_period(scope.period, scope.today)
    values: dict[str, object] = {
        "from": following.since.isoformat(),
        "to": following.until.isoformat(),
    }
    within = "o.due BETWEEN :from AND :to AND c.archived IS NULL AND coalesce(p.theirs, 0) = 0"
    found = {
        DueKind(each.keys[0]): (each.figures[0], each.ids)
        for each in groups(scope, _obligations(scope, within, values))
    }
    rows = [Row((kind, found[kind][0]), found[kind][1]) for kind in KIND_ORDER if kind in found]
    deals = Records(
        "deal r",
        f"r.closed IS NULL AND r.expected_close BETWEEN :from AND :to"
        f" AND {scope.of('r.customer_id')}",
        values=values,
    )
    ((_, (count,), ids, _),) = groups(scope, deals)
    rows.append(Row((named("expected_closes", N_("deals expected to close")), count), ids, "deal"))
    how = message(
        N_("What falls due from {first} to {last}, as it stands today. Records are customers."),
        first=following.first,
        last=following.last,
    )
    note = message(N_("From {first} to {last}."), first=following.first, last=following.last)
    columns = (Column("kind", N_("What"), Kind.WORD), COUNT)
    block = Block("next", N_("What comes next"), columns, tuple(rows), how, "customer")
    return block.as_it_stands().noted(note)


def next_period(period: ReportPeriod, today: date) -> ReportPeriod:
    """Give the days that follow a period, but none before today.

    After a calendar period it is the next one, after any other as many days, after one without a
    beginning or an end a week.
    """
    if period.first is None or period.last is None or period.last == date.max:
        return ReportPeriod(today, today + timedelta(days=6))
    start = period.last + timedelta(days=1)
    try:
        if period.calendar is not None:
            end = calendar_period(period.calendar, start).until
        else:
            end = start + (period.last - period.first)
    except (ValueError, OverflowError):
        end = date.max
    return ReportPeriod(max(start, today), max(end, today))
