"""Loyalty points as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.loyalty import LoyaltyAccount, LoyaltyLine
from crmcli.domain.loyalty_levels import read_levels
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import loyalty as reads

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.loyalty_levels import Level
    from crmcli.domain.policy import Policy
    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who has points, and whether any are given by the policy in force."""

    accounts: tuple[LoyaltyAccount, ...]
    is_on: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a customer has, line by line, and whether points are given by the policy in force."""

    account: LoyaltyAccount
    lines: tuple[LoyaltyLine, ...]
    is_on: bool


def listed(book: Book, *, archived: bool = False, limit: int | None = None) -> Accounts:
    """List who has points, the one who earned most first.

    Args:
        book: the book.
        archived: whether archived customers are among them.
        limit: how many to list at the most.
    """
    with book.reading() as connection:
        policy = book_reads.policy(connection)
        found = reads.accounts(connection, levels_of(policy), archived=archived, limit=limit)
        return Accounts(tuple(found), is_on(policy))


def one(book: Book, customer: str) -> Ledger:
    """Read what a customer has, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    from crmcli.services.naming.customers import named  # noqa: PLC0415 - not for lists

    with book.reading() as connection:
        return ledger_of(connection, named(connection, customer).id)


def ledger_of(connection: sqlite3.Connection, customer_id: int) -> Ledger:
    """Read what a customer that is known to be there has."""
    policy = book_reads.policy(connection)
    account = reads.account(connection, customer_id, levels_of(policy))
    return Ledger(account, tuple(reads.ledger(connection, customer_id)), is_on(policy))


def levels_of(policy: Policy) -> tuple[Level, ...]:
    """Give the levels of a policy."""
    return read_levels(policy.word("loyalty.levels"))


def is_on(policy: Policy) -> bool:
    """Tell whether a policy gives points, for purchases or for referrals."""
    return bool(policy.count("loyalty.points") or policy.count("loyalty.referral"))
