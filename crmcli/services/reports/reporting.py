"""Making a report: what is looked at is settled once, then each table is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from crmcli.domain.message import counted, message
from crmcli.domain.reports.comparing import compared
from crmcli.domain.reports.known import KNOWN, known
from crmcli.domain.reports.period import coming_before
from crmcli.domain.reports.report import Report
from crmcli.domain.reports.unrated import noted
from crmcli.errors import N_
from crmcli.services.customers.listing import reading_of, selection_of
from crmcli.store.instants import instant_text
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.reports.axes import axes_of
from crmcli.store.reads.reports.own import asked, own_count
from crmcli.store.reads.reports.scope import Scope
from crmcli.store.reads.trade import rates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from crmcli.domain.message import Message
    from crmcli.domain.reports.period import ReportPeriod
    from crmcli.domain.reports.report import Block
    from crmcli.domain.reports.summed import Summed
    from crmcli.services.customers.listing import ListQuery
    from crmcli.store.book import Book
    from crmcli.store.reads.saved_reports import Mark

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a user counts.

    Args:
        axes: by which fields, one or two.
        summed: what is added up beside; None to count customers alone.
    """

    axes: tuple[str, ...]
    summed: Summed | None = None


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What a report is asked for.

    Args:
        name: which one.
        period: the days it is about.
        customers: whose records count; its order and limit do not matter.
        now: the aware instant at which it is asked.
        filter: the same in words; None for all customers.
        compared: whether it is compared with the period before.
        explained: whether it is told how each figure came about, and from which records.
        since: the moment after which what is told must have been recorded; None for whenever.
        counted: what a user counts; None for a report of crm's own.
    """

    name: str
    period: ReportPeriod
    customers: ListQuery
    now: datetime
    filter: str | None = None
    compared: bool = False
    explained: bool = False
    since: Mark | None = None
    counted: Counted | None = None


def report(book: Book, query: ReportQuery, progress: Progress | None = None) -> Report:
    """Make a report.

    Args:
        book: the book.
        query: which report, of what.
        progress: told how much of how much is done, where that takes long.

    Raises:
        CrmError: there is no such report, a filter cannot be read, or there is no period before.
    """
    counted = query.counted
    title = known(query.name).question if counted is None else asked(counted.axes, counted.summed)
    with book.reading() as connection:
        return made(
            connection, query, title, lambda scope: blocks_of(scope, query), progress=progress
        )


def made(
    connection: sqlite3.Connection,
    query: ReportQuery,
    title: str | Message,
    counted: Callable[[Scope], tuple[Block, ...]],
    *,
    base: tuple[Message, ...] = (),
    progress: Progress | None = None,
) -> Report:
    """Make a report of what counts its tables.

    Args:
        connection: the reading door.
        query: which report, of what.
        title: what it answers, a message id or a message.
        counted: counts the tables of a period.
        base: what its figures rest on beside the customers.
        progress: as for `report`.

    Raises:
        CrmError: a filter cannot be read, or there is no period before.
    """
    before = _before(query) if query.compared else None
    scope = _scope(connection, query)
    if progress is not None:
        scope = replace(scope, progress=progress)
    blocks = counted(scope)
    if before is not None:
        blocks = compared(blocks, counted(_moved(scope, before, query.customers.zone)))
    elif query.compared:
        why = _STANDS if query.counted is not None else _OVER
        blocks = (blocks[0].noted(message(why)), *blocks[1:])
    return Report(
        name=query.name,
        title=title,
        today=scope.today,
        period=query.period,
        base=(*_base(scope, query), *base),
        blocks=tuple(noted(each) for each in blocks),
        before=before,
        explained=query.explained,
    )


def _before(query: ReportQuery) -> ReportPeriod | None:
    """Give the period a report is compared with; None where nothing is known of it."""
    if query.counted is not None and query.counted.summed is None:
        return None
    if query.name in KNOWN and KNOWN[query.name].ahead:
        return coming_before(query.period, query.customers.today)
    return query.period.before()


_OVER = N_(
    "The days before are over, and what was owed on them is not kept: there is nothing to compare"
    " with. A period after the present one has, as in --period next-week."
)
_STANDS = N_("What is counted stands today: there is nothing before to compare it with.")


def blocks_of(scope: Scope, query: ReportQuery) -> tuple[Block, ...]:
    """Count the tables of a report.

    Args:
        scope: what is looked at.
        query: which report.
    """
    if query.counted is not None:
        return _own(scope, query.counted, query.customers.zone)
    module = import_module(f"crmcli.store.reads.reports.{known(query.name).module}")
    found: tuple[Block, ...] = getattr(module, query.name)(scope)
    return found


def _own(scope: Scope, counted: Counted, zone: tzinfo | None) -> tuple[Block, ...]:
    reading = reading_of(scope.connection, scope.today)
    axes, values = axes_of(counted.axes, reading, scope.today, zone)
    return own_count(scope, axes, values, counted.summed)


def _scope(connection: sqlite3.Connection, query: ReportQuery) -> Scope:
    wanted = query.customers
    found = selection_of(connection, wanted) if is_narrowed(wanted) else None
    since, until = bounds(query.period, wanted.zone)
    return Scope(
        connection=connection,
        whom=None if found is None else found.condition,
        archived=wanted.everybody,
        parameters={} if found is None else found.parameters,
        period=query.period,
        since=since,
        until=until,
        today=wanted.today,
        now=query.now,
        policy=book_reads.policy(connection),
        rates=rates(connection),
        explained=query.explained,
        mark=query.since,
    )


def is_narrowed(customers: ListQuery) -> bool:
    """Tell whether only some of the customers are asked for."""
    return bool(customers.where or customers.archived or any(customers.chosen.values()))


def _moved(scope: Scope, period: ReportPeriod, zone: tzinfo | None) -> Scope:
    since, until = bounds(period, zone)
    return replace(scope, period=period, since=since, until=until)


def bounds(period: ReportPeriod, zone: tzinfo | None) -> tuple[str, str]:
    """Give the UTC instants at which a period begins and is over, as the book keeps them.

    Args:
        period: the days.
        zone: the time zone whose days they are; None for the machine's.
    """
    since = "" if period.first is None else _midnight(period.first, zone)
    if period.last is None or period.last == date.max:
        return since, _NEVER
    return since, _midnight(period.last + timedelta(days=1), zone)


_NEVER = "~"
"""Later than every instant, which begins with a digit."""


def _midnight(day: date, zone: tzinfo | None) -> str:
    naive = datetime.combine(day, time())
    try:
        local = naive.astimezone() if zone is None else naive.replace(tzinfo=zone)
        return instant_text(local)
    except (OverflowError, ValueError):
        # The days at either end of the calendar have no UTC instant.
        return "" if day.year == 1 else _NEVER


def _base(scope: Scope, query: ReportQuery) -> Iterator[Message]:
    """Say what the figures rest on."""
    count = scope.connection.execute
    whole = f"SELECT count(*) FROM customer WHERE {scope.of('id')}"  # noqa: S608 - our own names
    (customers,) = count(whole, scope.values).fetchone()
    yield counted("{count} customer", "{count} customers", customers)
    if query.since is not None:
        yield message(N_("what was recorded since {at}"), at=query.since.at)
    if query.filter is not None:
        yield message(N_("only where {filter}"), filter=query.filter)
    if not query.customers.everybody:
        (left,) = count("SELECT count(*) FROM customer WHERE archived IS NOT NULL").fetchone()
        if left:
            text = N_("{count} archived customer left out")
            yield counted(text, N_("{count} archived customers left out"), left)
