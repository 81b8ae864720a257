"""Customers as they are in the book, one or a whole list, in bounded memory."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from crmcli.domain.channel import Channel
from crmcli.domain.classes import (
    Frequency,
    Importance,
    Lifecycle,
    NeedKind,
    SaleStatus,
    UrgencyLimits,
    ValueClass,
)
from crmcli.domain.customer import CompanySize, Customer, CustomerKind, Gender
from crmcli.domain.grade import Grade, GradeSource, Need
from crmcli.domain.person import Person
from crmcli.domain.trade_classes import fallen
from crmcli.store.reads import values as read
from crmcli.store.reads.closing import expected_close

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

_CHUNK = 400
"""How many customers are completed at a time with what lies in other tables."""

_COLUMNS = f"""
    id, uid, kind, name, company, title, gender, occupation, grade, grade_source, stated_need,
    need_kind, {expected_close("customer_card")}, status, importance, value, frequency, lifecycle,
    channel, address, industry, company_size, source, owner, birthday, last_contact, next_due,
    relationship_due, open_promises, next_promise, verified, created, updated, archived, lost,
    lost_reason, potential_minor, potential_currency, referred_by, registered, hobbies,
    product_needs, service_requirements, every, by_channel, first_purchase_on, notes,
    may_contact, may_share, consent_on, consent_reason, open_complaints, next_complaint,
    value_medium_on, value_low_on, frequency_medium_on, frequency_low_on, open_deals, purchases,
    expected_close, festivals
