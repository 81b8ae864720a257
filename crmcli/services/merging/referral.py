"""Whose the points are for having referred a customer that was two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.loyalty import PointsMoved
from crmcli.store.reads.loyalty import balance, referrer
from crmcli.store.reads.merging import referral_lines
from crmcli.store.settling.crediting import credit_referrer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from crmcli.store.transaction import Transaction


class ReferralPoints(NamedTuple):
    """The points that others have for having referred a customer: name and points by their id."""

    connection: sqlite3.Connection
    points: Mapping[int, tuple[str, int]]

    def since(self, before: ReferralPoints) -> Iterator[PointsMoved]:
        """Yield who has fewer points than before, then who has more."""
        changes = {
            owner: self.points.get(owner, ("", 0))[1] - before.points.get(owner, ("", 0))[1]
            for owner in {*before.points, *self.points}
        }
        for owner, change in sorted(changes.items(), key=lambda each: (each[1] > 0, each[0])):
            if change:
                name = (self.points.get(owner) or before.points[owner])[0]
                yield PointsMoved(owner, name, change, balance(self.connection, owner))


def referral_points(connection: sqlite3.Connection, *customers: int) -> ReferralPoints:
    """Add up what others have for having referred some customers."""
    found: dict[int, tuple[str, int]] = {}
    for customer in customers:
        for line in referral_lines(connection, customer):
            if line.customer_id not in customers:
                points = found.get(line.customer_id, ("", 0))[1] + line.points
                found[line.customer_id] = (line.customer, points)
    return ReferralPoints(connection, found)


def keep_one_referral(transaction: Transaction, customer_id: int) -> None:
    """Leave the points of a referral to who referred the customer, and once."""
    connection = transaction.connection
    rightful = referrer(connection, customer_id)
    lines = referral_lines(connection, customer_id)
    kept = next((each for each in lines if each.customer_id == rightful), None)
    for line in lines:
        if kept is not None and line != kept:
            transaction.remove("loyalty_entry", id=line.id)
    if kept is None:
        credit_referrer(transaction, customer_id)
