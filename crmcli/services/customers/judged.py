"""A customer that is known to be there, and the rule's answer to its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.grading import Facts, Verdict, judge
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.customers import customer as read_customer
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from crmcli.domain.customer import Customer


def existing(connection: sqlite3.Connection, customer_id: int, today: date) -> Customer:
    """Read a customer that is known to be there."""
    found = read_customer(connection, customer_id, today)
    if found is None:
        message = f"customer {customer_id} has gone"
        raise LookupError(message)
    return found


def verdict_of(connection: sqlite3.Connection, customer: Customer, today: date) -> Verdict:
    """Run the rule on a customer's facts as they are."""
    facts = Facts(customer.need, customer.expected_close)
    verdict = judge(facts, today, book_reads.policy(connection).horizons)
    deal = standing(connection, customer.id).deal(today)
    return replace(verdict, deal=deal)
