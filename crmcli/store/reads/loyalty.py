"""Loyalty points as they are in the book: ledgers, and what lines of purchases are counted from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.loyalty import LoyaltyAccount, LoyaltyLine
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.domain.loyalty_levels import Level, level_after, level_of
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_REFERRAL = "loyalty.referral"
_IN_USE = """
    SELECT EXISTS (SELECT 1 FROM policy_change WHERE name IN ('loyalty.points', 'loyalty.referral'))
        OR EXISTS (SELECT 1 FROM loyalty_entry)
"""
_ACCOUNTS = """
    SELECT c.id, c.name, c.company,
           coalesce(sum(iif(e.kind = 'redeemed', 0, e.points)), 0) AS earned,
           -coalesce(sum(iif(e.kind = 'redeemed', e.points, 0)), 0) AS redeemed,
           (SELECT count(*) FROM customer r WHERE r.referred_by = c.id),
           (SELECT count(*) FROM customer r WHERE r.referred_by = c.id AND r.purchases > 0)
      FROM customer c
"""


class CreditLine(NamedTuple):
    """The line of a ledger that a purchase has."""

    id: int
    points: int


class Referral(NamedTuple):
    """The line of a ledger that the first purchase of a referred customer brought."""

    customer_id: int
    customer: str
    points: int


class Credited(NamedTuple):
    """A purchase as its points are counted from it, with the line it has."""

    id: int
    customer_id: int
    minor: int | None
    line: CreditLine | None


def is_in_use(connection: sqlite3.Connection) -> bool:
    """Tell whether points were ever given, or are to be."""
    (found,) = connection.execute(_IN_USE).fetchone()
    return bool(found)


def has_lines(connection: sqlite3.Connection, customer_id: int) -> bool:
    """Tell whether a customer has a line in its ledger."""
    sql = "SELECT 1 FROM loyalty_entry WHERE customer_id = ? LIMIT 1"
    return connection.execute(sql, (customer_id,)).fetchone() is not None


def balance(connection: sqlite3.Connection, customer_id: int) -> int:
    """Add up the ledger of a customer."""
    sql = "SELECT coalesce(sum(points), 0) FROM loyalty_entry WHERE customer_id = ?"
    (found,) = connection.execute(sql, (customer_id,)).fetchone()
    return int(found)


def purchase_points(connection: sqlite3.Connection) -> int:
    """Add up what all purchases brought."""
    sql = "SELECT coalesce(sum(points), 0) FROM loyalty_entry WHERE purchase_id IS NOT NULL"
    (found,) = connection.execute(sql).fetchone()
    return int(found)


def referral_count(connection: sqlite3.Connection) -> int:
    """Count the lines for referrals of customers that are in the book."""
    sql = "SELECT count(*) FROM loyalty_entry WHERE referred_id IS NOT NULL"
    (found,) = connection.execute(sql).fetchone()
    return int(found)


def accounts(
    connection: sqlite3.Connection,
    levels: Sequence[Level],
    *,
    archived: bool = False,
    limit: int | None = None,
) -> Iterator[LoyaltyAccount]:
    """Yield who has a ledger, the one who earned most first.

    Args:
        connection: the reading door.
        levels: which there are.
        archived: whether archived customers are among them.
        limit: how many to yield at the most.
    """
    kept = "" if archived else "WHERE c.archived IS NULL"
    sql = (
        f"{_ACCOUNTS} JOIN loyalty_entry e ON e.customer_id = c.id {kept}"
        " GROUP BY c.id ORDER BY earned DESC, redeemed, c.id LIMIT ?"
    )
    most = -1 if limit is None else min(limit, LARGEST_ID)
    for row in connection.execute(sql, (most,)):
        yield _account(row, levels)


def account(
    connection: sqlite3.Connection, customer_id: int, levels: Sequence[Level]
) -> LoyaltyAccount:
    """Read what a customer that is known to be there has, be it nothing."""
    sql = (
        f"{_ACCOUNTS} LEFT JOIN loyalty_entry e ON e.customer_id = c.id"
        " WHERE c.id = ? GROUP BY c.id"
    )
    return _account(connection.execute(sql, (customer_id,)).fetchone(), levels)


def ledger(connection: sqlite3.Connection, customer_id: int) -> Iterator[LoyaltyLine]:
    """Yield the lines of a ledger as they were written, each with the balance after it."""
    sql = """
        SELECT e.id, e.day, e.kind, e.points, e.purchase_id, e.referred_id, r.name, e.reason,
               e.author
          FROM loyalty_entry e LEFT JOIN customer r ON r.id = e.referred_id
         WHERE e.customer_id = ? ORDER BY e.id
    """
    present = 0
    for row in connection.execute(sql, (customer_id,)):
        key, day, kind, points, purchase_id, referred_id, referred, reason, author = row
        present += points
        yield LoyaltyLine(
            id=key,
            day=date.fromisoformat(day),
            kind=LoyaltyKind(kind),
            points=points,
            balance=present,
            purchase_id=purchase_id,
            referred_id=referred_id,
            referred=referred,
            reason=reason,
            author=author,
        )


def purchase(connection: sqlite3.Connection, purchase_id: int) -> Credited:
    """Read a purchase that is known to be there, and the line it has."""
    sql = """
        SELECT p.customer_id, p.book_minor, e.id, e.points
          FROM purchase p LEFT JOIN loyalty_entry e ON e.purchase_id = p.id WHERE p.id = ?
    """
    owner, minor, line, points = connection.execute(sql, (purchase_id,)).fetchone()
    found = None if line is None else CreditLine(line, points)
    return Credited(purchase_id, owner, minor, found)


def uncredited(connection: sqlite3.Connection, customer_id: int) -> Iterator[Credited]:
    """Yield the purchases of a customer of which the amount is known and that have no line."""
    sql = """
        SELECT id, book_minor FROM purchase p
         WHERE customer_id = ? AND book_minor IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM loyalty_entry e WHERE e.purchase_id = p.id) ORDER BY id
    """
    for key, minor in connection.execute(sql, (customer_id,)):
        yield Credited(key, customer_id, minor, None)


def purchases_of(connection: sqlite3.Connection, customer_id: int) -> list[int]:
    """List the ids of a customer's purchases."""
    sql = "SELECT id FROM purchase WHERE customer_id = ?"
    return [key for (key,) in connection.execute(sql, (customer_id,))]


