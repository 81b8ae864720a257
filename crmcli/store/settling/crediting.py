"""Loyalty points that follow from purchases: a line of the ledger for each, and for a referral.

A line is written when its purchase is, by the policy of that day, and stays as it was counted: a
later policy or rate changes nothing in it. It changes when its purchase is edited, and goes with
it; the points of a referral go when nothing is left that was bought, and to whom the customer is
said to have been referred by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.loyalty import points_for
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import loyalty as reads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction


def credit(
    transaction: Transaction,
    policy: Policy,
    valued: Iterable[int],
    bought: Iterable[int],
    emptied: Iterable[int],
) -> None:
    """Write the points of purchases that came, and take back those of referrals that are none.

    Args:
        transaction: the open transaction.
        policy: the numbers in force.
        valued: the purchases of which the amount in the book's currency became known.
        bought: the customers who have bought, and have more or fewer purchases than before.
        emptied: the customers of whom no purchase is left.
    """
    if not reads.is_in_use(transaction.connection):
        return
    for each in valued:
        purchase = reads.purchase(transaction.connection, each)
        if purchase.line is None:
            _write(transaction, purchase, _rate(transaction, policy, purchase))
    for each in bought:
        for purchase in list(reads.uncredited(transaction.connection, each)):
            if _is_new(transaction, purchase):
                _write(transaction, purchase, policy.count("loyalty.points"))
        _refer(transaction, policy, each)
    for each in emptied:
        transaction.remove("loyalty_entry", kind=LoyaltyKind.REFERRAL, referred_id=each)


def credit_again(transaction: Transaction, purchase_id: int) -> None:
    """Count the points of a purchase that was edited again, by the policy it was counted by.

    Args:
        transaction: the open transaction; what follows from the purchase is put right already.
        purchase_id: the purchase.
    """
    connection = transaction.connection
    if not reads.is_in_use(connection):
        return
    purchase = reads.purchase(connection, purchase_id)
    if purchase.line is not None:
        _write(transaction, purchase, reads.points_on(connection, purchase.line.day))


def credit_referrer(transaction: Transaction, referred_id: int) -> None:
    """Put the points of a referral where they belong, after somebody said who referred a customer.

    They are as many as they were; where there were none, as many as a referral was worth on the day
    of the first purchase.

    Args:
        transaction: the open transaction, with the customer's own row written.
        referred_id: the customer.
    """
    connection = transaction.connection
    if not reads.is_in_use(connection):
        return
    referrer = reads.referrer(connection, referred_id)
    line = reads.referral(connection, referred_id)
    if line is not None and line.customer_id == referrer:
        return
    if line is not None:
        transaction.remove("loyalty_entry", kind=LoyaltyKind.REFERRAL, referred_id=referred_id)
    first = reads.first_purchase(connection, referred_id)
    if referrer is None or first is None:
        return
    points = reads.referral_points_on(connection, first) if line is None else line.points
    if points:
        _write_referral(transaction, referrer, referred_id, points)


def _rate(transaction: Transaction, policy: Policy, purchase: reads.Credited) -> int:
    """Say how many points are given for each 100 units.

    Of a purchase that was written before nobody knows when; the policy of its own day is taken.
    """
    if _is_new(transaction, purchase):
        return policy.count("loyalty.points")
    return reads.points_on(transaction.connection, purchase.day)


def _is_new(transaction: Transaction, purchase: reads.Credited) -> bool:
    row = {"id": purchase.id, "customer_id": purchase.customer_id}
    return transaction.is_new("purchase", row)


def _write(transaction: Transaction, purchase: reads.Credited, per_hundred: int) -> None:
    currency = book_reads.currency(transaction.connection)
    points = points_for(purchase.minor or 0, currency, per_hundred)
    line = purchase.line
    if line is None and points:
        transaction.add(
            "loyalty_entry",
            customer_id=purchase.customer_id,
            day=transaction.run.today,
            kind=LoyaltyKind.PURCHASE,
            points=points,
            purchase_id=purchase.id,
            author=transaction.run.author,
        )
    elif line is not None and not points:
        transaction.remove("loyalty_entry", id=line.id)
    elif line is not None:
        transaction.change("loyalty_entry", {"id": line.id}, points=points)


def _refer(transaction: Transaction, policy: Policy, customer_id: int) -> None:
    """Give the points of a referral, once, when who was referred buys for the first time."""
    points = policy.count("loyalty.referral")
    if not points:
        return
    connection = transaction.connection
    referrer = reads.uncredited_referrer(connection, customer_id)
    if referrer is None:
        return
    purchases = reads.purchases_of(connection, customer_id)
    row = {"customer_id": customer_id}
    if all(transaction.is_new("purchase", {"id": each, **row}) for each in purchases):
        _write_referral(transaction, referrer, customer_id, points)


def _write_referral(transaction: Transaction, referrer: int, referred_id: int, points: int) -> None:
    transaction.add(
        "loyalty_entry",
        customer_id=referrer,
        day=transaction.run.today,
        kind=LoyaltyKind.REFERRAL,
        points=points,
        referred_id=referred_id,
        author=transaction.run.author,
    )
