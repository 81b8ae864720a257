"""Loyalty points that follow from purchases: a line of the ledger for each, and for a referral.

A line follows what its purchase is worth in the book's currency, by the policy under which the
purchase was recorded: a later policy changes nothing in it. It goes with its purchase, and while
that counts for no value. The points of a referral go when nothing is left that was bought, and to
whom the customer is said to have been referred by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.loyalty import points_for
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import loyalty as reads
from crmcli.store.reads.points_policy import PointsPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction


def credit(
    transaction: Transaction,
    policy: Policy,
    revalued: Iterable[int],
    bought: Iterable[int],
    emptied: Iterable[int],
) -> None:
    """Write the points of purchases that are worth something else now, and those of referrals.

    Args:
        transaction: the open transaction.
        policy: the numbers in force.
        revalued: the purchases of which the amount in the book's currency is another, or unknown.
        bought: the customers who have bought, and have more or fewer purchases than before.
        emptied: the customers of whom no purchase is left.
    """
    connection = transaction.connection
    if not reads.is_in_use(connection):
        return
    held = PointsPolicy(connection, transaction.command_id)
    for each in revalued:
        _credit(transaction, policy, held, reads.purchase(connection, each))
    for each in bought:
        for purchase in list(reads.uncredited(connection, each)):
            if _is_new(transaction, purchase):
                _credit(transaction, policy, held, purchase)
        _refer(transaction, policy, each)
    for each in emptied:
        transaction.remove("loyalty_entry", kind=LoyaltyKind.REFERRAL, referred_id=each)


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


def _credit(
    transaction: Transaction, policy: Policy, held: PointsPolicy, purchase: reads.Credited
) -> None:
    per_hundred = held.at_recording(purchase.id, purchase.customer_id)
    if per_hundred is None and not _is_new_of_known(transaction, purchase):
        per_hundred = held.at_adding(purchase.customer_id)
    if per_hundred is None:
        per_hundred = policy.count("loyalty.points")
    _write(transaction, purchase, per_hundred)


def _is_new_of_known(transaction: Transaction, purchase: reads.Credited) -> bool:
    """Tell whether this command added a purchase to a customer that was there before."""
    customer = {"id": purchase.customer_id}
    return _is_new(transaction, purchase) and not transaction.is_new("customer", customer)


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
    elif line is not None and line.points != points:
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