"""


def customer(connection: sqlite3.Connection, customer_id: int, today: date) -> Customer | None:
    """Read one customer; None if there is none with this id."""
    found = customers(connection, today, "id = :id", {"id": customer_id})
    return next(found, None)


def customers(
    connection: sqlite3.Connection,
    today: date,
    condition: str,
    parameters: Mapping[str, object],
    tail: str = "ORDER BY id",
) -> Iterator[Customer]:
    """Yield the customers that meet a condition on the view `customer_card`.

    Args:
        connection: the reading door.
        today: the local date that classes are seen from.
        condition: SQL built by `store.reads.filters.selection` or a constant, never from user text.
        parameters: the values of its placeholders.
        tail: ORDER BY and LIMIT, likewise.
    """
    limits = UrgencyLimits(today)
    sql = f"SELECT {_COLUMNS} FROM customer_card WHERE {condition} {tail}"  # noqa: S608 - see above
    cursor = connection.execute(sql, {**parameters, "today": today.isoformat()})
    while rows := list(islice(cursor, _CHUNK)):
        lists = Lists(connection, [row[0] for row in rows])
        for row in rows:
            yield _customer(row, lists, limits, today)


class Lists:
    """What other tables hold of some customers, by customer."""

    def __init__(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        self._connection = connection
        self._ids = list(ids)
        self.phones: dict[int, list[str]] = {}
        self.emails: dict[int, list[str]] = {}
        self.handles: dict[int, dict[str, str]] = {}
        self.tags: dict[int, list[str]] = {}
        self.fields: dict[int, dict[str, str]] = {}
        self.people: dict[int, list[Person]] = {}
        self._read()

    def _read(self) -> None:
        of_people: dict[tuple[int, str], list[str]] = {}
        for owner, person, kind, value in self._of(
            "customer_id, person_id, kind, value FROM contact_point", "customer_id, position, id"
        ):
            if person is not None:
                of_people.setdefault((person, kind), []).append(value)
            elif kind == "phone":
                self.phones.setdefault(owner, []).append(value)
            elif kind == "email":
                self.emails.setdefault(owner, []).append(value)
            else:
                self.handles.setdefault(owner, {})[kind] = value
        for owner, tag in self._of("customer_id, tag FROM tag", "customer_id, tag"):
            self.tags.setdefault(owner, []).append(tag)
        for owner, name, value in self._of(
            "customer_id, name, value FROM field_value", "customer_id, name"
        ):
            self.fields.setdefault(owner, {})[name] = value
        for owner, key, name, title, role, birthday in self._of(
            "customer_id, id, name, title, role, birthday FROM person", "customer_id, id"
        ):
            phones = tuple(of_people.get((key, "phone"), ()))
            emails = tuple(of_people.get((key, "email"), ()))
            person = Person(key, owner, name, title, role, phones, emails, birthday)
            self.people.setdefault(owner, []).append(person)

    def _of(self, what: str, order: str) -> sqlite3.Cursor:
        places = ",".join("?" * len(self._ids))
        sql = f"SELECT {what} WHERE customer_id IN ({places}) ORDER BY {order}"
        return self._connection.execute(sql, self._ids)


def _customer(row: tuple[Any, ...], lists: Lists, limits: UrgencyLimits, today: date) -> Customer:
    (key, uid, kind, name, company, title, gender, occupation, grade, source, need) = row[:11]
    (need_kind, close, status, importance, value, frequency, lifecycle, channel) = row[11:19]
    (address, industry, size, origin, owner, birthday, last_contact, next_due) = row[19:27]
    (relationship_due, open_promises, next_promise, verified, created, updated) = row[27:33]
    (archived, lost, lost_reason, minor, currency, referred_by, registered) = row[33:40]
    (hobbies, product_needs, requirements, every, by_channel, first_purchase, notes) = row[40:47]
    (may_contact, may_share, consent_on, consent_reason, complaints, complaint) = row[47:53]
    (value_medium, value_low, often_medium, often_low, deals, purchases, earliest) = row[53:60]
    # A deal that is late is urgent, whichever date its customer is expected to close on.
    ahead = [each for each in (earliest, next_promise, complaint) if each is not None]
    nearest = min(ahead, default=None)
    first = read.day(first_purchase)
    return Customer(
        id=key,
        uid=uid,
        kind=CustomerKind(kind),
        name=name,
        company=company,
        title=title,
        gender=read.choice(Gender, gender),
        occupation=occupation,
        grade=Grade(grade),
        grade_source=GradeSource(source),
        need=read.choice(Need, need),
        need_kind=read.choice(NeedKind, need_kind),
        expected_close=read.day(close),
        urgency=limits.of(read.day(nearest)),
        status=SaleStatus(status),
        importance=Importance(importance),
        value=fallen(ValueClass(value), read.day(value_medium), read.day(value_low), today),
        frequency=fallen(Frequency(frequency), read.day(often_medium), read.day(often_low), today),
        lifecycle=Lifecycle(lifecycle),
        channel=read.choice(Channel, channel),
        phones=tuple(lists.phones.get(key, ())),
        emails=tuple(lists.emails.get(key, ())),
        address=address,
        industry=industry,
        company_size=read.choice(CompanySize, size),
        source=origin,
        owner=owner,
        tags=tuple(lists.tags.get(key, ())),
        fields=lists.fields.get(key, {}),
        birthday=birthday,
        last_contact=read.day(last_contact),
        next_due=read.day(next_due),
        relationship_due=read.day(relationship_due),
        open_promises=open_promises,
        open_complaints=complaints,
        people=tuple(lists.people.get(key, ())),
        verified=date.fromisoformat(verified),
        created=datetime.fromisoformat(created),
        updated=datetime.fromisoformat(updated),
        archived=read.instant(archived),
        lost=read.day(lost),
        lost_reason=lost_reason,
        potential=read.money(minor, currency),
        referred_by=referred_by,
        registered=read.day(registered),
        hobbies=hobbies,
        handles=lists.handles.get(key, {}),
        product_needs=product_needs,
        service_requirements=requirements,
        every=None if every is None else read.span(every),
        by_channel=read.choice(Channel, by_channel),
        cooperation_years=None if first is None else whole_years(first, today),
        notes=notes,
        may_contact=bool(may_contact),
        may_share=bool(may_share),
        consent_on=read.day(consent_on),
        consent_reason=consent_reason,
        open_deals=deals,
        purchase_count=purchases,
        festivals=row[60],
    )


def whole_years(first: date, today: date) -> int:
    """Count the whole years between two dates."""
    return today.year - first.year - ((today.month, today.day) < (first.month, first.day))
