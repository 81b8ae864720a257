"""What is owed, read from the index of obligations: it costs what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli.domain.cadence import Basis
from crmcli.domain.classes import Importance
from crmcli.domain.contact import Channel
from crmcli.domain.due import KIND_ORDER, DueRow, due_ref
from crmcli.domain.due_reason import DueFacts, due_explanation, due_reason, due_title
from crmcli.domain.grading import Grade, GradeSource, Ground, Need
from crmcli.domain.obligation import DueKind
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True)
class DueQuery:
    """Which part of the list is asked for.

    Args:
        today: the local date it is asked on.
        ahead: how many days ahead to look, 0 for what is due.
        kinds: only these; empty for all.
        grades: only customers of these; empty for all.
        owners: only customers of these owners; empty for all.
        customer_id: only this customer.
        theirs: also what others promised.
        explain: reasons in full.
        currency: the book's currency; amounts in others cannot be compared and come after.
    """

    today: date
    ahead: int = 0
    kinds: tuple[DueKind, ...] = ()
    grades: tuple[Grade, ...] = ()
    owners: tuple[str, ...] = ()
    customer_id: int | None = None
    theirs: bool = False
    explain: bool = False
    currency: str = "CNY"

    @property
    def until(self) -> date:
        """The last day that belongs to the list."""
        try:
            return self.today + timedelta(days=self.ahead)
        except OverflowError:
            return date.max


_COLUMNS = """
    o.kind, o.subject_id, o.customer_id, c.name, c.company, c.grade, o.due, o.due_day, o.cadence,
    o.basis, o.since, o.channel, p.theirs, p.text, o.planned_on, o.snoozed_until, o.snooze_reason,
    c.grade_source, c.grade_ground, c.grade_since, c.need, coalesce(c.deal_close, c.own_close),
    c.importance, c.every IS NOT NULL, c.last_contact, c.last_via,
    c.potential_minor, c.potential_currency,
    (SELECT t.value FROM contact_point t
      WHERE t.customer_id = o.customer_id AND t.kind = 'phone' ORDER BY t.position LIMIT 1)
"""
_TABLES = """
    obligation o JOIN customer c ON c.id = o.customer_id
    LEFT JOIN promise p ON o.kind = 'promise' AND p.id = o.subject_id
"""
_RANKS = " ".join(f"WHEN '{kind}' THEN {rank}" for kind, rank in KIND_ORDER.items())
_ORDER = f"""
    c.grade = 'E', CASE o.kind {_RANKS} END,
    (:today_day - o.due_day) * 1.0 / o.cadence_days DESC,
    coalesce(c.potential_currency = :currency, 0) DESC, coalesce(c.potential_minor, 0) DESC,
    o.customer_id, o.kind, o.subject_id
"""


def due_rows(connection: sqlite3.Connection, query: DueQuery) -> Iterator[DueRow]:
    """Yield the due list in its order (product.md section 4), one row for each obligation."""
    condition, values = conditions(query)
    sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {condition} ORDER BY {_ORDER}"  # noqa: S608 - built from constants
    for row in connection.execute(sql, values):
        yield _row(row, query)


def conditions(query: DueQuery) -> tuple[str, dict[str, object]]:
    """Give the WHERE clause of a query on obligations `o`, customers `c` and promises `p`."""
    parts = ["o.shown_from <= :until"]
    values: dict[str, object] = {
        "until": query.until.isoformat(),
        "today_day": query.today.toordinal(),
        "currency": query.currency,
    }
    if not query.theirs:
        parts.append("coalesce(p.theirs, 0) = 0")
    for name, expression, wanted in (
        ("kind", "o.kind", query.kinds),
        ("grade", "c.grade", query.grades),
        ("owner", "c.owner", query.owners),
    ):
        if wanted:
            parts.append(_one_of(expression, name, wanted, values))
    if query.customer_id is not None:
        parts.append("o.customer_id = :customer_id")
        values["customer_id"] = query.customer_id
    return " AND ".join(parts), values


def _one_of(
    expression: str, name: str, wanted: Collection[str], values: dict[str, object]
) -> str:
    names = []
    for number, each in enumerate(wanted):
        values[f"{name}{number}"] = str(each)
        names.append(f":{name}{number}")
    return f"{expression} IN ({', '.join(names)})"


def _row(row: tuple[Any, ...], query: DueQuery) -> DueRow:
    facts = _facts(row)
    _, subject_id, customer_id, name, company, _, _, due_day = row[:8]
    minor, currency, phone = row[26:29]
    return DueRow(
        ref=due_ref(facts.kind, subject_id),
        kind=facts.kind,
        customer_id=customer_id,
        customer=name,
        company=company,
        grade=facts.grade,
        due=facts.due,
        overdue_days=query.today.toordinal() - due_day,
        channel=facts.channel,
        title=due_title(facts),
        why=due_explanation(facts, query.today) if query.explain else due_reason(facts),
        phone=phone,
        amount=read.money(minor, currency),
        snoozed_until=facts.snoozed_until,
    )


def _facts(row: tuple[Any, ...]) -> DueFacts:
    (kind, _, _, _, _, grade, due, _, cadence, basis, since, channel, theirs, text) = row[:14]
    (planned, snoozed, snooze_reason, source, ground, grade_since, need, close) = row[14:22]
    (importance, own_frequency, last_contact, last_via) = row[22:26]
    return DueFacts(
        kind=DueKind(kind),
        due=date.fromisoformat(due),
        cadence=read.span(cadence),
        basis=Basis(basis),
        since=date.fromisoformat(since),
        channel=read.choice(Channel, channel),
        theirs=bool(theirs),
        promise=text,
        planned_on=read.day(planned),
        snoozed_until=read.day(snoozed),
        snooze_reason=snooze_reason,
        grade=Grade(grade),
        grade_source=GradeSource(source),
        ground=read.choice(Ground, ground),
        grade_since=date.fromisoformat(grade_since),
        need=read.choice(Need, need),
        expected_close=read.day(close),
        importance=Importance(importance),
        own_frequency=bool(own_frequency),
        last_contact=read.day(last_contact),
        last_via=read.choice(Channel, last_via),
    )
