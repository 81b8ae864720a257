"""What is owed, read from the index of obligations: it costs what it returns."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from crmcli.domain import currency
from crmcli.domain.basis import Basis
from crmcli.domain.channel import Channel
from crmcli.domain.due import DueQuery, DueRow, due_ref
from crmcli.domain.due_kind import GREETING_KINDS, DueKind
from crmcli.domain.due_reason import DueFacts, due_reason, due_title
from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.store.reads import values as read
from crmcli.store.reads.closing import expected_close
from crmcli.store.reads.due_order import CODE, MINOR, ORDER, worth

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

__all__ = ["DueQuery", "conditions", "due_row", "due_rows", "next_day", "not_contacted"]

COLUMNS = f"""
    o.kind, o.subject_id, o.customer_id, c.name, c.company, o.due_day,
    {MINOR}, {CODE},
    (SELECT t.value FROM contact_point t
      WHERE t.customer_id = o.customer_id AND t.kind = 'phone' ORDER BY t.position LIMIT 1),
    o.due, o.cadence, o.basis, o.since, o.channel, coalesce(p.theirs, 0), p.text,
    o.retry_on, o.planned_on, o.snoozed_until, o.snooze_reason,
    c.grade, c.grade_source, c.grade_ground, c.grade_since, c.need,
    {expected_close("c")}, c.every IS NOT NULL, c.last_contact, c.last_via,
    c.may_contact, c.consent_on, c.consent_reason,
    o.due_at, o.figures, d.id, d.title, d.stage, d.expected_close,
    (SELECT min(b.id) FROM feedback b
      WHERE b.customer_id = o.customer_id AND b.kind = 'complaint' AND b.closed IS NULL),
    o.shown_until
"""  # noqa: S608 - built from constants
"""What a row of the list is made from, of `TABLES`."""
TABLES = """
    obligation o JOIN customer c ON c.id = o.customer_id
    LEFT JOIN promise p ON o.kind = 'promise' AND p.id = o.subject_id
    LEFT JOIN deal d ON d.id = CASE WHEN o.kind = 'deal' THEN o.subject_id
        WHEN c.open_deals > 0 THEN (
            SELECT n.id FROM deal n WHERE n.customer_id = c.id AND n.closed IS NULL
             ORDER BY n.expected_close IS NULL, n.expected_close < :today, n.expected_close, n.id
             LIMIT 1) END
"""
"""What `conditions` speak of, on `:today`; the deal is the row's own, else the nearest open one."""


def due_rows(connection: sqlite3.Connection, query: DueQuery) -> Iterator[DueRow]:
    """Yield the due list in its order (product.md section 4), one row for each obligation."""
    condition, values = conditions(query)
    values["worth"] = worth(connection, query.today)
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE {condition} ORDER BY {ORDER}"  # noqa: S608 - built from constants
    for row in connection.execute(sql, values):
        yield row_of(connection, row, query)


def due_row(
    connection: sqlite3.Connection,
    kind: DueKind,
    subject_id: int,
    today: date,
    now: datetime | None = None,
) -> DueRow | None:
    """Read one obligation, due or not; None if there is none."""
    sql = f"SELECT {COLUMNS} FROM {TABLES} WHERE o.kind = :kind AND o.subject_id = :id"  # noqa: S608 - as above
    values = {"kind": str(kind), "id": subject_id, "today": today.isoformat()}
    row = connection.execute(sql, values).fetchone()
    return None if row is None else row_of(connection, row, DueQuery(today, now=now))


def next_day(connection: sqlite3.Connection, query: DueQuery) -> date | None:
    """Say on which day after those of the query something comes; None for never."""
    condition, values = conditions(query, shown="o.shown_from > :until")
    sql = f"SELECT o.shown_from FROM {TABLES} WHERE {condition} ORDER BY o.shown_from LIMIT 1"  # noqa: S608 - as above
    row = connection.execute(sql, values).fetchone()
    return None if row is None else date.fromisoformat(row[0])


def not_contacted(connection: sqlite3.Connection, query: DueQuery, most: int) -> int:
    """Count the customers of a query who may not be contacted, up to `most`."""
    parts, values = _of_customers(query)
    parts = ["NOT c.may_contact", "c.archived IS NULL", *parts]
    sql = f"SELECT count(*) FROM (SELECT 1 FROM customer c WHERE {' AND '.join(parts)} LIMIT :most)"  # noqa: S608 - as above
    (count,) = connection.execute(sql, {**values, "most": most}).fetchone()
    return int(count)


def conditions(
    query: DueQuery, *, shown: str = "o.shown_from <= :until"
) -> tuple[str, dict[str, object]]:
    """Give the WHERE clause of a query on obligations `o`, customers `c` and promises `p`."""
    parts = [shown, "(o.shown_until IS NULL OR o.shown_until >= :today)"]
    values: dict[str, object] = {
        "until": query.until.isoformat(),
        "today": query.today.isoformat(),
        "today_day": query.today.toordinal(),
        "currency": currency.DEFAULT,
    }
    if not query.theirs:
        parts.append("coalesce(p.theirs, 0) = 0")
    if query.kinds:
        # By day, not by kind: of a kind there may be a row for every customer.
        parts.append(_one_of("+o.kind", "kind", query.kinds, values))
    of_customers, more = _of_customers(query)
    if query.customer_id is not None:
        parts.append("o.customer_id = :customer_id")
        values["customer_id"] = query.customer_id
    return " AND ".join([*parts, *of_customers]), values | more


