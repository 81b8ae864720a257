"""A campaign's message in the contact log: what is mended there holds for the campaign too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.errors import N_, Refused
from crmcli.store.reads.campaigns import answered_on, sent_with

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.contact import ContactDraft
    from crmcli.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Unsent:
    """A campaign whose message to a customer was removed.

    Args:
        campaign: its name.
        answered: whether the customer has answered it, and so was reached all the same.
    """

    campaign: str
    answered: bool


@dataclass(frozen=True, slots=True)
class StillAnswered:
    """A campaign that has an answer of the day of a contact that was removed."""

    campaign_id: int
    campaign: str


class SentAfterAnswer(Refused):
    """A message that would have been sent after it was answered."""

    code = "sent_after_answer"
    sentence = N_("{campaign} was answered on {answered}; it cannot have been sent on {day}.")


def follow_edit(transaction: Transaction, contact_id: int, after: ContactDraft) -> None:
    """Let campaigns have reached a customer when and by which channel a contact says.

    Args:
        transaction: the open transaction.
        contact_id: the contact.
        after: what it is now.

    Raises:
        SentAfterAnswer: the customer answered before.
    """
    for each in sent_with(transaction.connection, contact_id):
        if each.answered is not None and each.answered < after.on:
            raise SentAfterAnswer(campaign=each.campaign, answered=each.answered, day=after.on)
        key = {"campaign_id": each.campaign_id, "customer_id": each.customer_id}
        transaction.change("campaign_member", key, reached=after.on, via=after.via)


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


def still_answered(
    transaction: Transaction, customer_id: int, day: date
) -> tuple[StillAnswered, ...]:
    """Say which campaigns have an answer of a day, of which an incoming contact was removed.

    An answer is not tied to its contact, and so stays until it is withdrawn.

    Args:
        transaction: the open transaction.
        customer_id: whose contact it was.
        day: its local date.
    """
    found = answered_on(transaction.connection, customer_id, day)
    return tuple(StillAnswered(*each) for each in found)
