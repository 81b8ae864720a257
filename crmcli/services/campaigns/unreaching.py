"""Taking back that a campaign reached a customer, where the message is removed from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.store.reads.campaigns import sent_with

if TYPE_CHECKING:
    from crmcli.store.transaction import Transaction


class Unsent(NamedTuple):
    """A campaign whose message to a customer was removed.

    Args:
        campaign: its name.
        answered: whether the customer has answered it, and so was reached all the same.
    """

    campaign: str
    answered: bool


def take_back(transaction: Transaction, contact_id: int) -> tuple[Unsent, ...]:
    """Let campaigns that reached a customer by a contact have not reached it.

    Who has answered stays reached: it was, by whatever way.

    Args:
        transaction: the open transaction.
        contact_id: the contact, which is about to be removed.
    """
    found = sent_with(transaction.connection, contact_id)
    for each in found:
        if each.answered is None:
            key = {"campaign_id": each.campaign_id, "customer_id": each.customer_id}
            transaction.change("campaign_member", key, reached=None, via=None, contact_id=None)
    return tuple(Unsent(each.campaign, each.answered is not None) for each in found)
