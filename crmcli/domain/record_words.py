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
    "card_line": (N_("line of a vCard"), N_("lines of a vCard")),
    "tag": (N_("tag"), N_("tags")),
    "field_value": (N_("value of a field"), N_("values of own fields")),
    "pin": (N_("pin"), N_("pins")),
    "contact": (N_("contact"), N_("contacts")),
    "contact_person": (N_("participant"), N_("participants")),
    "promise": (N_("promise"), N_("promises")),
    "promise_move": (N_("move of a promise"), N_("moves of promises")),
    "grade_change": (N_("grade"), N_("grades")),
    "obligation": (N_("due date"), N_("due dates")),
    "deal": (N_("deal"), N_("deals")),
    "deal_move": (N_("move of a deal"), N_("moves of deals")),
    "deal_case": (N_("case"), N_("cases")),
    "purchase": (N_("purchase"), N_("purchases")),
    "rate": (N_("exchange rate"), N_("exchange rates")),
    "loyalty_entry": (N_("line of loyalty points"), N_("lines of loyalty points")),
    "feedback": (N_("feedback"), N_("feedbacks")),
    "feedback_step": (N_("step of a feedback"), N_("steps of feedbacks")),
    "measure": (N_("measure"), N_("measures")),
    "survey": (N_("survey answer"), N_("survey answers")),
    "churn_look": (N_("look at warnings"), N_("looks at warnings")),
    "winback_try": (N_("try to win back"), N_("tries to win back")),
    "campaign": (N_("campaign"), N_("campaigns")),
    "campaign_member": (N_("customer of a campaign"), N_("customers of campaigns")),
    "policy_change": (N_("policy"), N_("policies")),
    "custom_field": (N_("field"), N_("fields")),
    "setting": (N_("setting"), N_("settings")),
    "column_map": (N_("mapping of columns"), N_("mappings of columns")),
    "work_calendar": (N_("work calendar"), N_("work calendars")),
    "saved_report": (N_("saved report"), N_("saved reports")),
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


def record_named(table: str, number: object, name: str | None) -> Message:
    """Name one record by its number or key, and by its name where it has one."""
    if name is None:
        return record_numbered(table, number)
    text = N_("{record} {name} ({number})")
    return message(text, record=record_word(table), name=name, number=number)


def reference(table: str, column: str, referrer: Message, record: Message) -> Message:
    """Say that one record refers to another.

    Args:
        table: the table of the one that refers.
        column: the column by which it does.
        referrer: the one that refers; one without a number is its customer.
        record: the other.
    """
    text = _REFERENCES.get((table, column), N_("{referrer} refers to {record}"))
    return message(text, referrer=referrer, record=record)


_REFERENCES: Mapping[tuple[str, str], str] = {
    ("customer", "referred_by"): N_("{referrer} was referred by {record}"),
    ("field_value", "name"): N_("{referrer} has a value in {record}"),
}
