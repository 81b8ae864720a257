"""Deals as they are in the book, seen from a day and under the policy in force."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.deals.deal import Deal, DealCase, DealMove, DealSort, share
from crmcli.domain.deals.due import deal_due, quiet_since
from crmcli.domain.money import Money
from crmcli.domain.stage import CLOSED_STAGES, OPEN_STAGES, Stage
from crmcli.domain.text import fold
from crmcli.store.reads import values as read
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.counting import Rhythm
    from crmcli.domain.deals.deal import DealQuery
    from crmcli.domain.policy import Policy

_COLUMNS = """
    d.id, d.customer_id, c.name, d.title, d.amount_minor, d.currency, d.stage, d.probability,
    d.expected_close, d.opened, d.closed, d.lost_reason, c.company, c.owner, d.stage_since,
    d.notes, d.author, c.last_contact, c.archived IS NOT NULL,
    (SELECT min(b.id) FROM feedback b
      WHERE b.customer_id = d.customer_id AND b.kind = 'complaint' AND b.closed IS NULL)
"""
_FROM = "FROM deal d JOIN customer c ON c.id = d.customer_id"
_QUIET = "max(d.opened, d.stage_since, coalesce(c.last_contact, ''))"
_PLACES = " ".join(f"WHEN '{stage}' THEN {at}" for at, stage in enumerate(Stage))

_WORTH = "(SELECT value FROM json_each(:worth) WHERE key = d.currency)"

_ORDERS: Mapping[DealSort, tuple[str, ...]] = {
    DealSort.EXPECTED_CLOSE: ("d.expected_close IS NULL", "d.expected_close"),
    DealSort.AMOUNT: (
        f"CASE WHEN d.currency IS NULL THEN 2 ELSE {_WORTH} IS NULL END",
        f"iif({_WORTH} IS NULL, d.currency, '')",
        f"d.amount_minor * coalesce({_WORTH}, 1)",
    ),
    DealSort.STAGE: (f"CASE d.stage {_PLACES} END",),
    DealSort.OPENED: ("d.opened",),
    DealSort.CLOSED: ("d.closed IS NULL", "d.closed"),
    DealSort.CUSTOMER: ("c.name", "d.customer_id"),
    DealSort.TITLE: ("d.title",),
    DealSort.ID: (),
}
"""What a list is ordered by; the last of several is what is turned round, what is absent is last.

Amounts are compared by the rates of the day; of a currency without one they come after, for
themselves.
"""


_OF_CUSTOMERS = {
    "owners": "c.owner IN (SELECT value FROM json_each(:owners))",
    "grades": "c.grade IN (SELECT value FROM json_each(:grades))",
    "tags": "c.id IN (SELECT t.customer_id FROM json_each(:tags) w JOIN tag t ON t.tag = w.value)",
}
"""What the customers of a list of deals are, each with its parameter of the same name."""


class StageNumbers(NamedTuple):
    """What a policy says of a stage: its chance in percent, and how long it may be quiet."""

    chance: int
    limit: Rhythm


def stage_numbers(policy: Policy) -> dict[Stage, StageNumbers]:
    """Read once what a policy says of each open stage."""
    return {
        stage: StageNumbers(
            policy.count(f"stage.{stage}"), policy.rhythm("quiet", policy.span(f"quiet.{stage}"))
        )
        for stage in OPEN_STAGES
    }


def deal(connection: sqlite3.Connection, deal_id: int, today: date, policy: Policy) -> Deal | None:
    """Read one deal; None if there is none with this id.

    Args:
        connection: the reading door, or that of a transaction.
        deal_id: which.
        today: the local date it is seen from.
        policy: the numbers in force.
    """
    if not 0 < deal_id <= LARGEST_ID:
        return None
    return next(deals_at(connection, [deal_id], today, policy), None)


def deals_at(
    connection: sqlite3.Connection, ids: Sequence[int], today: date, policy: Policy
) -> Iterator[Deal]:
    """Yield the deals with some ids, in any order; arguments as for `deal`."""
    numbers = stage_numbers(policy)
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE d.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
    for row in connection.execute(sql, (json.dumps(list(ids)),)):
        yield _deal(row, today, numbers)


def deals(connection: sqlite3.Connection, query: DealQuery, policy: Policy) -> Iterator[Deal]:
    """Yield the deals of a query, in its order."""
    numbers = stage_numbers(policy)
    condition, parameters = _condition(connection, query)
    if query.sort is DealSort.AMOUNT:
        parameters["worth"] = _worth(connection, query.today)
    order = _order(query, numbers, parameters)
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE {condition} ORDER BY {order}"
    left = query.limit
    for row in connection.execute(sql, parameters):
        found = _deal(row, query.today, numbers)
        if not _is_asked_for(found, query):
            continue
        if left is not None:
            left -= 1
            if left < 0:
                return
        yield found


def moves_of(connection: sqlite3.Connection, deal_id: int) -> tuple[DealMove, ...]:
    """Read the moves of a deal, the first one first."""
    sql = "SELECT stage, at, note, from_stage, author FROM deal_move WHERE deal_id = ? ORDER BY id"
    return tuple(
        DealMove(Stage(stage), datetime.fromisoformat(at), note, read.choice(Stage, before), author)
        for stage, at, note, before, author in connection.execute(sql, (deal_id,))
    )


def case_of(connection: sqlite3.Connection, deal_id: int) -> DealCase | None:
    """Read what was learnt from a deal; None if nobody said so."""
    sql = "SELECT day, objection, because, repeat, avoid FROM deal_case WHERE deal_id = ?"
    row = connection.execute(sql, (deal_id,)).fetchone()
    return None if row is None else DealCase(date.fromisoformat(row[0]), *row[1:])


def purchases_of(connection: sqlite3.Connection, deal_id: int) -> tuple[int, ...]:
    """Read the ids of the purchases that came from a deal."""
    sql = "SELECT id FROM purchase WHERE deal_id = ? ORDER BY id"
    return tuple(key for (key,) in connection.execute(sql, (deal_id,)))


def _worth(connection: sqlite3.Connection, today: date) -> str:
    """Give as JSON what a minor unit of each currency is worth, the book's own among them."""
    from crmcli.store.reads.trade import rates  # noqa: PLC0415 - one order of many

    known = rates(connection)
    return json.dumps({**known.factors(today), known.base: 1})


