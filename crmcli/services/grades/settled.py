"""Putting one customer right after a change: its trade, grade, clocks, and what it is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.services.grades.regrading import regraded_by_deals
from crmcli.store.reads.standing import standing
from crmcli.store.settling.clocks import set_clocks
from crmcli.store.settling.facts import settle_owed, settle_trade

if TYPE_CHECKING:
    from crmcli.domain.channel import Channel
    from crmcli.domain.policy import Policy
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction


def reclocked(
    transaction: Transaction,
    stands: Standing,
    policy: Policy,
    *,
    contacted: Channel | None = None,
) -> Standing:
    """Read a customer's contacts again and put right what it is owed; the grade is as given."""
    fresh = standing(transaction.connection, stands.customer_id)
    set_clocks(transaction, stands.customer_id, fresh.clocks, policy, contacted=contacted)
    last = fresh.clocks.last_contact
    via = next((each for each, day in fresh.clocks.contacted.items() if day == last), None)
    transaction.change(
        "customer",
        {"id": stands.customer_id},
        last_contact=last,
        last_via=via,
        updated=transaction.run.now,
    )
    if not fresh.clocks.archived:
        settle_owed(transaction, [stands.customer_id], policy)
    return fresh


def settled(transaction: Transaction, before: Standing, policy: Policy) -> Standing:
    """Put right all that follows from a customer's facts after a change, its grade included.

    Args:
        transaction: the open transaction.
        before: how the customer stood before the change.
        policy: the numbers in force.

    Returns:
        How it stands now.
    """
    settle_trade(transaction, [before.customer_id], policy)
    now = standing(transaction.connection, before.customer_id)
    after = regraded_by_deals(transaction, before, now, policy)
    return reclocked(transaction, after, policy)
