"""Campaigns as they are in the book, with what came of them."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.campaign import Campaign, CampaignMember, Member, counts_until, rate
from crmcli.domain.campaign_kind import CampaignKind
from crmcli.domain.channel import Channel
from crmcli.domain.money import Money
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from crmcli.store.reads.filters.selection import Selection

_CAMPAIGNS = """
    SELECT c.id, c.name, c.kind, c.day, c.days, c.filter, c.note, c.author,
           count(m.customer_id), count(m.reached), count(m.answered), max(m.reached)
      FROM campaign c LEFT JOIN campaign_member m ON m.campaign_id = c.id
"""
_BOUGHT = """
    SELECT m.customer_id, m.reached, p.day, p.amount_minor, p.currency
      FROM campaign_member m CROSS JOIN purchase p
        ON p.customer_id = m.customer_id AND p.day BETWEEN m.reached AND :until
     WHERE m.campaign_id = :campaign AND m.reached IS NOT NULL
"""
_MEMBERS = """
    SELECT m.customer_id, u.name, u.company, m.reached, m.via, m.contact_id, m.answered
      FROM campaign_member m JOIN customer u ON u.id = m.customer_id
     WHERE m.campaign_id = :campaign
"""
_ONE = "AND m.customer_id = :customer"
_ELIGIBLE = "id, name, archived IS NOT NULL, lost IS NOT NULL, may_contact"


class Mark(NamedTuple):
    """When a customer on a list was reached, by which channel and contact, and when it answered."""

    reached: date | None
    via: Channel | None
    contact_id: int | None
    answered: date | None


class Sent(NamedTuple):
    """A customer on the list of a campaign that a contact reached, and when it answered."""

    campaign_id: int
    campaign: str
    customer_id: int
    answered: date | None


class Eligible(NamedTuple):
    """A customer, and what decides whether it is on a list or reached with the others of one."""

    member: Member
    archived: bool
    lost: bool
    may_contact: bool


class _Bought(NamedTuple):
    """On which day a customer bought first for a campaign, and its amounts by currency."""

    first: date
    amounts: Mapping[str, int]


def campaigns(connection: sqlite3.Connection) -> Iterator[Campaign]:
    """Yield all campaigns, the latest first."""
    sql = f"{_CAMPAIGNS} GROUP BY c.id ORDER BY c.day DESC, c.id DESC"
    for row in connection.execute(sql).fetchall():
        yield _campaign(connection, row)


def campaign(connection: sqlite3.Connection, campaign_id: int) -> Campaign:
    """Read a campaign that is known to be there."""
    sql = f"{_CAMPAIGNS} WHERE c.id = ? GROUP BY c.id"
    return _campaign(connection, connection.execute(sql, (campaign_id,)).fetchone())


def campaign_names(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """List ids and names of all campaigns, the latest first."""
    return connection.execute("SELECT id, name FROM campaign ORDER BY id DESC").fetchall()


def members(
    connection: sqlite3.Connection, told: Campaign, customer_id: int | None = None
) -> Iterator[CampaignMember]:
    """Yield the customers on the list of a campaign, or one of them."""
    bought = dict(_bought(connection, told.id, told.days, told.until, customer_id))
    one = "" if customer_id is None else _ONE
    sql = f"{_MEMBERS} {one} ORDER BY m.customer_id"
    for row in connection.execute(sql, {"campaign": told.id, "customer": customer_id}):
        key, name, company, reached, via, contact_id, answered = row
        found = bought.get(key)
        yield CampaignMember(
            campaign_id=told.id,
            campaign=told.name,
            customer_id=key,
            customer=name,
            company=company,
            reached=read.day(reached),
            via=read.choice(Channel, via),
            contact_id=contact_id,
            answered=read.day(answered),
            bought=None if found is None else found.first,
            amounts=() if found is None else _sums([found]),
        )


def mark(connection: sqlite3.Connection, campaign_id: int, customer_id: int) -> Mark | None:
    """Read how far a customer on a list is; None for one that is not on it."""
    sql = """
        SELECT reached, via, contact_id, answered FROM campaign_member
         WHERE campaign_id = ? AND customer_id = ?
    """
    row = connection.execute(sql, (campaign_id, customer_id)).fetchone()
    if row is None:
        return None
    reached, via, contact_id, answered = row
    return Mark(read.day(reached), read.choice(Channel, via), contact_id, read.day(answered))


def sent_with(connection: sqlite3.Connection, contact_id: int) -> list[Sent]:
    """List the campaigns whose message a contact is."""
    sql = """
        SELECT c.id, c.name, m.customer_id, m.answered
          FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id
         WHERE m.contact_id = ? ORDER BY c.id
    """
    rows = connection.execute(sql, (contact_id,)).fetchall()
    return [Sent(key, name, who, read.day(answered)) for key, name, who, answered in rows]


def answered_on(
    connection: sqlite3.Connection, customer_id: int, day: date
) -> list[tuple[int, str]]:
    """List ids and names of the campaigns that a customer answered on a local date."""
    sql = """
        SELECT c.id, c.name FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id
         WHERE m.customer_id = ? AND m.answered = ? ORDER BY c.id
    """
    return connection.execute(sql, (customer_id, day.isoformat())).fetchall()


def first_members(
    connection: sqlite3.Connection, campaign_id: int, most: int
) -> tuple[Member, ...]:
    """Read the first customers on the list of a campaign."""
    sql = """
        SELECT u.id, u.name FROM campaign_member m JOIN customer u ON u.id = m.customer_id
         WHERE m.campaign_id = ? ORDER BY m.customer_id LIMIT ?
    """
    return tuple(Member(*row) for row in connection.execute(sql, (campaign_id, most)))


def some_members(connection: sqlite3.Connection, ids: list[int]) -> tuple[Member, ...]:
    """Read what a few customers are called, in the order of their ids."""
    places = ",".join("?" * len(ids))
    sql = f"SELECT id, name FROM customer WHERE id IN ({places}) ORDER BY id"  # noqa: S608 - placeholders
    return tuple(Member(*row) for row in connection.execute(sql, ids))


def member_ids(connection: sqlite3.Connection, campaign_id: int) -> Iterator[int]:
    """Yield the ids of the customers on the list of a campaign."""
    sql = "SELECT customer_id FROM campaign_member WHERE campaign_id = ?"
    return (key for (key,) in connection.execute(sql, (campaign_id,)))


def last_contact(connection: sqlite3.Connection) -> int:
    """Read the id of the contact that was logged last."""
    (found,) = connection.execute("SELECT max(id) FROM contact").fetchone()
    return int(found)


def eligible(connection: sqlite3.Connection, wanted: Selection) -> Iterator[Eligible]:
    """Yield the customers of a selection, in its order."""
    sql = f"SELECT {_ELIGIBLE} FROM customer_card WHERE {wanted.condition} {wanted.tail}"  # noqa: S608 - see store.reads.filters.selection
    return _eligible(connection.execute(sql, wanted.parameters))


def unreached(connection: sqlite3.Connection, campaign_id: int) -> Iterator[Eligible]:
    """Yield the customers on the list of a campaign who were not reached yet."""
    sql = f"""
        SELECT {_ELIGIBLE} FROM campaign_member m JOIN customer u ON u.id = m.customer_id
         WHERE m.campaign_id = ? AND m.reached IS NULL ORDER BY m.customer_id
    """  # noqa: S608 - a constant
    return _eligible(connection.execute(sql, (campaign_id,)))


def _eligible(rows: Iterable[tuple[Any, ...]]) -> Iterator[Eligible]:
    for key, name, archived, lost, may_contact in rows:
        yield Eligible(Member(key, name), bool(archived), bool(lost), bool(may_contact))


def _campaign(connection: sqlite3.Connection, row: tuple[Any, ...]) -> Campaign:
    key, name, kind, day, days, condition, note, author, customers, reached, answered, last = row
    until = None if last is None else counts_until(date.fromisoformat(last), days)
    bought = [each for _, each in _bought(connection, key, days, until)]
    return Campaign(
        id=key,
        name=name,
        kind=CampaignKind(kind),
        day=date.fromisoformat(day),
        days=days,
        filter=condition,
        note=note,
        author=author,
        customers=customers,
        reached=reached,
        answered=answered,
        bought=len(bought),
        response_rate=rate(answered, reached),
        buying_rate=rate(len(bought), reached),
        amounts=_sums(bought),
        until=until,
    )


def _bought(
    connection: sqlite3.Connection,
    campaign_id: int,
    days: int,
    until: date | None,
    customer_id: int | None = None,
) -> Iterator[tuple[int, _Bought]]:
    """Yield who bought within some days after being reached."""
    if until is None:
        return
    one = "" if customer_id is None else _ONE
    sql = f"{_BOUGHT} {one} ORDER BY m.customer_id, p.day"
    values = {"campaign": campaign_id, "until": until.isoformat(), "customer": customer_id}
    for key, rows in groupby(connection.execute(sql, values), key=itemgetter(0)):
        first: date | None = None
        amounts: dict[str, int] = {}
        for _, reached, text, minor, currency in rows:
            day = date.fromisoformat(text)
            if day <= counts_until(date.fromisoformat(reached), days):
                first = first or day
                amounts[currency] = amounts.get(currency, 0) + minor
        if first is not None:
            yield key, _Bought(first, amounts)


def _sums(bought: list[_Bought]) -> tuple[Money, ...]:
    """Add amounts up by currency, never across."""
    sums: dict[str, int] = {}
    for each in bought:
        for currency, minor in each.amounts.items():
            sums[currency] = sums.get(currency, 0) + minor
    found = (read.money(sums[currency], currency) for currency in sorted(sums))
    return tuple(each for each in found if each is not None)
