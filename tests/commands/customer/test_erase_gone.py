"""Whoever is in the history alone is erased too, by number and by name, and never guessed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.commands.test_log_asking import terminal
from tests.store.test_links import merge

if TYPE_CHECKING:
    from tests.conftest import Crm

ORDERED = "--yes --reason 'asked by letter'"
TWO = "name,phone,email\n赑屃,13512344321,bx@quux.cn\n睚眦,13512340000,yz@quux.cn\n"


def left(book: Crm, *texts: str) -> list[str]:
    content = book.db.read_bytes().lower()
    return [each for each in texts if each.lower().encode() in content]


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add First")
    crm("customer add 'Gone Person' --company 'Quux Ltd' --phone 13812345678 --email g@quux.cn")
    crm("undo")
    # Something is written after it: nobody can bring it back any more.
    crm("customer edit First --tag new")
    return crm


@pytest.mark.parametrize(
    "name",
    [
        "2", "id:2", "Gone Person", "gone person", "name:Gone Person", "Gone", "Quux Ltd",
        "13812345678", "+86 138 1234 5678", "5678", "tel:13812345678", "g@quux.cn",
    ],
)  # fmt: skip
def test_who_was_added_and_taken_back_is_erased_by_any_name(book: Crm, name: str) -> None:
    assert left(book, "gone person", "13812345678") != []
    erased = book(["customer", "erase", name, "--yes", "--reason", "letter", "--json"]).json

    assert erased["id"] == 2
    assert left(book, "gone person", "13812345678", "quux") == []
    book(["customer", "erase", name, "--yes", "--reason", "letter"], code=3)


def test_who_came_with_an_import_and_went_with_it_is_erased_by_name(crm: Crm) -> None:
    crm("customer add First")
    crm("customer import - --yes", stdin=TWO)
    crm("undo")
    crm(f"customer erase 赑屃 {ORDERED}")

    assert left(crm, "赑屃", "13512344321", "bx@quux.cn") == []
    assert left(crm, "睚眦", "13512340000") != []
    crm("redo")
    assert [each["name"] for each in crm("customer list --json").json] == ["First", "睚眦"]


def test_one_of_several_of_the_history_is_never_guessed(book: Crm) -> None:
    book("customer add 'Gone Person' --email other@b.cn")
    book("undo")
    before = book.db.read_bytes()

    refused = book(f"customer erase 'Gone Person' {ORDERED} --json", code=4).error
    assert [(each["id"], each["in_book"]) for each in refused["candidates"]] == [
        (2, False),
        (3, False),
    ]
    assert book.db.read_bytes() == before


def test_one_of_the_book_is_not_taken_for_one_of_the_history(book: Crm) -> None:
    book("customer add 'Gone Person' --email other@b.cn")

    refused = book(f"customer erase 'Gone Person' {ORDERED} --json", code=4).error
    assert [(each["id"], each["in_book"]) for each in refused["candidates"]] == [
        (3, True),
        (2, False),
    ]
    told = book(f"customer erase 'Gone Person' {ORDERED}", code=4).err
    assert "2\tGone Person\tQuux Ltd\tin the history alone" in told
    # A part of a name is meant for whoever is there.
    assert book("customer erase Gone --dry-run --json").json["id"] == 3
    assert book("customer erase id:3 --dry-run --json").json["id"] == 3


def test_a_number_of_the_history_is_not_taken_for_the_end_of_a_phone(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800135005")
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 5004 WHERE name = 'customer'")
    crm("customer add 李雷")
    crm("undo")

    refused = crm(f"customer erase 5005 {ORDERED} --json", code=4).error
    assert [each["id"] for each in refused["candidates"]] == [1, 5005]
    crm(f"customer erase id:5005 {ORDERED}")
    crm(f"customer erase 5005 {ORDERED}", code=3)


def test_who_went_into_another_is_no_other_one(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800138000")
    crm("customer add 王芳 --email f@b.cn --force")
    crm("customer add 王方 --force")
    merge(crm.db, 1, 2)
    merge(crm.db, 1, 3)

    refused = crm(f"customer erase 王方 {ORDERED} --json", code=5).error
    assert (refused["code"], "id:1" in refused["hint"]) == ("part_of_another", True)
    assert crm(f"customer erase 王芳 {ORDERED} --json").json["merged"] == [2, 3]
    assert left(crm, "王芳", "王方", "f@b.cn") == []


def test_on_a_terminal_one_of_several_is_picked(book: Crm) -> None:
    book("customer add 'Gone Person' --email other@b.cn")
    child = terminal(book, "customer", "erase", "Gone Person", "--reason", "letter")
    child.expect("Gone Person · Quux Ltd · in the history alone")
    child.expect("Which one")
    child.sendline("2")
    child.expect("Type 2 to erase Gone Person for good:")
    child.sendline("2")
    child.expect(pexpect.EOF)
    assert book("customer show id:3 --json").json["name"] == "Gone Person"
