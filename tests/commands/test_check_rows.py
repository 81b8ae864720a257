"""`crm check` finds what other rows do not give, and what no index lists, and puts it right."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents
from tests.unsound import TRADE, faults, filled, seed

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    filled(crm)
    crm("customer person add 王芳 'Jane Doe' --phone 13900139000 --email jane@doe.cn")
    crm("log add 王芳 'talked with Jane' --via phone --with Jane --next 'call her' --by +5d")
    crm("customer pin 李雷 --value high --reason 'buys much'")
    crm("customer add 张伟")
    crm("customer lose 张伟 --reason moved")
    return crm


REPAIRED = {
    "a number that leads to another customer": (
        "search_keys",
        "UPDATE search_key SET customer_id = 2 WHERE key LIKE '%13800138000' AND kind = 'phone'",
    ),
    "the end of a number that leads to nobody": (
        "search_keys",
        "DELETE FROM search_key WHERE kind = 'tail' AND customer_id = 1",
    ),
    "an address that leads to another customer": (
        "search_keys",
        "UPDATE search_key SET customer_id = 1 WHERE kind = 'email' AND customer_id = 2",
    ),
    "a person that is not found": ("search_keys", "DELETE FROM search_key WHERE kind = 'person'"),
    "a spelling that is missing": (
        "search_keys",
        "DELETE FROM search_key WHERE kind = 'pinyin' AND customer_id = 2",
    ),
    "a spelling of a name of before": (
        "search_keys",
        "INSERT INTO search_key VALUES ('=xyz''xi/yi/zi', 'pinyin', 2)",
    ),
    "a value that nobody pinned": ("classes", "UPDATE customer SET value = 'high' WHERE id = 1"),
    "a status that nobody pinned": ("classes", "UPDATE customer SET status = 'won' WHERE id = 1"),
    "a frequency that nobody pinned": (
        "classes",
        "UPDATE customer SET frequency = 'medium' WHERE id = 1",
    ),
    "a lifecycle that nobody pinned": (
        "classes",
        "UPDATE customer SET lifecycle = 'loyal' WHERE id = 1",
    ),
    "a customer that was not lost": (
        "classes",
        "UPDATE customer SET lifecycle = 'lost' WHERE id = 1",
    ),
    "a lost customer": (
        "classes",
        "UPDATE customer SET lifecycle = 'prospect' WHERE name = '张伟'",
    ),
    "a value that was pinned": ("classes", "UPDATE customer SET value = 'low' WHERE id = 2"),
    "a number at another customer than its person": (
        "contact_points",
        "UPDATE contact_point SET customer_id = 2 WHERE person_id = 1 AND kind = 'phone'",
    ),
}


@pytest.mark.parametrize("fault", REPAIRED)
def test_what_other_rows_give_is_put_right(book: Crm, fault: str) -> None:
    code, statement = REPAIRED[fault]
    sound = contents(book.db)
    assert book("check --json").json["ok"]
    seed(book.db, statement)

    assert faults(book("check --json", code=6).json)[code] == "fault"
    repaired = book("check --repair --yes --json").json
    assert repaired["ok"]
    assert code in repaired["repaired"]
    assert contents(book.db) == sound
    assert book("check --json").json["ok"]


def test_a_wrong_number_is_not_found_after_a_repair(book: Crm) -> None:
    seed(book.db, *(REPAIRED["a number that leads to another customer"][1:]))
    assert book("customer show 13800138000 --json").json["name"] == "李雷"
    book("check --repair --yes")

    assert book("customer show 13800138000 --json").json["name"] == "王芳"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contact_person SET contact_id = (SELECT max(id) FROM contact)",
        "UPDATE promise SET contact_id = (SELECT max(id) FROM contact) WHERE contact_id = 1",
        "UPDATE grade_change SET contact_id = (SELECT max(id) FROM contact) WHERE customer_id = 1",
    ],
)
def test_what_belongs_to_two_customers_is_found_and_not_guessed(book: Crm, statement: str) -> None:
    book("log add 李雷 'of another one' --via phone")
    seed(book.db, statement)
    found = book("check --json", code=6)

    assert faults(found.json)["contact_parts"] == "fault"
    (finding,) = [each for each in found.json["findings"] if each["code"] == "contact_parts"]
    assert (finding["repairable"], finding["customers"]) == (False, [1])


@pytest.mark.parametrize("table", ["customer_text", "contact_text", "promise_text"])
def test_pieces_that_a_full_text_table_has_lost_are_found_and_made_again(
    book: Crm, table: str
) -> None:
    sound = contents(book.db)
    lose_pieces(book, table)

    assert faults(book("check --json", code=6).json) == {
        "search_texts": "fault",
        "last_backup": "warning",
    }
    assert book("check --repair --yes --json").json["repaired"] == ["search_texts"]
    assert contents(book.db) == sound


def lose_pieces(book: Crm, table: str) -> None:
    """Let a table lose the pieces of a text and still be sound by all that it says of itself."""
    with closing(sqlite3.connect(book.db)) as connection, connection:
        words = f"{table}_words"
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{words} USING fts5vocab(main, {table}, 'instance')"
        )
        pieces = connection.execute(
            f'SELECT term, col FROM temp.{words} WHERE doc = 1 ORDER BY col, "offset"'
        ).fetchall()
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        texts = {name: " ".join(t for t, col in pieces if col == name) for name in columns}
        assert any(texts.values())
        size = connection.execute(f"SELECT * FROM {table}_docsize WHERE id = 1").fetchone()
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        connection.execute(
            f"INSERT INTO {table}({table}, rowid, {names}) VALUES ('delete', 1, {places})",
            list(texts.values()),
        )
        marks = ", ".join("?" * len(size))
        connection.execute(f"INSERT INTO {table}_docsize VALUES ({marks})", size)
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def test_a_lost_last_move_or_step_is_noted_again(crm: Crm) -> None:
    filled(crm, *TRADE)
    seed(
        crm.db,
        "DELETE FROM deal_move WHERE id = (SELECT max(id) FROM deal_move WHERE deal_id = 2)",
        "DELETE FROM feedback_step WHERE id = (SELECT max(id) FROM feedback_step)",
    )
    found = faults(crm("check --json", code=6).json)
    assert (found["deal_stages"], found["feedback_states"]) == ("fault", "fault")

    assert crm("check --repair --yes --json").json["ok"]
    assert crm("deal show 2 --json").json["moves"][-1]["stage"] == "lost"
    assert crm("feedback show 1 --json").json["steps"][-1]["state"] == "investigating"
