"""A customer as the cells of a table: everything is text, and nothing in it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.cell import RISKY, joined, neutral, paired
from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.exchange.people_cell import people_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FORMS: dict[str, Callable[[Any], str]] = {
    "phones": joined,
    "emails": joined,
    "tags": joined,
    "fields": paired,
    "handles": paired,
    "people": people_cell,
    "may_contact": lambda value: "true" if value else "false",
    "may_share": lambda value: "true" if value else "false",
}
"""How the columns are written that are more than text."""

_SAFE = frozenset({
    "id", "uid", "kind", "gender", "grade", "grade_source", "need", "need_kind", "expected_close",
    "urgency", "status", "importance", "value", "frequency", "lifecycle", "channel", "company_size",
    "birthday", "last_contact", "next_due", "relationship_due", "open_promises", "open_complaints",
    "open_deals", "purchase_count",
    "verified", "created", "updated", "archived", "lost", "potential", "potential_currency",
    "referred_by", "registered", "every", "by_channel", "cooperation_years", "may_contact",
    "may_share", "consent_on",
})  # fmt: skip
"""The columns whose values are never a user's own words."""

_FORMED_AT = tuple((CUSTOMER_COLUMNS.index(name), form) for name, form in _FORMS.items())
_WORDS_AT = tuple(at for at, name in enumerate(CUSTOMER_COLUMNS) if name not in _SAFE)


def customer_cells(rows: Iterable[Sequence[Any]], *, raw: bool) -> Iterator[list[Any]]:
    """Write customers as cells; an empty one is None.

    Args:
        rows: for each customer the plain values of its columns (`CUSTOMER_COLUMNS`).
        raw: leave what a spreadsheet would run as it is.
    """
    words = () if raw else _WORDS_AT
    for row in rows:
        cells = list(row)
        for at, form in _FORMED_AT:
            value = cells[at]
            if value or value is False:
                cells[at] = form(value)
            else:
                cells[at] = None
        for at in words:
            text = cells[at]
            if text and (text[0] in RISKY or text[0] == "'"):
                cells[at] = neutral(text)
        yield cells
