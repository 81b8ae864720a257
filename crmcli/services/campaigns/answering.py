"""A customer answers a campaign: a contact of its own making, which counts like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.campaign import CampaignMember
from crmcli.domain.contact import Contact, ContactDraft, Direction
from crmcli.errors import N_, Conflict, Refused
from crmcli.services.campaigns.lists import on_list
from crmcli.services.campaigns.naming import existing
from crmcli.services.contacts.log import FutureContact, LogRequest, log_one
from crmcli.services.contacts.reading import existing_contact
from crmcli.services.naming.customers import active
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import campaigns as reads

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from crmcli.domain.campaign import Campaign, Member
    from crmcli.domain.channel import Channel
    from crmcli.domain.run import Run
    from crmcli.store.book import Book


class NotReached(Refused):
    """An answer to what was never sent."""

    code = "not_reached"
    sentence = N_("{campaign} has not reached {customer} ({id}).")
    hint = N_("Say first by which way it was: crm campaign reach {campaign_id} id:{id} --via …")


class AnsweredBefore(Refused):
    """An answer that lies before what it answers."""

    code = "answered_before"
    sentence = N_("{customer} ({id}) was reached on {reached}; the answer cannot be of {day}.")


class AnsweredAlready(Conflict):
    """A customer that has answered."""

    code = "answered_already"
    sentence = N_("{customer} ({id}) answered {campaign} on {day} already.")
    hint = N_("Log what they said since with `crm log add`.")


class NotAnswered(Refused):
    """An answer to be withdrawn that was never given."""

    code = "not_answered"
    sentence = N_("{customer} ({id}) has not answered {campaign}.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer said to a campaign.

    Args:
        at: when, a UTC instant; `on` is the same as the book's local date.
        via: by which channel; None for the one it was reached by.
        note: what was said.
    """

    at: datetime
    on: date
    via: Channel | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A customer that answered, and the contact that was logged with it."""

    member: CampaignMember
    contact: Contact


def answer(book: Book, run: Run, name: str, customer: str, given: Answer) -> Answered:
    """Mark that a customer answered a campaign, and log the contact; its clocks follow.

    Args:
        book: the book.
        run: the run that writes.
        name: the campaign, by its name or id.
        customer: the customer, as named on the command line.
        given: what it said.

    Raises:
        CampaignNotFound: there is no such campaign.
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        ArchivedCustomer: it is archived.
        NotOnList, NotReached: it is not on the list, or was not reached.
        AnsweredAlready, AnsweredBefore: it answered before, or before it was reached.
        FutureContact: the answer lies after the run.
    """
    if given.at > run.now:
        raise FutureContact(at=given.on)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Answered)
        if seen is not None:
            return seen
        connection = transaction.connection
        told = existing(connection, name)
        member = on_list(connection, told, f"id:{active(connection, customer).id}")
        via = _checked(connection, told, member, given.on)
        draft = ContactDraft(
            given.at, given.on, given.via or via, Direction.IN, note=_note(told, given)
        )
        policy = book_reads.policy(connection)
        request = LogRequest(customer, draft)
        _, contact_id, _ = log_one(transaction, member.id, request, policy, main=True)
        key = {"campaign_id": told.id, "customer_id": member.id}
        transaction.change("campaign_member", key, answered=given.on)
        (now,) = reads.members(connection, told, member.id)
        return transaction.finished(Answered(now, existing_contact(connection, contact_id)))


def withdraw(book: Book, run: Run, name: str, customer: str) -> CampaignMember:
    """Mark that a customer has not answered a campaign; what was logged with it stays.

    Was the campaign's message removed from the log since, it has not reached the customer either:
    only the answer said so.

    Args:
        book: the book.
        run: the run that writes.
        name: the campaign, by its name or id.
        customer: the customer, as named on the command line.

    Raises:
        CampaignNotFound: there is no such campaign.
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        NotOnList, NotAnswered: it is not on the list, or has not answered.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(CampaignMember)
        if seen is not None:
            return seen
        connection = transaction.connection
        told = existing(connection, name)
        member = on_list(connection, told, customer)
        mark = reads.mark(connection, told.id, member.id)
        if mark is None or mark.answered is None:
            raise NotAnswered(customer=member.name, id=member.id, campaign=told.name)
        key = {"campaign_id": told.id, "customer_id": member.id}
        gone = {"reached": None, "via": None} if mark.contact_id is None else {}
        transaction.change("campaign_member", key, answered=None, **gone)
        (now,) = reads.members(connection, told, member.id)
        return transaction.finished(now)


def _note(told: Campaign, given: Answer) -> str:
    return f"{told.name}: {given.note}" if given.note else told.name


def _checked(connection: sqlite3.Connection, told: Campaign, member: Member, day: date) -> Channel:
    """Check that a customer can have answered on a day; return by which channel it was reached."""
    mark = reads.mark(connection, told.id, member.id)
    who, key = member.name, member.id
    if mark is None or mark.reached is None or mark.via is None:
        raise NotReached(customer=who, id=key, campaign=told.name, campaign_id=told.id)
    if mark.answered is not None:
        raise AnsweredAlready(customer=who, id=key, campaign=told.name, day=mark.answered)
    if day < mark.reached:
        raise AnsweredBefore(customer=who, id=key, reached=mark.reached, day=day)
    return mark.via
