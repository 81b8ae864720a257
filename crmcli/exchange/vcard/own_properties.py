"""What only cards that crm wrote have: properties for what vCard has none for, a cell to each."""

from __future__ import annotations

import re

from crmcli.domain.customer_columns import CUSTOMER_COLUMNS

PRODUCT = "-//crmcli//crm//EN"
"""By what a card that crm wrote is known."""

PREFIX = "X-CRM-"
PERSON_OF = "X-CRM-PERSON-OF"
"""On the card of one of a company's people, the uid of the company, whose card has it all."""

_DERIVED = frozenset({
    "urgency", "value", "frequency", "lifecycle", "next_due", "relationship_due", "open_promises",
    "open_complaints", "open_deals", "purchase_count", "created", "updated", "cooperation_years",
})  # fmt: skip
KEPT = tuple(name for name in CUSTOMER_COLUMNS if name not in _DERIVED)
"""The columns of a customer that a card holds: those the book does not work out itself."""

USUAL = {
    "kind": "person", "importance": "normal", "status": "prospect", "may_contact": "true",
    "may_share": "true",
}  # fmt: skip
"""What a card that crm wrote means where it says nothing."""

_COLUMNS = {PREFIX + name.upper().replace("_", "-"): name for name in KEPT}
_NAMES = {column: name for name, column in _COLUMNS.items()}
_SPECIAL = re.compile(r"[\\\x00-\x1f\x7f]")
_ESCAPE = re.compile(r"\\(?:([\\nr])|x([0-9a-f]{2}))")
_WRITTEN = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANINGS = {"\\": "\\", "n": "\n", "r": "\r"}


def property_of(column: str) -> str:
    """Name the property that keeps the cell of a column."""
    return _NAMES[column]


def column_of(name: str) -> str | None:
    """Name the column of which a property keeps the cell; None if it keeps none."""
    return _COLUMNS.get(name)


def own_value(cell: str) -> str:
    """Write a cell as a value that is read back to the byte."""
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match[0]) or f"\\x{ord(match[0]):02x}", cell)


def own_cell(value: str) -> str:
    """Read a cell back."""
    return _ESCAPE.sub(_meant, value) if "\\" in value else value


def _meant(match: re.Match[str]) -> str:
    return _MEANINGS[match[1]] if match[1] is not None else chr(int(match[2], 16))
