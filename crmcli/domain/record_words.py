"""What the records of a book are called, by the names of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORDS: Mapping[str, tuple[str, str]] = {
    "customer": (N_("customer"), N_("customers")),
    "person": (N_("person"), N_("people")),
    "contact_point": (N_("phone number or address"), N_("phone numbers and addresses")),
    "tag": (N_("tag"), N_("tags")),
    "field_value": (N_("value of a field"), N_("values of own fields")),
    "pin": (N_("pin"), N_("pins")),
    "contact": (N_("contact"), N_("contacts")),
    "contact_person": (N_("participant"), N_("participants")),
    "promise": (N_("promise"), N_("promises")),
    "promise_move": (N_("move of a promise"), N_("moves of promises")),
    "grade_change": (N_("grade"), N_("grades")),
    "obligation": (N_("due date"), N_("due dates")),
    "policy_change": (N_("policy"), N_("policies")),
    "custom_field": (N_("field"), N_("fields")),
    "setting": (N_("setting"), N_("settings")),
}
"""By table what one of its rows is called, and what several are."""


def record_word(table: str) -> Message:
    """Name a record of a table; of one without a word of its own by the table's name."""
    known = RECORDS.get(table)
    return message("{record}", record=table) if known is None else message(known[0])


def records_word(table: str) -> Message:
    """Name records of a table; of one without a word of its own by the table's name."""
    known = RECORDS.get(table)
    return message("{record}", record=table) if known is None else message(known[1])


def record_numbered(table: str, number: object) -> Message:
    """Name one record by its number or key, such as "contact 17"."""
    return message("{record} {number}", record=record_word(table), number=number)


def record_of_customer(table: str, customer_id: object) -> Message:
    """Name a record that has no number by whose it is."""
    return message(N_("{record} of customer {id}"), record=record_word(table), id=customer_id)
