"""What somebody else changed later stands in the way, in whatever table it is."""

from __future__ import annotations

from contextlib import closing
from sqlite3 import Connection, connect
from typing import TYPE_CHECKING

import pytest

from crmcli.store.reads.history.later_changes import changed_since

if TYPE_CHECKING:
    from tests.conftest import Crm

NO_KEY = (None, None)


def command(book: Connection, author: str, *notes: tuple[object, ...]) -> int:
    """Write a command with notes of record, action, first, last, key and old values."""
    sql = "INSERT INTO command (at, author, name, line) VALUES ('2026-03-31T04:00:00Z', ?, 'x', '')"
    key = book.execute(sql, (author,)).lastrowid
    assert key is not None
    sql = 'INSERT INTO change (command_id, record, action, first, last, "key", old) VALUES'
    for note in notes:
        book.execute(f"{sql} (?, ?, ?, ?, ?, ?, ?)", (key, *note))
    return key


GONE = '{"columns":["id","name"],"rows":[[4,"x"],[6,"y"]]}'
FIELDS = '{"columns":["name","type"],"rows":[["hat","text"],["shoe","text"]]}'


@pytest.mark.parametrize(
    ("mine", "theirs", "meet"),
    [
        (("report", "added", 4, 6, *NO_KEY), ("report", "changed", 5, 5, *NO_KEY), True),
        (("report", "added", 4, 6, *NO_KEY), ("report", "changed", 7, 7, *NO_KEY), False),
        (("report", "added", 4, 6, *NO_KEY), ("product", "changed", 5, 5, *NO_KEY), False),
        (("report", "removed", 4, 6, None, GONE), ("report", "added", 6, 6, *NO_KEY), True),
        (
            ("custom_field", "removed", None, None, None, FIELDS),
            ("custom_field", "added", None, None, '["shoe"]', None),
            True,
        ),
    ],
)
def test_records_of_the_whole_book_count_by_their_id_or_key(
    crm: Crm, mine: tuple[object, ...], theirs: tuple[object, ...], *, meet: bool
) -> None:
    crm("customer add 王芳")
    with closing(connect(crm.db)) as book:
        first = command(book, "ann", mine)
        later = command(book, "bob", theirs)
        found = changed_since(book, first, "ann")
    assert (None if found is None else found.id) == (later if meet else None)
