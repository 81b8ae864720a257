"""Deals that were won or lost, as cases to learn from; a bounded number of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import NeedKind
from crmcli.domain.customer import CompanySize
from crmcli.domain.deals.nearness import PastDeal, Situation
from crmcli.domain.stage import Stage
from crmcli.store.reads import values as read
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.store.reads.reports.scope import Scope

MOST = 5000
"""How many of the latest are looked at: a book of any size answers at once."""

_COLUMNS = """
    d.id, c.name, d.title, d.stage, d.closed, d.lost_reason, k.because, k.repeat, k.avoid,
    d.customer_id, c.industry, c.company_size, c.need_kind,
    (SELECT m.from_stage FROM deal_move m
      WHERE m.deal_id = d.id AND m.stage = d.stage ORDER BY m.id DESC LIMIT 1),
    k.objection, d.amount_minor, d.currency
"""
_JOINED = "JOIN customer c ON c.id = d.customer_id LEFT JOIN deal_case k ON k.deal_id = d.id"
_WANTED = """
    SELECT id FROM (
        SELECT id FROM deal WHERE {closed} ORDER BY closed DESC, id DESC LIMIT :most)
    UNION SELECT id FROM (
        SELECT id FROM deal WHERE customer_id = :customer AND {closed} ORDER BY id DESC LIMIT :most)
    UNION SELECT deal_id FROM (
        SELECT k.deal_id FROM deal_case k JOIN deal ON deal.id = k.deal_id
         WHERE {closed} ORDER BY k.id DESC LIMIT :most)
"""


def past_deals(scope: Scope, customer_id: int) -> Iterator[PastDeal]:
    """Yield deals that were closed in a period, of the customers that are looked at.

    These are the latest, the latest of which something was noted, and the customer's own.

    Args:
        scope: what is looked at.
        customer_id: whose deals are among them in any case, if they are looked at.
    """
    closed = f"{scope.on('deal.closed')} AND {scope.of('deal.customer_id')}"
    wanted = _WANTED.format(closed=closed)
    sql = f"SELECT {_COLUMNS} FROM ({wanted}) w JOIN deal d ON d.id = w.id {_JOINED}"  # noqa: S608 - our names
    values = {**scope.values, "most": MOST, "customer": customer_id}
    for row in scope.connection.execute(sql, values):
        yield _past(row)


def situation_of_deal(connection: sqlite3.Connection, deal_id: int) -> Situation | None:
    """Read what a deal is like; None if there is none with this id."""
    if not 0 < deal_id <= LARGEST_ID:
        return None
    sql = f"SELECT {_COLUMNS}, d.closed IS NULL FROM deal d {_JOINED} WHERE d.id = ?"  # noqa: S608 - constants
    row = connection.execute(sql, (deal_id,)).fetchone()
    if row is None:
        return None
    stage = row[3] if row[-1] else row[13]
    return _situation((*row[9:13], stage, *row[14:17]))


def situation_of_customer(connection: sqlite3.Connection, customer_id: int) -> Situation:
    """Read what is known of a customer without a deal: its trade, size, need and potential."""
    sql = """
        SELECT id, industry, company_size, need_kind, NULL, NULL, potential_minor,
               potential_currency
          FROM customer WHERE id = ?
    """
    return _situation(connection.execute(sql, (customer_id,)).fetchone())


def nearest_open_deal(connection: sqlite3.Connection, customer_id: int) -> int | None:
    """Find a customer's open deal that is expected to close first; None without any."""
    sql = """
        SELECT id FROM deal WHERE customer_id = ? AND closed IS NULL
         ORDER BY expected_close IS NULL, expected_close, id LIMIT 1
    """
    row = connection.execute(sql, (customer_id,)).fetchone()
    return None if row is None else int(row[0])


def _past(row: tuple[Any, ...]) -> PastDeal:
    key, customer, title, result, closed, lost_reason, why, repeat, avoid = row[:9]
    return PastDeal(
        id=key,
        customer=customer,
        title=title,
        result=Stage(result),
        closed=date.fromisoformat(closed),
        lost_reason=lost_reason,
        why=why,
        repeat=repeat,
        avoid=avoid,
        situation=_situation(row[9:]),
    )


def _situation(row: tuple[Any, ...]) -> Situation:
    customer_id, industry, size, need, stage, objection, minor, currency = row
    return Situation(
        customer_id,
        industry=industry,
        company_size=read.choice(CompanySize, size),
        need_kind=read.choice(NeedKind, need),
        stage=read.choice(Stage, stage),
        objection=objection,
        amount=read.money(minor, currency),
    )
