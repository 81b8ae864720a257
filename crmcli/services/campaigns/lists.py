"""The lists of campaigns: made, made longer and shorter, dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.campaign import Campaign, CampaignCut, LeftOut, Member
from crmcli.errors import N_, Refused
from crmcli.services.campaigns.choosing import SHOWN, Choosing, choose
from crmcli.services.campaigns.naming import NotOnList, check_new, existing
from crmcli.services.naming.customers import named
from crmcli.store.reads import campaigns as reads
from crmcli.store.reads.book import policy
from crmcli.store.settling.greeting import settle_greetings
from crmcli.store.statements import chunks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.domain.campaign import CampaignDraft
    from crmcli.domain.run import Run
    from crmcli.services.campaigns.choosing import Wanted
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


_AT_ONCE = 1000


class NobodyOnList(Refused):
    """A list on which nobody would be."""

    code = "nobody_on_list"
    sentence = N_("Nobody would be on the list.")
    hint = N_("See who meets the conditions with `crm customer list`.")


@dataclass(frozen=True, slots=True)
class Made:
    """A campaign that was made or made longer, or would be.

    Args:
        campaign: the campaign; None where it only would be made.
        added: how many customers came on its list.
        customers: the first few of them.
        left_out: who was selected and is not on it.
    """

    campaign: Campaign | None
    added: int
    customers: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]


def foresee(book: Book, draft: CampaignDraft, wanted: Wanted) -> Made:
    """Say who would be on the list of a new campaign; nothing is written.

    Raises:
        CampaignExists: there is a campaign of this name.
        CustomerNotFound, AmbiguousCustomer: a name names no or several customers.
        CrmError: a condition cannot be read.
    """
    with book.reading() as connection:
        check_new(connection, draft.name)
        return _made(None, choose(connection, wanted))


def make(book: Book, run: Run, draft: CampaignDraft, wanted: Wanted, condition: str | None) -> Made:
    """Make a campaign.

    Args:
        book: the book.
        run: the run that writes.
        draft: the campaign.
        wanted: whom it is for.
        condition: the same as it was given, to be kept; None where they are named.

    Raises:
        CampaignExists: there is a campaign of this name.
        NobodyOnList: its list would be empty.
        CustomerNotFound, AmbiguousCustomer: a name names no or several customers.
        CrmError: a condition cannot be read.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Made)
        if seen is not None:
            return seen
        connection = transaction.connection
        check_new(connection, draft.name)
        chosen = choose(connection, wanted)
        if not chosen.members:
            raise NobodyOnList
        campaign_id = transaction.add(
            "campaign",
            name=draft.name,
            kind=draft.kind,
            day=run.today,
            days=draft.days,
            filter=condition,
            note=draft.note,
            author=run.author,
        )
        _put_on(transaction, campaign_id, chosen.members)
        return transaction.finished(_made(reads.campaign(connection, campaign_id), chosen))


def foresee_longer(book: Book, name: str, wanted: Wanted) -> Made:
    """Say who would come on the list of a campaign; nothing is written.

    Raises:
        CrmError: as for `lengthen`.
    """
    with book.reading() as connection:
        told = existing(connection, name)
        return _made(told, choose(connection, wanted, but=_on(connection, told)))


