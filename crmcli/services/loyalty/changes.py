"""Points redeemed, and points given or taken by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.loyalty import LoyaltyAccount, LoyaltyLine
from crmcli.domain.loyalty_kind import LoyaltyKind
from crmcli.errors import N_, Refused
from crmcli.services.loyalty.reading import is_on, ledger_of
from crmcli.services.naming.customers import active
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import loyalty as reads

if TYPE_CHECKING:
    from crmcli.domain.lookup import Candidate
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class LoyaltyOff(Refused):
    """Points by hand while none are given, to somebody who has none."""

    code = "loyalty_off"
    sentence = N_("Loyalty points are off, and {customer} ({id}) has none.")
    hint = N_("Turn them on with `crm grade policy --set loyalty.points=1`.")


class NotEnoughPoints(Refused):
    """More points than a customer has."""

    code = "not_enough_points"
    sentence = N_("{customer} ({id}) has {balance} points; {points} cannot be redeemed.")
    hint = N_("See the ledger with `crm loyalty show id:{id}`.")


class NotEnoughToTake(NotEnoughPoints):
    """More is to be taken by hand than a customer has."""

    sentence = N_("{customer} ({id}) has {balance} points; {points} cannot be taken.")


@dataclass(frozen=True, slots=True)
class Booked:
    """A line that was written, and what its customer has now."""

    line: LoyaltyLine
    account: LoyaltyAccount


def redeem(book: Book, run: Run, customer: str, points: int) -> Booked:
    """Redeem points of a customer; the run carries the reason.

    Args:
        book: the book.
        run: the run that writes.
        customer: whose, as named on the command line.
        points: how many, more than zero.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        ArchivedCustomer: it is archived.
        NotEnoughPoints: it has fewer.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Booked)
        if seen is not None:
            return seen
        found = active(transaction.connection, customer)
        balance = reads.balance(transaction.connection, found.id)
        if points > balance:
            _check_on(transaction, found)
            raise NotEnoughPoints(customer=found.name, id=found.id, balance=balance, points=points)
        return _book(transaction, found, LoyaltyKind.REDEEMED, -points)


def adjust(book: Book, run: Run, customer: str, points: int) -> Booked:
    """Give points to a customer by hand, or take some; the run carries the reason.

    Args:
        book: the book.
        run: the run that writes.
        customer: whose, as named on the command line.
        points: how many more; less than zero for fewer.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
        ArchivedCustomer: it is archived.
        LoyaltyOff: no points are given, and it has none.
        NotEnoughToTake: fewer would be left than none.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Booked)
        if seen is not None:
            return seen
        found = active(transaction.connection, customer)
        _check_on(transaction, found)
        balance = reads.balance(transaction.connection, found.id)
        if points < 0 and balance + points < 0:
            raise NotEnoughToTake(customer=found.name, id=found.id, balance=balance, points=-points)
        return _book(transaction, found, LoyaltyKind.ADJUSTED, points)


def _check_on(transaction: Transaction, found: Candidate) -> None:
    connection = transaction.connection
    if not (is_on(book_reads.policy(connection)) or reads.has_lines(connection, found.id)):
        raise LoyaltyOff(customer=found.name, id=found.id)


def _book(transaction: Transaction, found: Candidate, kind: LoyaltyKind, points: int) -> Booked:
    run = transaction.run
    transaction.add(
        "loyalty_entry",
        customer_id=found.id,
        day=run.today,
        kind=kind,
        points=points,
        reason=run.reason,
        author=run.author,
    )
    now = ledger_of(transaction.connection, found.id)
    return transaction.finished(Booked(now.lines[-1], now.account))
