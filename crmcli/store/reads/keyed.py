"""Finding customers by the keys of their names, numbers and addresses, as they are written.

A Tab in the shell comes here, so nothing is loaded that most of them do not need.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from crmcli.domain.plain_name import plain_name
from crmcli.domain.spelling import BEGINNING
from crmcli.domain.text import fold
from crmcli.store.reads.spelled import LAST, spelled

if TYPE_CHECKING:
    import sqlite3

TAIL_DIGITS = 4
"""How many last digits of a phone number are enough to look for it."""

IS_WRITTEN = "kind IN ('name', 'company', 'person', 'email', 'phone')"
"""The condition for keys that are all of a name, number or address, as it is written."""

IS_NAME = "kind IN ('name', 'company', 'person')"
"""The condition for keys that are all of a name, as it is written."""

_BEGUN = "kind IN ('name', 'company', 'person', 'email', 'phone', 'alias', 'short')"
_NAME_BEGUN = "kind IN ('name', 'company', 'person', 'alias', 'short')"


def with_key_of(connection: sqlite3.Connection, text: str, *, names: bool = False) -> set[int]:
    """Find the ids of customers who are called or reached so as it is written.

    Where nobody is, spaces and signs in names do not count.

    Args:
        connection: the reading door.
        text: what was typed.
        names: whether only names count, and no numbers and addresses.
    """
    keys = [fold(text), *(() if names else _numbers(text))]
    places = ",".join("?" * len(keys))
    written = IS_NAME if names else IS_WRITTEN
    sql = f"SELECT customer_id FROM search_key WHERE key IN ({places}) AND {written}"  # noqa: S608 - placeholders
    found = {key for (key,) in connection.execute(sql, keys)}
    if not found:
        sql = f"SELECT customer_id FROM search_key WHERE key = ? AND ({written} OR kind = 'alias')"  # noqa: S608 - constants
        found.update(key for (key,) in connection.execute(sql, (plain_name(text),)))
    return found


def with_number(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers who have the phone number that the text is."""
    numbers = _numbers(text)
    places = ",".join("?" * len(numbers))
    sql = f"SELECT customer_id FROM search_key WHERE key IN ({places}) AND kind = 'phone'"  # noqa: S608 - placeholders
    return {key for (key,) in connection.execute(sql, numbers)}


def ids_beginning(connection: sqlite3.Connection, text: str, *, names: bool = False) -> set[int]:
    """Find the ids of customers with a name, written or spelled, that begins with the text.

    Where nobody has, spaces and signs do not count. Numbers and addresses that begin so count too,
    unless only names do.
    """
    found = spelled(connection, text, BEGINNING)
    begun = _NAME_BEGUN if names else _BEGUN
    sql = f"SELECT customer_id FROM search_key WHERE key >= ? AND key < ? AND {begun}"  # noqa: S608 - constants
    for key, is_written in ((fold(text), True), (plain_name(text), False)):
        if key and (is_written or not found):
            found.update(chain.from_iterable(connection.execute(sql, (key, key + LAST))))
    return found


def ids_called(connection: sqlite3.Connection, beginning: str) -> set[int]:
    """Find the ids of customers with a name, whole or for short, that begins so as it is written.

    Args:
        connection: the reading door.
        beginning: as `plain_name` gives it.
    """
    sql = f"SELECT customer_id FROM search_key WHERE key >= ? AND key < ? AND {_NAME_BEGUN}"  # noqa: S608 - constants
    return set(chain.from_iterable(connection.execute(sql, (beginning, beginning + LAST))))


def ids_ending(connection: sqlite3.Connection, text: str) -> set[int]:
    """Find the ids of customers with a phone number that ends with the digits of the text."""
    if sum(map(str.isdigit, text)) < TAIL_DIGITS:
        return set()
    from crmcli.domain.phone import dialled, looks_like_phone, tail_key  # noqa: PLC0415 - few are one

    if not looks_like_phone(text):
        return set()
    key = tail_key(dialled(text))
    sql = "SELECT customer_id FROM search_key WHERE key >= ? AND key < ? AND kind = 'tail'"
    return {found for (found,) in connection.execute(sql, (key, key + LAST))}


def named_rows(
    connection: sqlite3.Connection, ids: list[int]
) -> list[tuple[int, str, str | None, bool]]:
    """Read id, name, company and whether it is archived of customers, in the order of their ids."""
    listed = ",".join(map(str, ids))
    sql = f"SELECT id, name, company, archived IS NOT NULL FROM customer WHERE id IN ({listed})"  # noqa: S608 - numbers
    rows = connection.execute(sql)
    found = {key: (key, name, company, bool(gone)) for key, name, company, gone in rows}
    return [found[key] for key in ids if key in found]


def _numbers(text: str) -> list[str]:
    """Give the keys of the phone number that a text may be."""
    if not any(map(str.isdigit, text)):
        return []
    from crmcli.domain.phone import looks_like_phone, search_forms  # noqa: PLC0415 - few are one

    return list(search_forms(text)) if looks_like_phone(text) else []