def lengthen(book: Book, run: Run, name: str, wanted: Wanted) -> Made:
    """Put more customers on the list of a campaign; who is on it already stays as it is.

    Args:
        book: the book.
        run: the run that writes.
        name: the campaign, by its name or id.
        wanted: who is to come on it.

    Raises:
        CampaignNotFound: there is no such campaign.
        CustomerNotFound, AmbiguousCustomer: a name names no or several customers.
        CrmError: a condition cannot be read.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Made)
        if seen is not None:
            return seen
        connection = transaction.connection
        told = existing(connection, name)
        chosen = choose(connection, wanted, but=_on(connection, told))
        _put_on(transaction, told.id, chosen.members)
        return transaction.finished(_made(reads.campaign(connection, told.id), chosen))


def shorten(
    book: Book, run: Run, name: str, customers: Iterable[str], *, dry_run: bool = False
) -> CampaignCut:
    """Take customers from the list of a campaign; what was logged with them stays.

    Args:
        book: the book.
        run: the run that writes.
        name: the campaign, by its name or id.
        customers: as they are named on the command line.
        dry_run: whether it is only foreseen.

    Raises:
        CampaignNotFound: there is no such campaign.
        CustomerNotFound, AmbiguousCustomer: a name names no or several customers.
        NotOnList: a customer is not on its list.
    """
    if dry_run:
        with book.reading() as connection:
            return _cut(*_listed(connection, name, customers), dry_run=True)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(CampaignCut)
        if seen is not None:
            return seen
        told, members = _listed(transaction.connection, name, customers)
        for each in members:
            transaction.remove("campaign_member", campaign_id=told.id, customer_id=each.id)
        _settle(transaction, [each.id for each in members])
        return transaction.finished(_cut(told, members))


def drop(book: Book, run: Run, name: str, *, dry_run: bool = False) -> CampaignCut:
    """Remove a campaign with its list; what was logged with its customers stays.

    Args:
        book: the book.
        run: the run that writes.
        name: the campaign, by its name or id.
        dry_run: whether it is only foreseen.

    Raises:
        CampaignNotFound: there is no such campaign.
    """
    if dry_run:
        with book.reading() as connection:
            return _whole(connection, existing(connection, name), dry_run=True)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(CampaignCut)
        if seen is not None:
            return seen
        told = existing(transaction.connection, name)
        cut = _whole(transaction.connection, told)
        customers = list(reads.member_ids(transaction.connection, told.id))
        transaction.remove("campaign", id=told.id)
        _settle(transaction, customers)
        return transaction.finished(cut)


def on_list(connection: sqlite3.Connection, told: Campaign, text: str) -> Member:
    """Find the customer on the list of a campaign that a text names.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        NotOnList: the customer is not on it.
    """
    found = named(connection, text)
    if reads.mark(connection, told.id, found.id) is None:
        raise NotOnList(customer=found.name, id=found.id, campaign=told.name)
    return Member(found.id, found.name)


def _on(connection: sqlite3.Connection, told: Campaign) -> frozenset[int]:
    return frozenset(reads.member_ids(connection, told.id))


def _put_on(transaction: Transaction, campaign_id: int, customers: list[int]) -> None:
    for part in chunks(customers, _AT_ONCE):
        rows = [(campaign_id, key) for key in part]
        transaction.add_rows("campaign_member", ("campaign_id", "customer_id"), rows)


def _made(told: Campaign | None, chosen: Choosing) -> Made:
    return Made(told, len(chosen.members), tuple(chosen.first), chosen.left_out)


def _settle(transaction: Transaction, customers: list[int]) -> None:
    """Put greetings right: what a campaign's message was stands in the log for itself now."""
    numbers = policy(transaction.connection)
    for part in chunks(customers, _AT_ONCE):
        settle_greetings(transaction, numbers, part)


def _listed(
    connection: sqlite3.Connection, name: str, customers: Iterable[str]
) -> tuple[Campaign, list[Member]]:
    told = existing(connection, name)
    return told, list(dict.fromkeys(on_list(connection, told, each) for each in customers))


def _cut(told: Campaign, members: list[Member], *, dry_run: bool = False) -> CampaignCut:
    return CampaignCut(told.id, told.name, len(members), tuple(members[:SHOWN]), dry_run)


def _whole(connection: sqlite3.Connection, told: Campaign, *, dry_run: bool = False) -> CampaignCut:
    first = reads.first_members(connection, told.id, SHOWN)
    return CampaignCut(told.id, told.name, told.customers, first, dry_run)
