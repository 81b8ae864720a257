"""Erasing a customer that was merged: what became of it goes too, and whom it was not stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.store.reads.history.merges import entangled
from tests.store.test_links import BOOK, merge

if TYPE_CHECKING:
    from tests.conftest import Crm

ERASE = "--yes --reason 'asked by letter'"
OF_FIRST = ("王芳", "13800138000", "quokka")
OF_SECOND = ("王方", "13800138001", "f@b.cn", "13700137000", "jabberwock")


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer field add hat")
    crm("customer field add shoe")
    for line in BOOK:
        crm(line)
    crm("customer edit 王芳 --set notes=quokka")
    crm("customer edit 王方 --set notes=jabberwock")
    return crm


def left(book: Crm, texts: tuple[str, ...]) -> list[str]:
    content = book.db.read_bytes()
    return [each for each in texts if each.encode() in content]


def of(book: Crm, customer_id: int) -> dict[str, Any]:
    """Read what a customer is, but for who referred it, and whom it referred."""
    shown: dict[str, Any] = book(f"customer show id:{customer_id} --json").json
    for each in ("referred_by", "referred", "referred_bought"):
        del shown[each]
    return shown


def sound(book: Crm) -> None:
    assert book("check --json").json["ok"]
    with closing(sqlite3.connect(book.db)) as connection:
        for table in ("customer_text", "contact_text", "promise_text"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def test_whoever_was_merged_into_the_one_goes_with_it(book: Crm) -> None:
    merge(book.db, 1, 2)
    erased = book(f"customer erase id:1 {ERASE} --json").json

    assert erased["merged"] == [2]
    assert left(book, OF_FIRST + OF_SECOND) == []
    assert [each["name"] for each in book("customer list --json").json] == ["李雷"]
    assert book("customer show 李雷 --json").json["referred_by"] is None
    assert "erased" in book("customer show id:2 --json", code=3).error["hint"]
    assert "customer merge" not in book("undo --list --json").out
    sound(book)


def test_what_was_merged_into_another_is_no_customer_of_its_own(book: Crm) -> None:
    merge(book.db, 1, 2)
    before = book.db.read_bytes()

    refused = book(f"customer erase id:2 {ERASE} --json", code=5)
    assert (refused.error["code"], "id:1" in refused.error["hint"]) == ("part_of_another", True)
    assert book.db.read_bytes() == before


@pytest.mark.parametrize(
    ("erased", "other", "gone", "kept"), [(1, 2, OF_FIRST, "王方"), (2, 1, OF_SECOND, "王芳")]
)
def test_after_the_merge_was_taken_back_each_is_erased_alone(
    book: Crm, erased: int, other: int, gone: tuple[str, ...], kept: str
) -> None:
    merge(book.db, 1, 2)
    book("undo")
    before = of(book, other)
    book(f"customer erase id:{erased} {ERASE}")

    assert left(book, gone) == []
    assert of(book, other) == before
    # Without the one, the merge cannot be brought back: it would take the other along.
    book("redo", code=3)
    assert of(book, other) == before
    assert [each["name"] for each in book("customer list --json").json] == [kept, "李雷"]
    sound(book)
    while book("undo --yes", code=None).code == 0:
        sound(book)
    assert left(book, gone) == []


def test_what_was_said_of_a_row_while_it_was_anothers_goes_too(book: Crm) -> None:
    merge(book.db, 1, 2)
    book("log edit 2 --note jabberwock")
    book("log remove 2")
    book("undo")
    book("undo")
    book("undo")
    assert left(book, ("jabberwock",))
    book(f"customer erase id:2 {ERASE}")

    assert left(book, OF_SECOND) == []
    assert [each["note"] for each in book("log list 王芳 --json").json] == ["one"]
    sound(book)


def test_rows_that_moved_are_not_looked_for_among_all_changes(book: Crm) -> None:
    asked: list[str] = []
    with closing(sqlite3.connect(book.db)) as connection:
        connection.set_trace_callback(asked.append)
        entangled(connection, [1])
        connection.set_trace_callback(None)
        for sql in asked:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            assert "USING INDEX change_" in plan[0][3], plan
    assert len(asked) == 2
