"""What the book knows of a customer beside its record, as far as a row asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.grade import GradeSource
from crmcli.store.reads.customer_rows import card_lines
from crmcli.store.reads.grades import grades_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.domain.customer import Customer
    from crmcli.domain.entry import Entry
    from crmcli.domain.grade import Grade


class Beside(NamedTuple):
    """What the book knows of a customer beside its record.

    Args:
        lines: what is kept of its vCard; only asked for where the row is a vCard.
        grades: those it may have had when the table was exported that the row is of; only asked for
            where that has another than the customer.
    """

    lines: Sequence[str] = ()
    grades: frozenset[Grade] = frozenset()


def beside(connection: sqlite3.Connection, customer: Customer, entry: Entry) -> Beside:
    """Look up what a row needs to be compared with a customer.

    Args:
        connection: the reading door, or that of a transaction.
        customer: as it is in the book.
        entry: what the row says.
    """
    draft = entry.customer
    lines = card_lines(connection, [customer.id]).get(customer.id, ()) if draft.card else ()
    followed = draft.grade_source not in {None, GradeSource.HAND}
    if not followed or draft.grade is customer.grade or entry.exported is None:
        return Beside(lines)
    created, updated = entry.exported
    # A customer came into each book at a time of its own.
    if created != customer.created:
        return Beside(lines)
    return Beside(lines, frozenset(grades_at(connection, customer.id, updated)))
