"""The contact log: logging, editing and removing contacts, with all that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.domain.consent import refusals
from crmcli.domain.contact import (
    Contact,
    ContactDraft,
    Direction,
    Effect,
    NewFacts,
    effect_of,
)
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import Need
from crmcli.domain.greeted import Greeted
from crmcli.domain.promise import Promise, PromiseDraft
from crmcli.errors import N_, Conflict, NotFound, Refused
from crmcli.services.contacts.greeted import greeted, owed_greetings
from crmcli.services.contacts.reading import existing_contact
from crmcli.services.grades.regrading import regraded
from crmcli.services.grades.settled import reclocked
from crmcli.services.naming.customers import active
from crmcli.services.naming.people import called_among, said_apart
from crmcli.services.promises import changes as promise_service
from crmcli.store.index import contact_words, put_texts
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import lookup
from crmcli.store.reads.consent import consent
from crmcli.store.reads.feedback_steps import open_complaints
from crmcli.store.reads.obligation import obligation
from crmcli.store.reads.standing import Standing, clock_days, standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import date

    from crmcli.domain.channel import Channel
    from crmcli.domain.due import DueRow
    from crmcli.domain.message import Message
    from crmcli.domain.policy import Policy
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class PersonNotFound(NotFound):
    """The customer has no person of this name."""

    code = "person_not_found"
    sentence = N_("{customer} has no person named {name}.")
    hint = N_("Add one with `crm customer person add id:{id} NAME`.")


class AmbiguousPerson(Conflict):
    """Several people of the customer have this name."""

    code = "ambiguous_person"
    sentence = N_("{customer} has several people named {name}.")


class FutureContact(Refused):
    """A contact that has not happened yet."""

    code = "future_contact"
    sentence = N_("A contact cannot lie in the future ({at}).")
    hint = N_("Plan it as a promise: --next TEXT --by DATE.")


@dataclass(frozen=True, slots=True)
class LogRequest:
    """A contact to be logged, and what comes with it.

    Args:
        customer: the customer, as named on the command line.
        contact: the contact.
        people: names of the customer's people who took part.
        also: other customers who took part; each gets the contact in its own log.
        facts: new facts and grade.
        next_step: the promise it leaves.
        kept: ids of promises that the contact keeps.
        kept_all: whether it keeps all open ones.
    """

    customer: str
    contact: ContactDraft
    people: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    facts: NewFacts = NewFacts()
    next_step: PromiseDraft | None = None
    kept: tuple[int, ...] = ()
    kept_all: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """What a logged contact led to.

    `earlier` is the contact's local date where that is not the run's; `back_on` the day the row is
    on the list again after a try that nobody answered. `unwelcome` are those who may not be
    contacted and were, by us, each with the reason. `complaints` are the customer's open ones;
    `greeted` the birthdays and festivals that it was greeted for.
    """

    contact: Contact
    also: tuple[Contact, ...]
    kept: tuple[Promise, ...]
    still_open: tuple[Promise, ...]
    relationship_due: date | None
    close_passed: bool
    earlier: date | None
    back_on: date | None
    unwelcome: tuple[tuple[str, Message], ...] = ()
    complaints: tuple[int, ...] = ()
    greeted: tuple[Greeted, ...] = ()


def log(book: Book, run: Run, request: LogRequest) -> Logged:
    """Log a contact, grade its customer again and put its clocks right, all or nothing.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        FutureContact: the contact lies after the run.
        ArchivedCustomer: the customer is archived.
        PromiseNotFound, PromiseClosed: a promise to keep is not an open one of this customer.
    """
    check_past(run, request.contact)
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Logged)
        if seen is not None:
            return seen
        return transaction.finished(log_within(transaction, request))


def check_past(run: Run, contact: ContactDraft) -> None:
    """Check that a contact has happened.

    Raises:
        FutureContact: it lies after the run.
    """
    if contact.at > run.now:
        raise FutureContact(at=contact.on)


def log_within(transaction: Transaction, request: LogRequest) -> Logged:
    """Log a contact that has happened, as a part of a command; as `log`."""
    connection, today = transaction.connection, transaction.run.today
    policy = book_reads.policy(connection)
    names = (request.customer, *request.also)
    ids = dict.fromkeys(active(connection, each).id for each in names)
    owed = _owed(transaction, ids, request.contact)
    first, *others = (
        log_one(transaction, key, request, policy, main=at == 0) for at, key in enumerate(ids)
    )
    customer_id, contact_id, after = first
    kept = promise_service.keep_within(
        transaction, customer_id, request.kept, every=request.kept_all, but_from=contact_id
    )
    return Logged(
        contact=existing_contact(connection, contact_id),
        also=tuple(existing_contact(connection, key) for _, key, _ in others),
        kept=kept,
        still_open=promise_service.open_within(connection, customer_id, but_from=contact_id),
        relationship_due=clock_days(connection, customer_id)[1],
        close_passed=_close_passed(after, today),
        earlier=None if request.contact.on == today else request.contact.on,
        back_on=_back_on(connection, customer_id, request.contact),
        unwelcome=_unwelcome(connection, ids, request.contact),
        complaints=open_complaints(connection, customer_id),
        greeted=greeted(owed, _owed(transaction, ids, request.contact)),
    )


def log_one(
    transaction: Transaction, customer_id: int, request: LogRequest, policy: Policy, *, main: bool
) -> tuple[int, int, Standing]:
    """Log a contact with one customer, grade it again and put its clocks right.

    Args:
        transaction: the open transaction.
        customer_id: the customer.
        request: the contact, and what comes with it.
        policy: the numbers in force.
        main: whether it is the customer whom people, facts and the next step belong to.

    Returns:
        The customer's id, the contact's, and how the customer stands afterwards.
    """
    before = standing(transaction.connection, customer_id)
    draft = request.contact
    people = people_ids(transaction.connection, before, request.people) if main else []
    contact_id = insert_contact(transaction, customer_id, draft)
    transaction.add_many(
        "contact_person", [{"contact_id": contact_id, "person_id": key} for key in people]
    )
    facts = request.facts if main else NewFacts()
    after = regraded(transaction, before, facts, policy, contact_id)
    after = reclocked(transaction, after, policy, contacted=counting(draft))
    today = transaction.run.today
    deal = after.deal(today)
    transaction.change(
        "contact",
        {"id": contact_id},
        grade_from=before.grading.grade,
        grade_to=after.grading.grade,
        grade_source=after.grading.source,
        grade_ground=after.grading.ground,
        grade_close=after.facts(today).expected_close,
        grade_deal_id=None if deal is None else deal.id,
    )
    if main and request.next_step is not None:
        promise_service.make(transaction, customer_id, request.next_step, contact_id)
    return customer_id, contact_id, after


def insert_contact(transaction: Transaction, customer_id: int, draft: ContactDraft) -> int:
    """Write a contact and make it findable; return its id."""
    contact_id = transaction.add(
        "contact",
        customer_id=customer_id,
        author=transaction.run.author,
        **contact_columns(draft),
    )
    words = contact_words(draft.note, draft.said)
    put_texts(transaction, "contact_text", [(contact_id, words)])
    return contact_id


def contact_columns(draft: ContactDraft) -> dict[str, Any]:
    """Give the columns of a contact that a user can state."""
    return {
        "at": draft.at,
        "day": draft.on,
        "via": draft.via,
        "direction": draft.direction,
        "purpose": draft.purpose,
        "outcome": draft.outcome,
        "effect": effect_of(draft.purpose, draft.outcome),
        "note": draft.note,
        "said": draft.said,
        "minutes": draft.minutes,
        "imported": draft.imported,
    }


def counting(draft: ContactDraft) -> Channel | None:
    """Return the channel of a contact that moves clocks, else None."""
    return draft.via if effect_of(draft.purpose, draft.outcome) is Effect.CLOCK else None


def people_ids(
    connection: sqlite3.Connection, stands: Standing, names: tuple[str, ...]
) -> list[int]:
    """Find the people of a customer by their names or parts of them (`naming.people`).

    A text that is nobody's name may hold several, as 李四、王五 does.

    Raises:
        PersonNotFound: none has such a name.
        AmbiguousPerson: several have, and none has exactly it.
    """
    people = lookup.people_names(connection, stands.customer_id)
    called = [each for _, each in people]
    found: list[int] = []
    for name in (part for text in names for part in said_apart(called, text)):
        matches = [people[at][0] for at in called_among(called, name)]
        if not matches:
            raise PersonNotFound(customer=stands.name, id=stands.customer_id, name=name)
        if len(matches) > 1:
            raise AmbiguousPerson(customer=stands.name, name=name)
        found.append(matches[0])
    return list(dict.fromkeys(found))


def _owed(
    transaction: Transaction, ids: Iterable[int], contact: ContactDraft
) -> Mapping[str, DueRow]:
    """Read what greetings the first of some customers is owed."""
    first = next(iter(ids))
    return owed_greetings(transaction.connection, first, contact, transaction.run.today)


def _unwelcome(
    connection: sqlite3.Connection, ids: Iterable[int], contact: ContactDraft
) -> tuple[tuple[str, Message], ...]:
    """Say who did not want to be contacted; that they came to us is no matter."""
    if contact.direction is Direction.IN:
        return ()
    refused = []
    for key in ids:
        allowed = consent(connection, key)
        why = None if allowed.may_contact else refusals(allowed)
        if why is not None:
            refused.append((standing(connection, key).name, why))
    return tuple(refused)


def _back_on(
    connection: sqlite3.Connection, customer_id: int, contact: ContactDraft
) -> date | None:
    if effect_of(contact.purpose, contact.outcome) is not Effect.RETRY:
        return None
    owed = obligation(connection, DueKind.FOLLOW_UP, customer_id)
    return None if owed is None else owed.shown_from


def _close_passed(stands: Standing, today: date) -> bool:
    facts = stands.facts(today)
    close = facts.expected_close
    return facts.need is Need.CLEAR and close is not None and close < today
