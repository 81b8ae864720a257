"""Promises: made, kept, moved and dropped; each open one is an obligation on the due list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.due_kind import DueKind
from crmcli.domain.obligation import promise_obligation
from crmcli.domain.promise import Promise, PromiseDraft, PromiseState
from crmcli.errors import N_, Conflict, NotFound, Refused
from crmcli.services.naming.customers import active
from crmcli.store.index import put_texts
from crmcli.store.reads.promises import promise, promises
from crmcli.store.settling.clocks import row_values

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class PromiseNotFound(NotFound):
    """No promise has this id."""

    code = "promise_not_found"
    sentence = N_("There is no promise {id}.")
    hint = N_("See the open ones with `crm promise list`.")


class PromiseClosed(Conflict):
    """The promise was kept or dropped already."""

    code = "promise_closed"
    sentence = N_("Promise {id} is not open any more: it was {state}.")


class ForeignPromise(Refused):
    """A promise to another customer cannot be kept by this contact."""

    code = "foreign_promise"
    sentence = N_("Promise {id} was made to {customer}, not to this customer.")


def add(book: Book, run: Run, customer: str, draft: PromiseDraft) -> Promise:
    """Make a promise without a contact; no clock moves.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Promise)
        if seen is not None:
            return seen
        customer_id = active(transaction.connection, customer).id
        promise_id = make(transaction, customer_id, draft, None)
        return transaction.finished(_existing(transaction.connection, promise_id))


def keep(book: Book, run: Run, wanted: tuple[int, ...]) -> tuple[Promise, ...]:
    """Mark promises as kept today, all or none.

    Raises:
        PromiseNotFound, PromiseClosed: one is not an open promise.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(tuple)
        if seen is not None:
            return seen
        found = [_open(transaction.connection, each) for each in dict.fromkeys(wanted)]
        kept = tuple(_close(transaction, each, PromiseState.KEPT) for each in found)
        return transaction.finished(kept)


def drop(book: Book, run: Run, promise_id: int) -> Promise:
    """Drop a promise; the run carries the reason.

    Raises:
        PromiseNotFound, PromiseClosed: it is not an open promise.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Promise)
        if seen is not None:
            return seen
        found = _open(transaction.connection, promise_id)
        return transaction.finished(_close(transaction, found, PromiseState.DROPPED))


def move(book: Book, run: Run, promise_id: int, by: date) -> Promise:
    """Move a promise to another date; the run carries the reason.

    Raises:
        PromiseNotFound, PromiseClosed: it is not an open promise.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Promise)
        if seen is not None:
            return seen
        moved = _open(transaction.connection, promise_id)
        transaction.add(
            "promise_move",
            promise_id=promise_id,
            moved=run.today,
            from_day=moved.by,
            to_day=by,
            reason=run.reason or "",
        )
        transaction.change("promise", {"id": promise_id}, by=by, reason=run.reason)
        values = row_values(promise_obligation(promise_id, moved.customer_id, by, moved.made))
        key = {"kind": DueKind.PROMISE, "subject_id": promise_id}
        transaction.change("obligation", key, **values, snooze_reason=None)
        return transaction.finished(_existing(transaction.connection, promise_id))


def make(
    transaction: Transaction, customer_id: int, draft: PromiseDraft, contact_id: int | None
) -> int:
    """Write a promise and its obligation; return its id."""
    today = transaction.run.today
    promise_id = transaction.add(
        "promise",
        customer_id=customer_id,
        contact_id=contact_id,
        text=draft.text,
        by=draft.by,
        theirs=draft.theirs,
        state=PromiseState.OPEN,
        made=today,
    )
    obligation = promise_obligation(promise_id, customer_id, draft.by, today)
    transaction.add("obligation", **row_values(obligation))
    put_texts(transaction, "promise_text", [(promise_id, draft.text)])
    return promise_id


def keep_within(
    transaction: Transaction,
    customer_id: int,
    wanted: tuple[int, ...],
    *,
    every: bool,
    but_from: int,
) -> tuple[Promise, ...]:
    """Keep promises of a customer as part of a contact.

    Args:
        transaction: the open transaction.
        customer_id: whose promises.
        wanted: ids of promises to keep.
        every: keep all that are open.
        but_from: the contact itself, whose own new promise stays open.

    Raises:
        PromiseNotFound, PromiseClosed, ForeignPromise: one is not an open promise of the customer.
    """
    if every:
        present = open_within(transaction.connection, customer_id, but_from=but_from)
        wanted = tuple(each.id for each in present)
    kept = []
    for promise_id in dict.fromkeys(wanted):
        found = _open(transaction.connection, promise_id)
        if found.customer_id != customer_id:
            raise ForeignPromise(id=promise_id, customer=found.customer)
        kept.append(_close(transaction, found, PromiseState.KEPT))
    return tuple(kept)


def open_within(
    connection: sqlite3.Connection, customer_id: int, *, but_from: int
) -> tuple[Promise, ...]:
    """Read a customer's open promises but those of one contact."""
    condition = "customer_id = :customer AND state = 'open' AND coalesce(contact_id, 0) != :contact"
    found = promises(connection, condition, {"customer": customer_id, "contact": but_from})
    return tuple(found)


def _close(transaction: Transaction, found: Promise, state: PromiseState) -> Promise:
    today, reason = transaction.run.today, transaction.run.reason
    kept = today if state is PromiseState.KEPT else None
    reason = reason if state is PromiseState.DROPPED else found.reason
    transaction.change("promise", {"id": found.id}, state=state, kept=kept, reason=reason)
    transaction.remove("obligation", kind=DueKind.PROMISE, subject_id=found.id)
    return replace(found, state=state, kept=kept, reason=reason)


def _existing(connection: sqlite3.Connection, promise_id: int) -> Promise:
    found = promise(connection, promise_id)
    if found is None:
        raise PromiseNotFound(id=promise_id)
    return found


def _open(connection: sqlite3.Connection, promise_id: int) -> Promise:
    found = _existing(connection, promise_id)
    if found.state is not PromiseState.OPEN:
        raise PromiseClosed(id=promise_id, state=found.state)
    return found
