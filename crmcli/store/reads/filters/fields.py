"""The fields that customers are filtered and sorted by, and their SQL over `customer_card`.

Nothing of what a user types is ever part of this SQL: a name selects an entry of this list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from crmcli.domain.birthday import read_birthday
from crmcli.domain.channel import Channel
from crmcli.domain.classes import (
    Frequency,
    Importance,
    Lifecycle,
    NeedKind,
    SaleStatus,
    Urgency,
    ValueClass,
)
from crmcli.domain.customer import CompanySize, CustomerKind, Gender
from crmcli.domain.festival_choice import read_festivals
from crmcli.domain.grade import Grade, GradeSource, Need
from crmcli.store.reads.closing import expected_close

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class FieldKind(Enum):
    """What a field holds, which says how values are read and compared."""

    TEXT = auto()
    CHOICE = auto()
    DATE = auto()
    INSTANT = auto()
    NUMBER = auto()
    SPAN = auto()
    MONEY = auto()
    LIST = auto()
    PHONES = auto()
    YES_NO = auto()
    OWN = auto()


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field.

    Args:
        kind: what it holds.
        sql: its value; for lists a query for its values, without a WHERE of its own name.
        choices: the closed list its values are from.
        order: what it is sorted by, if not by its value.
        past: whether a date phrase without a direction looks back.
        form: reads a text into the form that is kept, and refuses what cannot be one.
    """

    kind: FieldKind
    sql: str
    choices: type[StrEnum] | None = None
    order: tuple[str, ...] = ()
    past: bool = False
    form: Callable[[str, date], str] | None = None


EXPECTED_CLOSE = expected_close("customer_card")
"""The expected close that counts as of the date `:today`."""
# A deal that is late is urgent, whichever date its customer is expected to close on.
_ANY = "coalesce(expected_close, next_promise, next_complaint)"
_NEAREST = (
    f"min(coalesce(expected_close, {_ANY}), coalesce(next_promise, {_ANY}),"
    f" coalesce(next_complaint, {_ANY}))"
)
URGENCY = (
    f"CASE WHEN {_NEAREST} <= :urgent THEN 'urgent' WHEN {_NEAREST} <= :soon THEN 'soon'"
    f" WHEN {_NEAREST} <= :later THEN 'later' ELSE 'slow' END"
)
"""The urgency as of the dates `:urgent`, `:soon` and `:later` (domain.classes.UrgencyLimits)."""


def _falling(column: str) -> str:
    """Give a class that falls by itself, as of the date `:today`."""
    return (
        f"CASE WHEN {column}_low_on <= :today THEN 'low'"
        f" WHEN {column}_medium_on <= :today THEN 'medium' ELSE {column} END"
    )


VALUE = _falling("value")
FREQUENCY = _falling("frequency")


def _text(column: str) -> FilterField:
    return FilterField(FieldKind.TEXT, column, order=(f"{column} COLLATE NOCASE",))


def _choice(column: str, choices: type[StrEnum]) -> FilterField:
    ranks = " ".join(f"WHEN '{member.value}' THEN {rank}" for rank, member in enumerate(choices))
    return FilterField(FieldKind.CHOICE, column, choices, (f"CASE {column} {ranks} END",))


def _date(column: str, *, past: bool = False) -> FilterField:
    return FilterField(FieldKind.DATE, column, past=past)


def _instant(column: str) -> FilterField:
    return FilterField(FieldKind.INSTANT, column, past=True)


def _number(column: str) -> FilterField:
    return FilterField(FieldKind.NUMBER, column)


def _points(kind: str) -> str:
    return (
        "SELECT t.value AS value FROM contact_point t"  # noqa: S608 - our own names
        f" WHERE t.customer_id = customer_card.id AND t.kind = '{kind}'"
    )


