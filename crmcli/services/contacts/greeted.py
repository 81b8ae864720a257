"""What a greeting did: which birthdays and festivals of a customer were due, and are done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.contact import Purpose
from crmcli.domain.greeted import Greeted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

    from crmcli.domain.contact import ContactDraft
    from crmcli.domain.due import DueRow

_EVER = 10_000_000


def owed_greetings(
    connection: sqlite3.Connection, customer_id: int, contact: ContactDraft, today: date
) -> Mapping[str, DueRow]:
    """Read by reference what greetings a customer is owed; nothing where a contact is none."""
    if contact.purpose is not Purpose.GREETING:
        return {}
    from crmcli.domain.due import DueQuery  # noqa: PLC0415 - few contacts are greetings
    from crmcli.domain.due_kind import DueKind  # noqa: PLC0415 - likewise
    from crmcli.store.reads.due import due_rows  # noqa: PLC0415 - likewise

    kinds = (DueKind.BIRTHDAY, DueKind.FESTIVAL)
    query = DueQuery(today, ahead=_EVER, kinds=kinds, customer_id=customer_id)
    return {row.ref: row for row in due_rows(connection, query)}


def greeted(before: Mapping[str, DueRow], after: Mapping[str, DueRow]) -> tuple[Greeted, ...]:
    """Say which of them are done, the earliest first."""
    done = []
    for ref, row in before.items():
        now = after.get(ref)
        if now is None or now.due != row.due:
            done.append(Greeted(ref, row.title, row.due, None if now is None else now.due))
    return tuple(sorted(done, key=lambda each: (each.day, each.ref)))
