"""Looking at warnings: what stands leaves the due list, what comes up later is back on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.churn.facts import churn_policy
from crmcli.domain.churn.report import ChurnQuery, Looked
from crmcli.domain.churn.rule import churn_warnings
from crmcli.domain.text import clean_name
from crmcli.services.churn.reading import report_of
from crmcli.services.naming.customers import active
from crmcli.store.index import put_texts
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.churn import churn_facts
from crmcli.store.settling.facts import settle_owed

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.policy import Policy
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def foresee(book: Book, run: Run, texts: tuple[str, ...], note: str | None) -> tuple[Looked, ...]:
    """Say which warnings would be marked as looked at; nothing is written.

    Raises:
        CrmError: as for `look`.
    """
    words = None if note is None else clean_name(note, "--note")
    with book.reading() as connection:
        found = (_looked(connection, run, each, words) for each in _named(connection, texts))
        return tuple(replace(each, dry_run=True) for each in found)


def look(book: Book, run: Run, texts: tuple[str, ...], note: str | None) -> tuple[Looked, ...]:
    """Mark the warnings of customers as looked at today, all or none.

    Nothing is written for a customer without a warning that nobody has looked at, unless there is
    a note.

    Args:
        book: the book.
        run: the run.
        texts: the customers, as named on the command line.
        note: what came of it.

    Raises:
        CustomerNotFound, AmbiguousCustomer: a text names no or several customers.
        ArchivedCustomer: one is archived.
        UnusableText: the note is none.
    """
    words = None if note is None else clean_name(note, "--note")
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(tuple)
        if seen is not None:
            return seen
        connection = transaction.connection
        ids = _named(connection, texts)
        policy = book_reads.policy(connection)
        done = (look_at(transaction, customer_id, policy, words) for customer_id in ids)
        return transaction.finished(tuple(done))


def look_at(transaction: Transaction, customer_id: int, policy: Policy, note: str | None) -> Looked:
    """Mark the warnings of one customer as looked at today, as `look` does."""
    run = transaction.run
    facts = churn_facts(transaction.connection, [customer_id])[customer_id]
    found = churn_warnings(facts, churn_policy(policy))
    standing = [each for each in found if each.is_standing(run.today, run.now)]
    look_id = None
    if note is not None or not all(each.is_looked_at(facts.look) for each in standing):
        look_id = transaction.add(
            "churn_look",
            customer_id=customer_id,
            day=run.today,
            seen=" ".join(each.mark for each in standing),
            note=note,
            author=run.author,
        )
        put_texts(transaction, "churn_look_text", [(look_id, note or "")])
        settle_owed(transaction, [customer_id], policy)
    return _looked(transaction.connection, run, customer_id, note, look_id)


def _named(connection: sqlite3.Connection, texts: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(active(connection, text).id for text in texts))


def _looked(
    connection: sqlite3.Connection,
    run: Run,
    customer_id: int,
    note: str | None,
    look_id: int | None = None,
) -> Looked:
    query = ChurnQuery(run.today, run.now, looked=True)
    report = report_of(connection, customer_id, query)
    return Looked(
        id=look_id,
        customer_id=customer_id,
        customer=report.customer,
        day=run.today,
        note=note,
        author=run.author,
        warnings=report.warnings,
        next_warning=report.next_warning,
    )