FIELDS: dict[str, FilterField] = {
    "id": _number("id"),
    "uid": _text("uid"),
    "kind": _choice("kind", CustomerKind),
    "name": _text("name"),
    "company": _text("company"),
    "title": _text("title"),
    "gender": _choice("gender", Gender),
    "occupation": _text("occupation"),
    "grade": _choice("grade", Grade),
    "grade_source": _choice("grade_source", GradeSource),
    "need": _choice("stated_need", Need),
    "need_kind": _choice("need_kind", NeedKind),
    "expected_close": _date(EXPECTED_CLOSE),
    "urgency": FilterField(
        FieldKind.CHOICE,
        URGENCY,
        Urgency,
        (_NEAREST,),
    ),
    "status": _choice("status", SaleStatus),
    "importance": _choice("importance", Importance),
    "value": _choice(VALUE, ValueClass),
    "frequency": _choice(FREQUENCY, Frequency),
    "lifecycle": _choice("lifecycle", Lifecycle),
    "channel": _choice("channel", Channel),
    "phones": FilterField(FieldKind.PHONES, _points("phone")),
    "emails": FilterField(FieldKind.LIST, _points("email")),
    "address": _text("address"),
    "industry": _text("industry"),
    "company_size": _choice("company_size", CompanySize),
    "source": _text("source"),
    "owner": _text("owner"),
    "tags": FilterField(
        FieldKind.LIST,
        "SELECT t.tag AS value FROM tag t WHERE t.customer_id = customer_card.id",
    ),
    "people": FilterField(
        FieldKind.LIST,
        "SELECT t.name AS value FROM person t WHERE t.customer_id = customer_card.id",
    ),
    "birthday": replace(_text("birthday"), form=read_birthday),
    "last_contact": _date("last_contact", past=True),
    "next_due": _date("next_due"),
    "relationship_due": _date("relationship_due"),
    "open_promises": _number("open_promises"),
    "next_promise": _date("next_promise"),
    "open_deals": _number("open_deals"),
    "open_complaints": _number("open_complaints"),
    "purchase_count": _number("purchases"),
    "first_purchase": _date("first_purchase_on", past=True),
    "last_purchase": _date("last_purchase_on", past=True),
    "verified": _date("verified", past=True),
    "created": _instant("created"),
    "updated": _instant("updated"),
    "archived": _instant("archived"),
    "lost": _date("lost", past=True),
    "lost_reason": _text("lost_reason"),
    "potential": FilterField(
        FieldKind.MONEY, "potential_minor", order=("potential_currency", "potential_minor")
    ),
    "referred_by": _number("referred_by"),
    "registered": _date("registered", past=True),
    "hobbies": _text("hobbies"),
    "product_needs": _text("product_needs"),
    "service_requirements": _text("service_requirements"),
    "every": FilterField(FieldKind.SPAN, "every"),
    "by_channel": _choice("by_channel", Channel),
    "notes": _text("notes"),
    "may_contact": FilterField(FieldKind.YES_NO, "may_contact"),
    "may_share": FilterField(FieldKind.YES_NO, "may_share"),
    "consent_on": _date("consent_on", past=True),
    "consent_reason": _text("consent_reason"),
    "festivals": replace(_text("festivals"), form=lambda text, _: read_festivals(text)),
}
"""The built-in fields by name; `handle.SERVICE` and the book's own come beside them."""

ALIASES = {
    "phone": "phones",
    "email": "emails",
    "tag": "tags",
    "note": "notes",
    "close": "expected_close",
    "size": "company_size",
    "due": "next_due",
    "person": "people",
}
"""Short names, as the options write them."""

OWN = FilterField(
    FieldKind.OWN,
    "(SELECT t.value FROM field_value t"
    " WHERE t.customer_id = customer_card.id AND t.name = {name})",
)
"""A field of the book's own; its name is a parameter put in place of `{name}`."""

HANDLE = FilterField(
    FieldKind.LIST,
    "SELECT t.value AS value FROM contact_point t"
    " WHERE t.customer_id = customer_card.id AND t.kind = {name}",
)
"""A social handle; its service is a parameter likewise."""