def _of_customers(query: DueQuery) -> tuple[list[str], dict[str, object]]:
    """Give what a query asks of customers `c`."""
    parts: list[str] = []
    values: dict[str, object] = {}
    for name, expression, wanted in (
        ("grade", "c.grade", query.grades),
        ("owner", "c.owner", query.owners),
    ):
        if wanted:
            parts.append(_one_of(expression, name, wanted, values))
    if query.tags:
        tagged = _one_of("t.tag", "tag", query.tags, values)
        parts.append(f"EXISTS (SELECT 1 FROM tag t WHERE t.customer_id = c.id AND {tagged})")  # noqa: S608 - as above
    if query.may_share is not None:
        parts.append("c.may_share" if query.may_share else "NOT c.may_share")
    return parts, values


def _one_of(expression: str, name: str, wanted: Collection[str], values: dict[str, object]) -> str:
    names = []
    for number, each in enumerate(wanted):
        values[f"{name}{number}"] = str(each)
        names.append(f":{name}{number}")
    return f"{expression} IN ({', '.join(names)})"


def row_of(connection: sqlite3.Connection, row: tuple[Any, ...], query: DueQuery) -> DueRow:
    """Make a row of the list of what `COLUMNS` gave."""
    kind, subject_id, customer_id, name, company, due_day, minor, code, phone = row[:9]
    facts = _facts(_KINDS(kind), subject_id, row[9:])
    due_at = read.instant(row[32])
    if due_at is not None:
        from crmcli.store.reads.feedback_steps import owed_step  # noqa: PLC0415 - few rows are so

        step = owed_step(connection, subject_id, due_at)
        if step is not None:
            facts = facts._replace(step=step[0], working=step[1])
    if facts.kind in GREETING_KINDS:
        from crmcli.store.reads.greeted import with_person  # noqa: PLC0415 - few rows are so

        facts = with_person(connection, facts)
    if query.explain:
        from crmcli.domain.due_explanation import due_explanation  # noqa: PLC0415 - with --why

        why = due_explanation(facts, query.today, query.now)
    else:
        why = due_reason(facts, query.today)
    late = query.today.toordinal() - due_day
    return DueRow(
        ref=due_ref(facts.kind, subject_id),
        kind=facts.kind,
        customer_id=customer_id,
        customer=name,
        company=company,
        grade=facts.grade,
        due=facts.due,
        overdue_days=late if due_at is None else _begun(late, due_at, query.now),
        channel=facts.channel,
        title=due_title(facts),
        why=why,
        phone=phone,
        amount=read.money(minor, code),
        snoozed_until=facts.snoozed_until,
        may_contact=facts.may_contact,
        due_at=due_at,
        complaint=row[38],
    )


def _begun(late: int, due_at: datetime, now: datetime | None) -> int:
    """Count the days begun since a limit, where it is known at which instant that is asked."""
    from crmcli.domain.limit import begun_days  # noqa: PLC0415 - few rows are so

    if now is None:
        return late
    return begun_days(due_at, now) or min(late, 0)


# A list has few words and many rows: each word is looked for among its enum's once.
_KINDS, _BASES, _CHANNELS, _GRADES = cache(DueKind), cache(Basis), cache(Channel), cache(Grade)
_SOURCES, _GROUNDS, _NEEDS = cache(GradeSource), cache(Ground), cache(Need)


def _facts(kind: DueKind, subject_id: int, row: tuple[Any, ...]) -> DueFacts:
    (due, cadence, basis, since, channel, theirs, text) = row[:7]
    (retry, planned, snoozed, snooze_reason) = row[7:11]
    (grade, source, ground, grade_since, need, close, own, last_contact, last_via) = row[11:20]
    (may_contact, consent_on, consent_reason) = row[20:23]
    (figures, deal_id, deal_title, stage, deal_close, complaint, shown_until) = row[24:]
    # The deal of another row is named where the customer's date is that deal's.
    named = deal_id is not None and (kind is DueKind.DEAL or deal_close == close)
    deal = None
    if named:
        from crmcli.domain.named_deal import NamedDeal  # noqa: PLC0415 - where there is one

        deal = NamedDeal(deal_id, deal_title)
    return DueFacts(
        kind=kind,
        subject_id=subject_id,
        due=date.fromisoformat(due),
        cadence=read.span(cadence),
        basis=_BASES(basis),
        since=date.fromisoformat(since),
        channel=None if channel is None else _CHANNELS(channel),
        theirs=bool(theirs),
        promise=text,
        retry_on=read.day(retry),
        planned_on=read.day(planned),
        snoozed_until=read.day(snoozed),
        snooze_reason=snooze_reason,
        grade=_GRADES(grade),
        grade_source=_SOURCES(source),
        ground=None if ground is None else _GROUNDS(ground),
        grade_since=date.fromisoformat(grade_since),
        need=None if need is None else _NEEDS(need),
        expected_close=read.day(close),
        own_frequency=bool(own),
        last_contact=read.day(last_contact),
        last_via=None if last_via is None else _CHANNELS(last_via),
        may_contact=bool(may_contact),
        consent_on=read.day(consent_on),
        consent_reason=consent_reason,
        complaint=None if kind is DueKind.COMPLAINT and complaint == subject_id else complaint,
        deal=deal,
        stage=stage,
        deal_close=read.day(deal_close) if kind is DueKind.DEAL else None,
        figures=figures,
        shown_until=read.day(shown_until),
    )
