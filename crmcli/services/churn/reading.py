"""Warnings as they are asked for; nothing here loads the writing side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.churn.facts import churn_policy
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.orders import order_days, rhythm_of
from crmcli.domain.churn.report import ChurnReport, ChurnRow, Missing, WinbackTry
from crmcli.domain.churn.rule import all_too_little, churn_warnings, listed_from, too_little
from crmcli.domain.churn.words import quiet_days, quiet_ratio, warning_words
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.churn import churn_facts
from crmcli.store.reads.churn_looks import looks, warned
from crmcli.store.reads.customers import customer, customers
from crmcli.store.reads.winback import planned_try, tries_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.churn.facts import ChurnFacts, ChurnPolicy
    from crmcli.domain.churn.report import ChurnQuery
    from crmcli.domain.churn.warning import ChurnWarning
    from crmcli.domain.customer import Customer
    from crmcli.domain.message import Message
    from crmcli.store.book import Book

_AT_ONCE = 500
_QUIET_KINDS = frozenset({ChurnKind.RHYTHM, ChurnKind.NO_DEAL})


class ChurnBrief(NamedTuple):
    """What a briefing tells of a customer.

    Args:
        warnings: those that stand.
        too_little: that too few orders are known to tell a rhythm; None if enough are.
        tries: the tries to win it back, the latest first.
    """

    warnings: tuple[ChurnRow, ...]
    too_little: Message | None
    tries: tuple[WinbackTry, ...]


def listed(book: Book, query: ChurnQuery) -> list[ChurnRow]:
    """List the warnings of all customers that are not archived, the one that stands longest first.

    Args:
        book: the book.
        query: which of them.
    """
    found: list[ChurnRow] = []
    with book.reading() as connection:
        policy = churn_policy(book_reads.policy(connection))
        ids = warned(connection, query.today, looked=query.looked)
        for start in range(0, len(ids), _AT_ONCE):
            found += _rows_of(connection, ids[start : start + _AT_ONCE], policy, query)
    return sorted(found, key=lambda row: (row.appears, row.customer_id))


def reported(book: Book, text: str, query: ChurnQuery) -> ChurnReport:
    """Tell all that is known of whether a customer may leave.

    Args:
        book: the book.
        text: the customer, as named on the command line.
        query: when it is asked; all its warnings are told.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    from crmcli.services.naming.customers import named  # noqa: PLC0415 - where one is named

    with book.reading() as connection:
        customer_id = named(connection, text).id
        return report_of(connection, customer_id, query)


def report_of(connection: sqlite3.Connection, customer_id: int, query: ChurnQuery) -> ChurnReport:
    """Tell all that is known of whether a customer may leave; it is known to be there."""
    who = _customer(connection, customer_id, query.today)
    policy = churn_policy(book_reads.policy(connection))
    facts = churn_facts(connection, [customer_id])[customer_id]
    rhythm = rhythm_of(facts.bought, policy.orders)
    found = churn_warnings(facts, policy)
    quiet = [each.appears for each in found if each.kind is ChurnKind.RHYTHM]
    ahead = [each.appears for each in found if not each.is_standing(query.today, query.now)]
    days = order_days(facts.bought)
    return ChurnReport(
        customer_id=customer_id,
        customer=who.name,
        company=who.company,
        grade=who.grade,
        value=who.value,
        warnings=tuple(_rows(who, facts, policy, query)),
        missing=tuple(Missing(each.kind, each.why) for each in all_too_little(facts, policy)),
        orders=len(days),
        gap_days=None if rhythm is None else float(rhythm.gap),
        last_order=days[-1] if days else None,
        quiet_from=min(quiet, default=None),
        next_warning=min(ahead, default=None),
        looks=looks(connection, customer_id),
        lost=who.lost,
        lost_reason=who.lost_reason,
        winback=planned_try(connection, customer_id),
        tries=tries_of(connection, customer_id),
        may_contact=who.may_contact,
    )


def briefed(connection: sqlite3.Connection, who: Customer, query: ChurnQuery) -> ChurnBrief:
    """Tell of one customer what a briefing shows: its warnings, or that too little is known.

    Args:
        connection: the reading door, or that of a transaction.
        who: the customer.
        query: when it is asked, and whether warnings that were looked at are told too.
    """
    policy = churn_policy(book_reads.policy(connection))
    facts = churn_facts(connection, [who.id])[who.id]
    rows = tuple(_rows(who, facts, policy, query))
    return ChurnBrief(rows, too_little(facts, policy), tries_of(connection, who.id))


def _customer(connection: sqlite3.Connection, customer_id: int, today: date) -> Customer:
    found = customer(connection, customer_id, today)
    if found is None:
        raise LookupError(customer_id)
    return found


def _rows_of(
    connection: sqlite3.Connection, ids: list[int], policy: ChurnPolicy, query: ChurnQuery
) -> Iterator[ChurnRow]:
    facts = churn_facts(connection, ids)
    names = {f"id{number}": key for number, key in enumerate(ids)}
    condition = f"id IN ({', '.join(f':{name}' for name in names)})"
    for who in customers(connection, query.today, condition, names):
        yield from _rows(who, facts[who.id], policy, query)


def _rows(
    who: Customer, facts: ChurnFacts, policy: ChurnPolicy, query: ChurnQuery
) -> Iterator[ChurnRow]:
    for each in churn_warnings(facts, policy):
        if query.kinds and each.kind not in query.kinds:
            continue
        looked = facts.look.day if facts.look and each.is_looked_at(facts.look) else None
        if each.is_standing(query.today, query.now) and (query.looked or looked is None):
            yield _row(who, each, looked, query.today)


def _row(who: Customer, warning: ChurnWarning, looked: date | None, today: date) -> ChurnRow:
    is_due = looked is None and who.may_contact and who.archived is None
    ratio = quiet_ratio(warning, today)
    return ChurnRow(
        kind=warning.kind,
        customer_id=who.id,
        customer=who.name,
        company=who.company,
        grade=who.grade,
        value=who.value,
        appears=warning.appears,
        since=warning.since,
        why=warning_words(warning, today, stands=True),
        looked=looked,
        orders=warning.orders,
        gap_days=None if warning.gap is None else float(warning.gap),
        quiet_days=quiet_days(warning, today) if warning.kind in _QUIET_KINDS else None,
        ratio=None if ratio is None else round(float(ratio), 2),
        amounts=warning.amounts,
        score=warning.score,
        complaint_id=warning.complaint_id,
        limit=warning.limit,
        may_contact=who.may_contact,
        due=listed_from(warning) if is_due else None,
    )
