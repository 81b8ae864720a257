"""Loyalty points that moved: of a customer that bought, and of who referred it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.loyalty import PointsMoved
from crmcli.store.reads.loyalty import Referral, balance, referral, referrers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping


class PointsBefore(NamedTuple):
    """What there was before a change: the points of a customer, and of who referred it."""

    balance: int
    referral: Referral | None


def points_before(connection: sqlite3.Connection, customer_id: int) -> PointsBefore:
    """Read what there is, before purchases of a customer change."""
    return PointsBefore(balance(connection, customer_id), referral(connection, customer_id))


def points_moved(
    connection: sqlite3.Connection, before: Referral | None, referred_id: int
) -> Iterator[PointsMoved]:
    """Yield who lost and who got the points of a referral.

    Args:
        connection: that of the transaction.
        before: who had them before.
        referred_id: the customer that was referred.
    """
    after = referral(connection, referred_id)
    if before == after:
        return
    for found, sign in ((before, -1), (after, 1)):
        if found is not None:
            owner = found.customer_id
            has = balance(connection, owner)
            yield PointsMoved(owner, found.customer, sign * found.points, has)


def all_referral_points_moved(
    connection: sqlite3.Connection, before: Mapping[int, Referral]
) -> Iterator[PointsMoved]:
    """Yield who has fewer points for referrals than before, then who has more.

    Args:
        connection: that of the transaction.
        before: what everybody had before (`store.reads.loyalty.referrers`).
    """
    after = referrers(connection)
    changes = {
        owner: sum(
            each[owner].points * sign for each, sign in ((before, -1), (after, 1)) if owner in each
        )
        for owner in {*before, *after}
    }
    for owner, change in sorted(changes.items(), key=lambda each: (each[1] > 0, each[0])):
        if change:
            name = (after.get(owner) or before[owner]).customer
            yield PointsMoved(owner, name, change, balance(connection, owner))
