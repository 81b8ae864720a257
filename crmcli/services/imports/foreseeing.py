"""What an import would change in customers of the book, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.grade import Grade, Need
from crmcli.domain.grading import Facts, judge
from crmcli.services.customers.changes import FieldChange
from crmcli.services.imports.beside import beside
from crmcli.services.imports.result import RowChange
from crmcli.services.imports.staged_entry import unstaged
from crmcli.services.imports.updating import changes_of, update_of
from crmcli.store.reads import book as book_reads
from crmcli.store.reads import identity
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.contact import NewFacts
    from crmcli.domain.customer import Customer
    from crmcli.domain.policy import Policy
    from crmcli.store.staging.rows import Staging
    from crmcli.store.staging.said import Said

_MOST_CHANGES = 1000
"""How many changed customers are told field by field; the counts always count all."""

_CHANGED = (Fate.UPDATED, Fate.ADDED)


def foreseen(connection: sqlite3.Connection, rows: Staging, today: date) -> Iterator[RowChange]:
    """Yield the first rows that change a customer, each with what it changes."""
    policy = book_reads.policy(connection)
    for row, customer_id in rows.updates(_MOST_CHANGES):
        customer = identity.some(connection, [customer_id], today)[customer_id]
        entry = unstaged(row.kept, today)
        known = beside(connection, customer, entry)
        update = update_of(customer, entry, known, exact=rows.exact)
        pairs = changes_of(customer, update)
        grade = _grade_after(customer, update.wanted.facts, policy, today)
        if grade is not customer.grade:
            pairs["grade"] = (customer.grade, grade)
        pairs |= _referred(customer, rows.links.of(row.number, *_CHANGED))
        changes = {name: FieldChange(old, new) for name, (old, new) in pairs.items()}
        yield RowChange(row.number, customer_id, customer.name, changes)


def _referred(customer: Customer, said: Said | None) -> dict[str, tuple[Any, Any]]:
    """Say who will have referred a customer: by id, or as the file says where that one is new."""
    if said is None or (said.referrer is None and not said.is_new):
        return {}
    after = said.text if said.is_new else said.referrer
    return {} if after == customer.referred_by else {"referred_by": (customer.referred_by, after)}


def _grade_after(customer: Customer, new: NewFacts, policy: Policy, today: date) -> Grade:
    """Foresee the grade after new facts; deals have dates of their own, so there it stays open."""
    if new.grade is not None:
        return new.grade
    if not new.given or customer.open_deals:
        return customer.grade
    close = new.expected_close or customer.expected_close
    need = new.need or customer.need or (Need.CLEAR if close is not None else None)
    return judge(Facts(need, close), today, policy.horizons).grade or customer.grade
