"""Which columns hold text that somebody wrote, in whatever tables there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel.sql.sqltypes import AutoString

from crmcli.store.creation import schema
from crmcli.store.records import UNNOTED
from crmcli.store.texts import searched

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODES = frozenset((
    "uid", "author", "owner", "handler", "kind", "every", "cadence", "birthday", "festivals",
    "potential_currency", "currency", "base", "rate", "figures", "seen", "record",
))  # fmt: skip
"""Columns that a program goes by: a new one counts as text.

Author, owner and handler name a salesperson, who may be called like a customer.
"""

OWN: Mapping[str, frozenset[str]] = {
    "customer": frozenset({"name", "company"}),
    "person": frozenset({"name"}),
    "contact_point": frozenset({"value"}),
    "field_value": frozenset({"name"}),
    "custom_field": frozenset({"name", "choices"}),
}
"""By table the columns that say what somebody or something is called, or reached by."""

SET: Mapping[str, frozenset[str]] = {
    "setting": frozenset({"name", "value"}),
    "policy_change": frozenset({"name", "value"}),
    "pin": frozenset({"value"}),
}
"""By table the columns that a program goes by."""


def free_texts() -> dict[str, tuple[str, ...]]:
    """Return the columns by table; what is chosen from a list, refers or is a date is no text."""
    found = {}
    for name, table in schema().tables.items():
        columns = tuple(
            each.name
            for each in table.columns
            if isinstance(each.type, AutoString)
            and each.name not in _CODES
            and not each.foreign_keys
        )
        if columns and name not in UNNOTED:
            found[name] = columns
    return found


def unsearched_texts() -> dict[str, tuple[str, ...]]:
    """Return those of them by table that no full-text table knows."""
    rest = {
        name: tuple(each for each in columns if each not in searched(name))
        for name, columns in free_texts().items()
    }
    return {name: columns for name, columns in rest.items() if columns}
