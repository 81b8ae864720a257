"""What becomes of the rows of an import of records: new, or in the book already."""

from __future__ import annotations

from array import array
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from crmcli.store.staging.records import Record
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable, Iterator, Mapping

    from crmcli.services.imports.record_kind import Present, RecordKind
    from crmcli.store.staging.records import RecordStaging

DraftT = TypeVar("DraftT")
RecordT = TypeVar("RecordT", bound=Record)


def decide(
    connection: sqlite3.Connection,
    rows: RecordStaging[RecordT],
    kind: RecordKind[DraftT, RecordT, Any],
    *,
    once: bool,
) -> None:
    """Decide for each row whether it is new, as the book is now.

    Args:
        connection: the reading door, or that of a transaction.
        rows: the rows.
        kind: what they are.
        once: whether rows that are alike are one record.
    """
    rows.begin()
    for customer_id in array("q", rows.customers()):
        present = kind.present(connection, customer_id)
        if present or once:
            found = (each for each in rows.rows_of(customer_id) if each.number not in rows.forced)
            rows.decide(list(_fates(found, present, kind, once=once)))


def _fates(
    rows: Iterator[RecordT],
    present: Mapping[Hashable, deque[Present]],
    kind: RecordKind[DraftT, RecordT, Any],
    *,
    once: bool,
) -> Iterator[tuple[Fate, int, int]]:
    """Say of the rows of a customer which are no new records."""
    used: set[int] = set()
    first: dict[Hashable, int] = {}
    for row in rows:
        content = row.content
        if once and content in first:
            yield Fate.REPEATED, first[content], row.number
            continue
        if once:
            first[content] = row.number
        alike = present.get(content, deque())
        while alike and alike[0].id in used:
            alike.popleft()
        left = (each for each in alike if each.id not in used)
        same = next((each for each in left if kind.says_the_same(row, each.details)), None)
        firm = (each for each in alike if each.id not in used and not each.weak)
        found = same or next(firm, None)
        if found is not None:
            used.add(found.id)
            yield Fate.UNCHANGED if same else Fate.IN_BOOK, found.id, row.number
