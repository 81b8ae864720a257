"""Which texts the book is searched by: the one list that whoever keeps or reads the index follows.

A customer is found by its own columns and by those of some of its parts; each table of the log has
a full-text table of its own, made of its rows' words. A table that is added here is kept findable
through import, undo, merge, erasure, check and repair, and is searched; its full-text table comes
into older books by a migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class CustomerTexts(NamedTuple):
    """The columns by which a customer is found, of itself or of a part of it.

    Args:
        names: what it is called and reached by, where a search looks first.
        rest: everything else.
        order: the column by which the rows of a part are put in order.
        forms: further forms of the names, as SQL: a number also without its dashes.
    """

    names: tuple[str, ...]
    rest: tuple[str, ...]
    order: str = "id"
    forms: tuple[str, ...] = ()


class LogTexts(NamedTuple):
    """The columns whose words a row of the log is found by, and the one that says when it was."""

    words: tuple[str, ...]
    at: str


OF_CUSTOMER: Mapping[str, CustomerTexts] = {
    "customer": CustomerTexts(
        ("name", "company"),
        ("title", "occupation", "industry", "address", "hobbies", "birthday", "source",
         "product_needs", "service_requirements", "notes", "lost_reason", "owner"),
    ),
    "person": CustomerTexts(("name",), ("title", "role")),
    "contact_point": CustomerTexts(
        ("value",),
        (),
        forms=("CASE WHEN kind = 'phone' AND value LIKE '%-%' THEN replace(value, '-', '') END",),
    ),
    "tag": CustomerTexts((), ("tag",), "tag"),
    "field_value": CustomerTexts((), ("value",), "name"),
}  # fmt: skip
"""By table of a customer and its parts what it is found by."""

OF_LOG: Mapping[str, LogTexts] = {
    "contact": LogTexts(("note", "said"), "at"),
    "promise": LogTexts(("text",), "by"),
    "deal": LogTexts(("title", "notes", "lost_reason"), "opened"),
    "deal_move": LogTexts(("note",), "at"),
    "deal_case": LogTexts(("objection", "because", "repeat", "avoid"), "day"),
    "purchase": LogTexts(("product", "note"), "day"),
    "feedback": LogTexts(("text", "category", "result"), "opened"),
    "feedback_step": LogTexts(("note", "reason"), "at"),
    "measure": LogTexts(("text", "effect"), "made"),
    "survey": LogTexts(("note",), "day"),
    "churn_look": LogTexts(("note",), "day"),
    "winback_try": LogTexts(("note",), "day"),
}
"""By table of the log what its rows are found by; `domain.found.FoundKind` names them too."""


def index_of(table: str) -> str:
    """Return the full-text table of a table."""
    return f"{table}_text"


def joined(texts: Iterable[str | None]) -> str:
    """Join texts as they are found: each on lines of its own, so that no word goes through two."""
    return "\n".join(each for each in texts if each)


def searched(table: str) -> tuple[str, ...]:
    """Return the columns of a table that the full-text tables know."""
    if table in OF_LOG:
        return OF_LOG[table].words
    texts = OF_CUSTOMER.get(table)
    return () if texts is None else (*texts.names, *texts.rest)
