"""Pinning the derived classes of a customer by hand, and giving them back to the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis, Lifecycle
from crmcli.domain.customer import Customer
from crmcli.domain.derivation import Pin
from crmcli.domain.text import clean_name
from crmcli.errors import N_, Conflict, Refused
from crmcli.services.customers.judged import existing
from crmcli.services.grades.settled import settled
from crmcli.services.naming.customers import named
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.pins import pins_of
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class NotPinned(Conflict):
    """A class that was not pinned cannot be unpinned."""

    code = "not_pinned"
    sentence = N_("{axis} of {customer} is not pinned.")


class LostIsStated(Refused):
    """A customer is lost with a day and a reason, not by a pin."""

    code = "lost_is_stated"
    sentence = N_("A customer is not pinned as lost.")
    hint = N_("State it: crm customer lose CUSTOMER --reason …")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A customer after its pins were changed.

    Args:
        customer: as it is now.
        axes: the classes that were pinned or unpinned; those that stood so already are left out.
        pins: all its pins.
    """

    customer: Customer
    axes: tuple[Axis, ...]
    pins: tuple[Pin, ...]


def pin(book: Book, run: Run, text: str, values: Mapping[Axis, StrEnum]) -> Pinned:
    """Pin derived classes of a customer; a pin wins over the rules until it is taken away.

    Pinning the status won marks an existing customer as of today, as an imported 已成交 does: its
    relationship clock asks for a call each quarter. A pinned lifecycle marks none.

    Args:
        book: the book.
        run: the run; its reason is why.
        text: the customer, as named on the command line.
        values: the classes.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        LostIsStated: the lifecycle lost.
    """
    if values.get(Axis.LIFECYCLE) is Lifecycle.LOST:
        raise LostIsStated
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Pinned)
        if seen is not None:
            return seen
        connection = transaction.connection
        customer_id = named(connection, text).id
        reason = clean_name(run.reason or "", "--reason")
        present = {each.axis: each for each in pins_of(connection, customer_id)}
        new = [
            axis
            for axis, value in values.items()
            if axis not in present or (present[axis].value, present[axis].reason) != (value, reason)
        ]
        pins = []
        for axis in new:
            old, value = present.get(axis), values[axis]
            # With another reason the same is pinned since the day it was.
            since = old.pinned if old is not None and old.value == value else run.today
            pins.append(Pin(axis, value, reason, since))
        if pins:
            put(transaction, customer_id, pins)
        return transaction.finished(_answer(transaction, customer_id, new))


def put(transaction: Transaction, customer_id: int, pins: Iterable[Pin]) -> None:
    """Write pins of a customer in the place of those it had, and put right what follows."""
    for each in pins:
        transaction.remove("pin", customer_id=customer_id, axis=each.axis)
        row = {"axis": each.axis, "value": each.value, "reason": each.reason}
        transaction.add("pin", customer_id=customer_id, **row, pinned=each.pinned)
    _settle(transaction, customer_id)


def unpin(book: Book, run: Run, text: str, axes: Iterable[Axis]) -> Pinned:
    """Give classes of a customer back to the rules.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
        NotPinned: one of the classes is not pinned.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Pinned)
        if seen is not None:
            return seen
        connection = transaction.connection
        found = named(connection, text)
        unpinned = tuple(dict.fromkeys(axes))
        for axis in unpinned:
            if not transaction.remove("pin", customer_id=found.id, axis=axis):
                raise NotPinned(axis=axis, customer=found.name)
        _settle(transaction, found.id)
        return transaction.finished(_answer(transaction, found.id, unpinned))


def _settle(transaction: Transaction, customer_id: int) -> None:
    """Put right what follows from the pins of a customer."""
    connection = transaction.connection
    settled(transaction, standing(connection, customer_id), book_reads.policy(connection))


def _answer(transaction: Transaction, customer_id: int, axes: Iterable[Axis]) -> Pinned:
    customer = existing(transaction.connection, customer_id, transaction.run.today)
    return Pinned(customer, tuple(axes), pins_of(transaction.connection, customer_id))
