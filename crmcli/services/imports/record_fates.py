"""What becomes of the rows of an import of records: new, or in the book already."""

from __future__ import annotations

from array import array
from collections import deque
from typing import TYPE_CHECKING, Any, TypeVar

from crmcli.store.staging.records import Record
from crmcli.store.staging.staged_row import Fate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Hashable, Iterator, Mapping

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
            own = rows.forced(customer_id)
            found = _fates(rows.rows_of(customer_id), own, present, kind, once=once)
            rows.decide(list(found))


def _fates(
    rows: Iterator[RecordT],
    own: Collection[int],
    present: Mapping[Hashable, deque[Present]],
    kind: RecordKind[DraftT, RecordT, Any],
    *,
    once: bool,
) -> Iterator[tuple[Fate, int, int]]:
    """Say of the rows of a customer which are no new records."""
    used: set[int] = set()
    first: dict[Hashable, int] = {}
    for row in rows:
        is_own = row.number in own
        content = row.content
        # What is said to be a record of its own is another one only if both say the same.
        said = tuple(row[at] for at in range(1, len(row))) if is_own else content
        if once and said in first:
            yield Fate.REPEATED, first[said], row.number
            continue
        if once:
            first[said] = row.number
        alike = present.get(content, deque())
        # Where rows that are alike are one record, one of the book may be that of several.
        taken = set() if is_own and once else used
        while alike and alike[0].id in taken:
            alike.popleft()
        left = (each for each in alike if each.id not in taken)
        same = next((each for each in left if kind.says_the_same(row, each.details)), None)
        firm = (each for each in alike if each.id not in taken and not each.weak)
        found = same or (None if is_own else next(firm, None))
        if found is not None:
            taken.add(found.id)
            yield Fate.UNCHANGED if same else Fate.IN_BOOK, found.id, row.number
