"""Writing what an edit changes in one customer, with its grade, its clocks and its search keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crmcli.domain.classes import Importance
from crmcli.domain.grade import GradeSource
from crmcli.services.customers.difference import LISTS, Wanted, difference
from crmcli.services.grades.regrading import regraded
from crmcli.services.grades.settled import reclocked
from crmcli.services.naming.findability import findable, found_by
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standing

if TYPE_CHECKING:
    from crmcli.domain.contact import NewFacts
    from crmcli.domain.customer import Customer
    from crmcli.store.reads.standing import Standing
    from crmcli.store.transaction import Transaction

_KEYED = {"name", "kind", "company", "phones", "emails"}
_TIMED = {"importance", "every", "by_channel", "may_contact", "birthday", "festivals"}
_GRADED = {"need", "expected_close", "grade"}
_POINTS = {"phones": "phone", "emails": "email"}


def made(transaction: Transaction, customer: Customer, wanted: Wanted) -> tuple[str, ...]:
    """Make an edit to a customer.

    Args:
        transaction: the open transaction.
        customer: the customer as it is.
        wanted: what is asked for.

    Returns:
        The names of the fields that changed; empty if nothing did, and then nothing was written.
    """
    connection = transaction.connection
    changes = difference(customer, wanted)
    found = found_by(connection, customer.id, keys=bool(changes.keys() & _KEYED))
    changed = {name: None for name in changes if name not in _GRADED}
    if changed:
        _write(transaction, customer, changes)
    before = standing(connection, customer.id)
    after = _regraded(transaction, before, wanted)
    if after is not None:
        changed |= dict.fromkeys(_moved(before, after) or ["grade"])
    if not changed:
        return ()
    if changed.keys() & (_TIMED | _GRADED):
        reclocked(transaction, after or before, book_reads.policy(connection))
    transaction.change("customer", {"id": customer.id}, updated=transaction.run.now)
    findable(transaction, customer.id, found)
    return tuple(changed)


def put_points(
    transaction: Transaction,
    customer_id: int,
    person_id: int | None,
    kind: str,
    values: tuple[str, ...],
) -> None:
    """Replace the numbers, addresses or handles of one kind, the main one first."""
    owner: dict[str, Any] = {"customer_id": customer_id, "person_id": person_id, "kind": kind}
    transaction.remove("contact_point", **owner)
    rows = [{**owner, "value": value, "position": at} for at, value in enumerate(values)]
    transaction.add_many("contact_point", rows)


def _write(
    transaction: Transaction, customer: Customer, changes: dict[str, tuple[Any, Any]]
) -> None:
    columns: dict[str, Any] = {}
    for name, (_, new) in changes.items():
        if name in LISTS:
            _write_list(transaction, customer.id, name, new)
        elif name.startswith("handle."):
            values = () if new is None else (new,)
            put_points(transaction, customer.id, None, name.removeprefix("handle."), values)
        elif name not in _GRADED:
            columns |= _columns(transaction, customer, name, new)
    if columns:
        transaction.change("customer", {"id": customer.id}, **columns)
    if "referred_by" in columns:
        from crmcli.store.settling.crediting import credit_referrer  # noqa: PLC0415 - few edits change that

        credit_referrer(transaction, customer.id)


def _write_list(
    transaction: Transaction, customer_id: int, name: str, values: tuple[str, ...]
) -> None:
    if name in _POINTS:
        put_points(transaction, customer_id, None, _POINTS[name], values)
        return
    transaction.remove("tag", customer_id=customer_id)
    transaction.add_many("tag", [{"customer_id": customer_id, "tag": tag} for tag in values])


def _columns(
    transaction: Transaction,
    customer: Customer,
    name: str,
    new: Any,  # noqa: ANN401 - any field's
) -> dict[str, Any]:
    """Give the columns of one field; a custom one has a row of its own and none."""
    today = transaction.run.today
    if not hasattr(customer, name):
        row = {"customer_id": customer.id, "name": name}
        transaction.remove("field_value", **row)
        if new is not None:
            transaction.add("field_value", **row, value=new)
        return {}
    if name == "potential":
        minor, currency = (None, None) if new is None else (new.minor, new.currency)
        return {"potential_minor": minor, "potential_currency": currency}
    if name == "importance":
        return {name: new, "key_since": today if new is Importance.KEY else None}
    if name == "every":
        span = None if new is None else str(new)
        return {name: span, "every_since": None if new is None else today}
    if name == "by_channel":
        return {name: new, "every_since": today}
    return {name: new}


def _regraded(transaction: Transaction, before: Standing, wanted: Wanted) -> Standing | None:
    """Grade a customer again if facts or a grade were given; None if nothing came of it."""
    own = before.own_facts
    known = {"need": own.need, "expected_close": own.expected_close}
    forgotten = {name for name in wanted.forgotten if known[name] is not None}
    facts = _new(wanted.facts, before)
    if not (forgotten or facts.given or facts.grade is not None):
        return None
    stands = before
    if forgotten:
        columns = {"need": "need", "expected_close": "own_close"}
        emptied = {columns[name]: None for name in forgotten}
        transaction.change("customer", {"id": before.customer_id}, **emptied)
        stands = standing(transaction.connection, before.customer_id)
    policy = book_reads.policy(transaction.connection)
    after = regraded(transaction, stands, facts, policy, facts_changed=bool(forgotten))
    noted = facts.grade is not None
    return after if noted or _moved(before, after) else None


def _new(facts: NewFacts, stands: Standing) -> NewFacts:
    """Leave out a grade by hand that stands already, unless there is something to say to it.

    Beside new facts it is said again, or the rule would take its place.
    """
    current = stands.grading
    same = facts.grade is current.grade and current.source is GradeSource.HAND
    return replace(facts, grade=None) if same and not (facts.reason or facts.given) else facts


def _moved(before: Standing, after: Standing) -> list[str]:
    pairs = (
        ("need", before.own_facts.need, after.own_facts.need),
        ("expected_close", before.own_facts.expected_close, after.own_facts.expected_close),
        ("grade", before.grading, after.grading),
    )
    return [name for name, old, new in pairs if old != new]
