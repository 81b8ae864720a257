"""How the tables hang together: their keys, which rows are parts of which, who refers to whom.

The models say the same (a test compares), but a command that writes need not load them for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

KEYS: Mapping[str, tuple[str, ...]] = {
    "book": ("uid",),
    "campaign_member": ("campaign_id", "customer_id"),
    "column_map": ("record", "name"),
    "contact_person": ("contact_id", "person_id"),
    "custom_field": ("name",),
    "field_value": ("customer_id", "name"),
    "obligation": ("kind", "subject_id"),
    "pin": ("customer_id", "axis"),
    "report_run": ("name",),
    "saved_report": ("name",),
    "search_key": ("key", "kind", "customer_id"),
    "setting": ("name",),
    "tag": ("customer_id", "tag"),
    "work_calendar": ("name",),
}
"""The tables whose rows have a key of their own instead of an id."""

_OF_CUSTOMER = {"customer_id": "customer"}
PARTS: Mapping[str, Mapping[str, str]] = {
    "person": _OF_CUSTOMER,
    "contact_point": {**_OF_CUSTOMER, "person_id": "person"},
    "card_line": _OF_CUSTOMER,
    "pin": _OF_CUSTOMER,
    "tag": _OF_CUSTOMER,
    "field_value": _OF_CUSTOMER,
    "contact": _OF_CUSTOMER,
    "contact_person": {"contact_id": "contact", "person_id": "person"},
    "promise": _OF_CUSTOMER,
    "promise_move": {"promise_id": "promise"},
    "grade_change": _OF_CUSTOMER,
    "obligation": _OF_CUSTOMER,
    "deal": _OF_CUSTOMER,
    "deal_move": {**_OF_CUSTOMER, "deal_id": "deal"},
    "deal_case": {**_OF_CUSTOMER, "deal_id": "deal"},
    "purchase": _OF_CUSTOMER,
    "loyalty_entry": {**_OF_CUSTOMER, "purchase_id": "purchase"},
    "feedback": _OF_CUSTOMER,
    "feedback_step": {**_OF_CUSTOMER, "feedback_id": "feedback"},
    "measure": {**_OF_CUSTOMER, "feedback_id": "feedback"},
    "survey": _OF_CUSTOMER,
    "churn_look": _OF_CUSTOMER,
    "winback_try": _OF_CUSTOMER,
    "campaign_member": {**_OF_CUSTOMER, "campaign_id": "campaign"},
}
"""By table the columns that name the record a row is a part of: it goes when that one goes."""

LINKS: Mapping[str, Mapping[str, str]] = {
    "customer": {"referred_by": "customer"},
    "contact": {"grade_deal_id": "deal"},
    "promise": {"contact_id": "contact"},
    "grade_change": {"contact_id": "contact", "deal_id": "deal"},
    "purchase": {"deal_id": "deal"},
    "loyalty_entry": {"referred_id": "customer"},
    "campaign_member": {"contact_id": "contact"},
    "field_value": {"name": "custom_field"},
}
"""By table the columns that name a record the row is no part of: it cannot go before them."""

UNNOTED = frozenset({
    "book", "command", "change", "copy", "erasure", "report_run", "search_key",
})  # fmt: skip
"""The tables without a history: what tells of the others, and what is made from them."""


def key_columns(table: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a table apart."""
    return KEYS.get(table, ("id",))


def key_text(table: str, row: Mapping[str, object]) -> str:
    """Write the key of a row of a table without ids, as notes have it."""
    return json_text([row[name] for name in KEYS[table]])


def json_text(value: object) -> str:
    """Write JSON as the history keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def number_column(table: str) -> str | None:
    """Return the column whose number says in the history which record it was; None without one.

    For a table without ids that is the record its rows are a part of.
    """
    if table not in KEYS:
        return "id"
    return next(iter(PARTS.get(table, ())), None)


def customer_of(
    connection: sqlite3.Connection, table: str, row: Mapping[str, object]
) -> int | None:
    """Return whose row this is, None for one that belongs to the whole book."""
    if table == "customer":
        found = row["id"]
    elif "customer_id" in row:
        found = row["customer_id"]
    elif table in PARTS:
        column, whole = next(iter(PARTS[table].items()))
        sql = f"SELECT customer_id FROM {whole} WHERE id = ?"  # noqa: S608 - our names
        (found,) = connection.execute(sql, (row[column],)).fetchone() or (None,)
    else:
        return None
    return found if isinstance(found, int) else None