def uncredited_referrer(connection: sqlite3.Connection, customer_id: int) -> int | None:
    """Return who referred a customer; None if nobody did, or has the points for it already."""
    sql = """
        SELECT referred_by FROM customer WHERE id = :id AND NOT EXISTS
               (SELECT 1 FROM loyalty_entry WHERE kind = 'referral' AND referred_id = :id)
    """
    found = connection.execute(sql, {"id": customer_id}).fetchone()
    return None if found is None else found[0]


def referrer(connection: sqlite3.Connection, customer_id: int) -> int | None:
    """Return who referred a customer; None if nobody did."""
    sql = "SELECT referred_by FROM customer WHERE id = ?"
    found = connection.execute(sql, (customer_id,)).fetchone()
    return None if found is None else found[0]


def referral(connection: sqlite3.Connection, referred_id: int) -> Referral | None:
    """Read who has the points for having referred a customer, and how many; None if nobody has."""
    sql = """
        SELECT e.customer_id, c.name, e.points
          FROM loyalty_entry e JOIN customer c ON c.id = e.customer_id
         WHERE e.kind = 'referral' AND e.referred_id = ? ORDER BY e.id LIMIT 1
    """
    found = connection.execute(sql, (referred_id,)).fetchone()
    return None if found is None else Referral(*found)


def referrers(connection: sqlite3.Connection) -> dict[int, Referral]:
    """Read what everybody has for referrals, added up, by the id of the customer who has it."""
    sql = """
        SELECT e.customer_id, c.name, sum(e.points)
          FROM loyalty_entry e JOIN customer c ON c.id = e.customer_id
         WHERE e.kind = 'referral' GROUP BY e.customer_id
    """
    return {row[0]: Referral(*row) for row in connection.execute(sql)}


def first_purchase(connection: sqlite3.Connection, customer_id: int) -> date | None:
    """Read the local date of a customer's first purchase; None if it has none."""
    sql = "SELECT min(day) FROM purchase WHERE customer_id = ?"
    (found,) = connection.execute(sql, (customer_id,)).fetchone()
    return None if found is None else date.fromisoformat(found)


def referral_points_on(connection: sqlite3.Connection, day: date) -> int:
    """Read how many points a referral brought on a local date; 0 before any were given."""
    sql = """
        SELECT value FROM policy_change WHERE name = ? AND day <= ? ORDER BY id DESC LIMIT 1
    """
    row = connection.execute(sql, (_REFERRAL, day.isoformat())).fetchone()
    return 0 if row is None else int(row[0])


def _account(row: tuple[Any, ...], levels: Sequence[Level]) -> LoyaltyAccount:
    key, name, company, gained, redeemed, referred, bought = row
    # Taken by hand, and then the purchase is removed: nothing is earned less than never.
    earned = max(0, gained)
    at, above = level_of(earned, levels), level_after(earned, levels)
    return LoyaltyAccount(
        customer_id=key,
        customer=name,
        company=company,
        balance=gained - redeemed,
        earned=earned,
        redeemed=redeemed,
        level=None if at is None else at.name,
        next_level=None if above is None else above.name,
        missing=None if above is None else above.points - earned,
        referred=referred,
        referred_bought=bought,
    )