def _condition(connection: sqlite3.Connection, query: DealQuery) -> tuple[str, dict[str, object]]:
    parts, values = [], dict[str, object]()
    stages = ", ".join(f"'{stage}'" for stage in query.stages)
    wanted = f"d.stage IN ({stages})"
    if query.stages == OPEN_STAGES:
        wanted = "d.closed IS NULL"
    if query.closed_since is not None:
        ended = any(each in CLOSED_STAGES for each in query.stages)
        alone = f"{wanted} AND (d.closed IS NULL OR d.closed >= :closed_since)"
        wanted = alone if ended else f"({wanted} OR d.closed >= :closed_since)"
        values["closed_since"] = query.closed_since.isoformat()
    parts.append(wanted)
    if query.customer_id is not None:
        parts.append("d.customer_id = :customer")
        values["customer"] = query.customer_id
    elif not query.archived:
        parts.append("c.archived IS NULL")
    tags = _tags_named(connection, query.tags) if query.tags else ()
    for name, given, listed in (
        ("owners", query.owners, query.owners),
        ("grades", query.grades, query.grades),
        ("tags", query.tags, tags),
    ):
        if given:
            parts.append(_OF_CUSTOMERS[name])
            values[name] = json.dumps(listed)
    return " AND ".join(parts), values


def _tags_named(connection: sqlite3.Connection, tags: Sequence[str]) -> list[str]:
    """List the tags of the book that are called so, however they are spelled."""
    wanted = {fold(each) for each in tags}
    found = connection.execute("SELECT DISTINCT tag FROM tag")
    return [tag for (tag,) in found if fold(tag) in wanted]


def _order(
    query: DealQuery, numbers: Mapping[Stage, StageNumbers], values: dict[str, object]
) -> str:
    turned = query.reverse
    if query.sort is DealSort.QUIET_DAYS:
        # The longer ago its last sign was, the longer it was quiet.
        parts, turned = ["d.closed IS NOT NULL", _QUIET], not turned
    elif query.sort is DealSort.PROBABILITY:
        parts = [_chance(numbers, values)]
    else:
        parts = list(_ORDERS[query.sort])
    if turned and parts:
        parts[-1] += " DESC"
    tail = "d.id DESC" if query.reverse and not parts else "d.id"
    return ", ".join([*parts, tail])


def _chance(numbers: Mapping[Stage, StageNumbers], values: dict[str, object]) -> str:
    for stage in Stage:
        values[f"chance_{stage}"] = numbers[stage].chance if stage in numbers else _ENDS[stage]
    cases = " ".join(f"WHEN '{stage}' THEN :chance_{stage}" for stage in Stage)
    ended = f"CASE WHEN d.closed IS NULL THEN d.probability END, CASE d.stage {cases} END"
    return f"coalesce({ended})"


def _is_asked_for(found: Deal, query: DealQuery) -> bool:
    if query.overdue and not found.is_overdue:
        return False
    if query.quiet_beyond is None:
        return True
    return found.quiet_days is not None and found.quiet_days > query.quiet_beyond


def _deal(row: tuple[Any, ...], today: date, numbers: Mapping[Stage, StageNumbers]) -> Deal:
    key, customer_id, customer, title, minor, currency, stage, own, close, opened = row[:10]
    closed, lost_reason, company, owner, since, notes, author, contacted, archived = row[10:19]
    stage, amount = Stage(stage), read.money(minor, currency)
    entered, moved, close = date.fromisoformat(opened), date.fromisoformat(since), read.day(close)
    quiet = quiet_since(entered, moved, read.day(contacted))
    due = None
    if stage in numbers and not archived:
        due = deal_due(close, quiet, numbers[stage].limit, stage)
    chance = numbers[stage].chance if stage in numbers else _ENDS[stage]
    if stage in numbers and own is not None:
        chance = own
    return Deal(
        id=key,
        customer_id=customer_id,
        customer=customer,
        title=title,
        amount=amount,
        stage=stage,
        probability=chance,
        expected_close=close,
        opened=entered,
        closed=read.day(closed),
        quiet_days=max(0, (today - quiet).days) if stage in numbers else None,
        lost_reason=lost_reason,
        company=company,
        owner=owner,
        stage_since=moved,
        weighted=None if amount is None else Money(share(amount.minor, chance), amount.currency),
        own_probability=own is not None,
        due=None if due is None else due.due,
        due_basis=None if due is None else due.basis,
        overdue_days=None if due is None else (today - due.due).days,
        notes=notes,
        author=author,
        complaint=row[19],
    )


_ENDS = {Stage.WON: 100, Stage.LOST: 0}
"""The chance of a deal whose end is known."""
