"""What belongs to the book itself: its settings, policies and custom fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.currency import is_currency
from crmcli.domain.field import CustomField, FieldType
from crmcli.domain.policy import Policy, policy_from
from crmcli.domain.setting import DEFAULTS
from crmcli.domain.work_calendar import NONE
from crmcli.errors import UsageFault
from crmcli.store.faults import UnreadableValueError

if TYPE_CHECKING:
    import sqlite3

POLICIES = "policy_change.value"
UID = "book.uid"
CURRENCY_SETTING = "setting.currency"
"""What a book that holds nonsense there is told to hold it in."""

CURRENCY = DEFAULTS["currency"]
"""The currency of a book that was not given one."""

REGION = DEFAULTS["region"]
"""The country whose phone numbers need no country code, unless the book says otherwise."""


def uid(connection: sqlite3.Connection) -> str:
    """Read what tells the book, and every copy of it, from other books."""
    row = connection.execute("SELECT uid FROM book").fetchone()
    if row is None or not row[0]:
        raise UnreadableValueError(UID)
    return str(row[0])


def reckoned_on(connection: sqlite3.Connection) -> date | None:
    """Read the local date for which birthdays and festivals were reckoned last; None if never."""
    row = connection.execute("SELECT reckoned_on FROM book").fetchone()
    return None if row is None or row[0] is None else date.fromisoformat(row[0])


def settings(connection: sqlite3.Connection) -> dict[str, str]:
    """Read all settings of the book by name."""
    return dict(connection.execute("SELECT name, value FROM setting ORDER BY name"))


def currency(connection: sqlite3.Connection) -> str:
    """Read the book's currency, an ISO 4217 code."""
    found = settings(connection).get("currency", CURRENCY)
    if not is_currency(found):
        raise UnreadableValueError(CURRENCY_SETTING)
    return found


def region(connection: sqlite3.Connection) -> str:
    """Read the country, an ISO 3166 code, that phone numbers without one belong to."""
    return settings(connection).get("region", REGION)


def has_customers(connection: sqlite3.Connection) -> bool:
    """Tell whether anybody is in the book."""
    return connection.execute("SELECT 1 FROM customer LIMIT 1").fetchone() is not None


def policy(connection: sqlite3.Connection) -> Policy:
    """Read the policy in force."""
    rows = connection.execute("SELECT name, value, day FROM policy_change ORDER BY id")
    try:
        found = policy_from((name, value, date.fromisoformat(day)) for name, value, day in rows)
        if found.word("calendar") == NONE:
            return found
        from crmcli.store.reads.work_calendars import with_calendar  # noqa: PLC0415 - few books have one

        return with_calendar(connection, found)
    except (UsageFault, ValueError) as error:
        raise UnreadableValueError(POLICIES) from error


def custom_fields(connection: sqlite3.Connection) -> dict[str, CustomField]:
    """Read the definitions of the custom fields by name."""
    rows = connection.execute("SELECT name, type, choices FROM custom_field ORDER BY name")
    return {
        name: CustomField(name, FieldType(kind), tuple(choices.split("\n")) if choices else ())
        for name, kind, choices in rows
    }


def values_of(connection: sqlite3.Connection, column: str, beginning: str, most: int) -> list[str]:
    """List the book's own values of an open list that begin with a text, for completion.

    Args:
        connection: the reading door.
        column: `tag`, `source`, `industry` or `owner`, or one of `_ELSEWHERE`.
        beginning: what was typed so far.
        most: how many to return at the most.
    """
    table, column = _ELSEWHERE.get(column, ("customer", column))
    sql = (
        f"SELECT DISTINCT {column} FROM {table}"  # noqa: S608 - the names are our own
        f" WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT ?"
    )
    return [
        value for (value,) in connection.execute(sql, (beginning, beginning + "\U0010ffff", most))
    ]


_ELSEWHERE = {
    "tag": ("tag", "tag"),
    "category": ("feedback", "category"),
    "handler": ("feedback", "handler"),
    "measure_owner": ("measure", "owner"),
    "objection": ("deal_case", "objection"),
    "product": ("purchase", "product"),
    "saved_report": ("saved_report", "name"),
}
"""Where the values of an open list stand that are not columns of a customer."""
