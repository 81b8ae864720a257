"""Reaching the customers of a campaign: each is marked, and the message stands in its log.

A message to many is no follow-up: nothing was said to this customer alone, and nothing was learnt.
So its contact moves no clock and grades nobody again, whatever the kind of campaign; a greeting is
one in the log, any other message is maintenance. The answer is what counts. A greeting for many
does for a festival, and for nobody's birthday.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.campaign import Campaign, Member, Reaching, purpose_of
from crmcli.domain.contact import ContactDraft, Effect, Purpose
from crmcli.errors import N_, Conflict
from crmcli.services.campaigns.choosing import SHOWN, Choosing, reason
from crmcli.services.campaigns.lists import on_list
from crmcli.services.campaigns.naming import existing
from crmcli.services.contacts.log import FutureContact, contact_columns
from crmcli.services.naming.customers import check_active
from crmcli.store.index import contact_words, put_texts
from crmcli.store.reads import campaigns as reads
from crmcli.store.reads.book import policy
from crmcli.store.reads.consent import consent
from crmcli.store.settling.greeting import settle_greetings
from crmcli.store.statements import chunks

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from crmcli.domain.channel import Channel
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

_AT_ONCE = 500


class ReachedAlready(Conflict):
    """A customer that this campaign reached before."""

    code = "reached_already"
    sentence = N_("{customer} ({id}) was reached by {campaign} on {day} already.")
    hint = N_("Those who were not yet are reached with --all; log another contact with `crm log`.")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to the customers of a campaign.

    Args:
        at: when, a UTC instant; `on` is the same as the book's local date.
        via: by which channel.
        note: what is said of it, beside the name of the campaign.
    """

    at: datetime
    on: date
    via: Channel
    note: str = ""


def foresee(
    book: Book, run: Run, name: str, customers: tuple[str, ...] | None, sent: Message
) -> Reaching:
    """Say who would be reached; nothing is written.

    Raises:
        CrmError: as for `reach`.
    """
    _check_time(run, sent)
    with book.reading() as connection:
        told = existing(connection, name)
        chosen = _chosen(connection, told, customers)
        return _reaching(told, sent, chosen, None, connection=connection, dry_run=True)


def reach(
    book: Book, run: Run, name: str, customers: tuple[str, ...] | None, sent: Message
) -> Reaching:
    """Mark customers of a campaign as reached, and log a contact with each.

    Args:
        book: the book.
        run: the run that writes.
        name: the campaign, by its name or id.
        customers: whom, as named on the command line; None for all who were not reached yet, but
            for those who are archived or may not be contacted by now.
        sent: what was sent.

    Raises:
        CampaignNotFound: there is no such campaign.
        CustomerNotFound, AmbiguousCustomer: a name names no or several customers.
        NotOnList: a customer is not on its list.
        ArchivedCustomer: a customer is archived.
        ReachedAlready: a customer was reached before.
        FutureContact: it lies after the run.
    """
    _check_time(run, sent)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Reaching)
        if seen is not None:
            return seen
        connection = transaction.connection
        told = existing(connection, name)
        chosen = _chosen(connection, told, customers)
        ids = _log(transaction, told, chosen.members, sent)
        return transaction.finished(_reaching(told, sent, chosen, ids, connection=connection))


def _check_time(run: Run, sent: Message) -> None:
    if sent.at > run.now:
        raise FutureContact(at=sent.on)


def _chosen(
    connection: sqlite3.Connection, told: Campaign, customers: tuple[str, ...] | None
) -> Choosing:
    found = Choosing()
    if customers is None:
        for each in reads.unreached(connection, told.id):
            why = reason(each, archived=False, lost=True)
            if why is None:
                found.take(each.member)
            else:
                found.leave_out(each.member, why)
        return found
    for member in dict.fromkeys(on_list(connection, told, each) for each in customers):
        found.take(_fresh(connection, told, member))
    return found


def _fresh(connection: sqlite3.Connection, told: Campaign, member: Member) -> Member:
    mark = reads.mark(connection, told.id, member.id)
    if mark is not None and mark.reached is not None:
        raise ReachedAlready(
            customer=member.name, id=member.id, campaign=told.name, day=mark.reached
        )
    check_active(connection, member.id)
    return member


def _log(
    transaction: Transaction, told: Campaign, customers: list[int], sent: Message
) -> tuple[int, int] | None:
    """Log a contact with each, some at a time; return the first id and the last one."""
    note = f"{told.name}: {sent.note}" if sent.note else told.name
    draft = ContactDraft(sent.at, sent.on, sent.via, purpose=purpose_of(told.kind), note=note)
    columns = {
        **contact_columns(draft),
        "effect": Effect.NONE,
        "author": transaction.run.author,
    }
    ids: list[int] = []
    for part in chunks(customers, _AT_ONCE):
        transaction.add_many("contact", [{"customer_id": key, **columns} for key in part])
        last = reads.last_contact(transaction.connection)
        contacts = range(last - len(part) + 1, last + 1)
        words = contact_words(draft.note, draft.said)
        put_texts(transaction, "contact_text", [(key, words) for key in contacts])
        marks = [
            {"customer_id": key, "reached": sent.on, "via": sent.via, "contact_id": contact}
            for key, contact in zip(part, contacts, strict=True)
        ]
        transaction.change_many("campaign_member", {"campaign_id": told.id}, "customer_id", marks)
        updated = [{"id": key, "updated": transaction.run.now} for key in part]
        transaction.change_many("customer", {}, "id", updated)
        if draft.purpose is Purpose.GREETING:
            settle_greetings(transaction, policy(transaction.connection), part)
        ids += (contacts[0], contacts[-1])
    return (ids[0], ids[-1]) if ids else None


def _reaching(
    told: Campaign,
    sent: Message,
    chosen: Choosing,
    ids: tuple[int, int] | None,
    *,
    connection: sqlite3.Connection,
    dry_run: bool = False,
) -> Reaching:
    first, last = ids or (None, None)
    # Who may not be contacted is among them only by name.
    refusing = (key for key in chosen.members if not consent(connection, key).may_contact)
    return Reaching(
        campaign_id=told.id,
        campaign=told.name,
        day=sent.on,
        via=sent.via,
        reached=len(chosen.members),
        customers=tuple(chosen.first),
        left_out=chosen.left_out,
        unwelcome=reads.some_members(connection, list(islice(refusing, SHOWN))),
        first_contact=first,
        last_contact=last,
        dry_run=dry_run,
    )
