"""A table or an index that a user put into the book, where it forbids what a command does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.faults.place import content

if TYPE_CHECKING:
    from tests.conftest import Crm

REFERRING = (
    "CREATE TABLE visit (id INTEGER PRIMARY KEY, whom INTEGER REFERENCES customer (id))",
    "INSERT INTO visit (whom) VALUES (1)",
)
UNIQUE = ("CREATE UNIQUE INDEX one_each ON customer (name)",)


@pytest.mark.parametrize(
    ("statements", "line", "what"),
    [
        (REFERRING, "customer erase id:1 --yes --reason asked", "the table visit"),
        (REFERRING, "undo", "the table visit"),
        (UNIQUE, "customer add 王芳 --force", "the index one_each"),
    ],
)
def test_what_another_program_forbids_is_named_and_nothing_is_changed(
    crm: Crm, statements: tuple[str, ...], line: str, what: str
) -> None:
    crm("customer add 王芳")
    with closing(sqlite3.connect(crm.db)) as connection:
        for each in statements:
            connection.execute(each)
        connection.commit()
    before = content(crm.db)

    refused = crm(f"{line} --json", code=6).error

    assert refused["code"] == "forbidden_by_stranger"
    assert refused["message"].endswith(f"{what}, which crm did not make, forbids it.")
    assert content(crm.db) == before


def test_a_table_of_another_program_that_refers_to_nobody_stands_in_no_way(crm: Crm) -> None:
    crm("customer add 王芳")
    with closing(sqlite3.connect(crm.db)) as connection:
        for each in REFERRING:
            connection.execute(each.replace("(1)", "(NULL)"))
        connection.commit()
    crm("customer erase id:1 --yes --reason asked")
    assert crm("check --json").json["findings"]
