"""What texts of others say of the erased: past ones lose it, present ones where that is asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm

ORDERED = "--yes --reason 'asked by letter'"
NAMES = ("欧阳靐龘", "靐龘", "13987654321", "139-8765-4321", "quokka@b.cn")
FREE = (
    "customer edit 王芳 --set notes='knows 欧阳靐龘' --set source='sent by 欧阳靐龘'",
    "customer edit 王芳 --tag 欧阳靐龘的朋友",
    "customer edit 王芳 --set colour='as 欧阳靐龘 likes' --tag vip",
    "customer edit 王芳 --may-share no --reason 'says quokka@b.cn'",
    "customer person add 王芳 小李 --role 'with 欧阳靐龘'",
    "log add 王芳 'met 欧阳靐龘 13987654321' --said 'ask 139-8765-4321' --via phone",
    "promise add 王芳 'see 欧阳靐龘' --by +3d",
    "promise move 1 --by +5d --reason '欧阳靐龘 is away'",
    "promise add 王芳 other --by +3d",
    "promise drop 2 --reason 'for 欧阳靐龘'",
    "customer pin 王芳 --value high --reason 'as 欧阳靐龘 says'",
    "grade set 王芳 B --reason 'as 欧阳靐龘 says'",
    "due snooze follow_up:2 --until +60d --reason 'with 欧阳靐龘'",
    "customer lose 王芳 --reason 'went to 欧阳靐龘'",
)  # fmt: skip


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer field add colour")
    crm("customer add 欧阳靐龘 --phone 13987654321 --email quokka@b.cn")
    crm("customer add 王芳")
    return crm


@pytest.fixture
def full(book: Crm) -> Crm:
    for line in FREE:
        book(line)
    return book


def erase(book: Crm, words: str = "") -> Any:
    return book(f"customer erase id:1 {ORDERED} {words} --json").json


def left(book: Crm) -> list[str]:
    content = book.db.read_bytes()
    return [each for each in NAMES if each.encode() in content]


def mentioned(answer: Any) -> set[tuple[str, int, int | None, str]]:
    keys = ("record", "record_id", "customer_id", "way")
    return {tuple(each[key] for key in keys) for each in answer["mentions"]}


def sound(book: Crm) -> None:
    assert book("check --json").json["ok"]
    with closing(sqlite3.connect(book.db)) as connection:
        for table in ("customer_text", "contact_text", "promise_text"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def told(answer: Answer) -> str:
    return " ".join(answer.out.split())


def test_present_texts_of_others_are_named_and_stay(full: Crm) -> None:
    before = contents(full.db)
    erased = erase(full)

    assert mentioned(erased) == {
        ("customer", 2, 2, "texts"), ("contact", 1, 2, "texts"), ("promise", 1, 2, "texts"),
        ("promise", 2, 2, "texts"), ("promise_move", 1, 2, "texts"), ("pin", 2, 2, "texts"),
        ("grade_change", 3, 2, "texts"),
    }  # fmt: skip
    after = contents(full.db)
    for table in ("contact", "promise", "promise_move", "pin", "tag", "field_value"):
        assert after[table] == before[table], table


def test_where_that_is_asked_for_nothing_is_left_in_texts_of_others(full: Crm) -> None:
    foreseen = full("customer erase id:1 --texts --dry-run --json").json
    erased = erase(full, "--texts")

    assert (left(full), erased["mentions"]) == ([], [])
    assert erased["replaced"] == foreseen["replaced"] > len(FREE)
    shown = full("customer show 王芳 --json").json
    assert (shown["notes"], shown["source"]) == ("knows …", "sent by …")
    assert (sorted(shown["tags"]), shown["fields"]) == (
        ["vip", "…的朋友"],
        {"colour": "as … likes"},
    )
    (contact,) = full("log list 王芳 --json").json
    assert (contact["note"], contact["said"]) == ("met … …", "ask …")
    assert full("customer find 欧阳靐龘 --json", code=None).json == []
    assert full("customer find met --json").json != []
    sound(full)


@pytest.mark.parametrize("words", ["", "--texts"])
def test_what_others_did_is_still_taken_back_and_brought_back(full: Crm, words: str) -> None:
    for line in (
        "log edit 1 --note 'met 欧阳靐龘 twice'",
        "log edit 1 --note 'met nobody'",
        "customer edit 王芳 --set notes=nobody --unset tag:欧阳靐龘的朋友 --set colour=red",
        "log remove 1",
    ):
        full(line)
    erase(full, words)
    there = contents(full.db)
    if words:
        assert left(full) == []

    count = 0
    while full("undo --yes", code=None).code == 0:
        sound(full)
        count += 1
    assert count > len(FREE)
    while full("redo", code=None).code == 0:
        sound(full)
    assert contents(full.db) == there
    if words:
        assert left(full) == []


def test_what_a_text_of_another_was_loses_it_in_any_case(book: Crm) -> None:
    book("log add 王芳 'met 欧阳靐龘 13987654321' --via phone")
    book("log edit 1 --note 'met somebody'")
    book("log add 王芳 'again 欧阳靐龘' --via phone")
    book("log remove 2")
    book("customer edit 王芳 --tag 欧阳靐龘 --set colour=欧阳靐龘")
    book("customer edit 王芳 --unset tag:欧阳靐龘 --set colour=red")
    erased = erase(book)

    assert (left(book), erased["mentions"]) == ([], [])
    assert erased["replaced"] == 6
    assert "note: met … … → met somebody" in told(book("history 王芳 --format table"))
    sound(book)
    for _ in range(5):
        book("undo --yes")
    assert [each["note"] for each in book("log list 王芳 --json").json] == ["met … …"]
    # A tag is not brought back: it would be another one.
    shown = book("customer show 王芳 --json").json
    assert (shown["tags"], shown["fields"]) == ([], {})


def test_what_is_changed_by_hand_afterwards_goes_when_its_words_are_said_again(book: Crm) -> None:
    book("log add 王芳 'met 欧阳靐龘 13987654321' --via phone")
    assert mentioned(erase(book)) == {("contact", 1, 2, "texts")}
    book("log edit 1 --note 'met somebody'")
    assert left(book) != []

    book(f"customer erase id:1 {ORDERED}", code=3)
    words = "--called 欧阳靐龘 --called '139 8765 4321'"
    again = book(f"customer erase id:1 {ORDERED} {words} --json").json
    assert (again["id"], again["replaced"], again["swept"]) == (1, 1, True)
    assert left(book) == []
    assert "欧阳" not in book("history --json").out
    sound(book)


def test_present_texts_too_are_cleared_afterwards(book: Crm) -> None:
    book("log add 王芳 'met 欧阳靐龘 13987654321' --via phone")
    assert "crm customer erase id:1 --texts --called NAME" in told(
        book(f"customer erase id:1 {ORDERED} --format table")
    )
    answer = book(f"customer erase 1 {ORDERED} --texts --called 欧阳靐龘 --called 13987654321")
    assert "In 1 text of others, past ones too, its name was replaced by “…”." in told(answer)
    assert left(book) == []
    assert book("log show 1 --json").json["note"] == "met … …"


def test_by_what_else_it_is_called_it_is_looked_for_too(book: Crm) -> None:
    book("log add 王芳 'with Old Quokka' --via phone --reason 'Old Quokka said so'")
    book("log edit 1 --note 'with nobody'")
    book(f"customer erase id:1 {ORDERED} --called 'Old Quokka'")

    assert b"Old Quokka" not in book.db.read_bytes()
    for words in ("--called ' '", "--called 'Old' --reason 'Old said so'"):
        before = book.db.read_bytes()
        book(f"customer erase id:2 --yes --reason letter {words}", code=5)
        assert book.db.read_bytes() == before


def test_what_others_are_called_themselves_stays_and_says_what_changes_it(book: Crm) -> None:
    book("customer add 欧阳靐龘 --phone 021-65748392 --force")
    book("customer person add 王芳 欧阳靐龘 --phone 13987654321")
    book("customer field add 'of 欧阳靐龘'")
    book("customer field add rank --type choice --choice 欧阳靐龘 --choice other")
    book("customer edit 王芳 --set rank=欧阳靐龘")
    shown = told(book("customer erase id:1 --texts --dry-run --format table"))
    erased = erase(book, "--texts")

    assert mentioned(erased) == {
        ("customer", 2, 2, "edit"), ("person", 2, 2, "edit"), ("customer", 3, 3, "edit"),
        ("custom_field", 0, None, "edit"),
    }  # fmt: skip
    assert "customer 3: crm customer edit id:3" in shown
    assert "a person of customer 2: crm customer person edit id:2" in shown
    assert book("customer show id:3 --json").json["name"] == "欧阳靐龘"
    (person,) = book("customer person list 王芳 --json").json
    assert (person["name"], person["phones"]) == ("欧阳靐龘", ["+8613987654321"])
    assert book("customer show 王芳 --json").json["fields"] == {"rank": "欧阳靐龘"}
    sound(book)


def test_what_others_were_called_goes_where_that_is_asked_for(book: Crm) -> None:
    book("customer person add 王芳 欧阳靐龘 --phone 13987654321")
    book("customer person remove 王芳 欧阳靐龘")
    book("customer field add 'of 欧阳靐龘'")
    book("customer edit 王芳 --set 'of 欧阳靐龘=1'")
    book("customer field remove 'of 欧阳靐龘' --force --yes")
    first = book("customer erase id:1 --dry-run --json").json
    assert {(each["record"], each["way"]) for each in first["mentions"]} == {("change", "texts")}
    erased = erase(book, "--texts")

    assert (left(book), erased["mentions"]) == ([], [])
    while book("undo --yes", code=None).code == 0:
        sound(book)
    while book("redo", code=None).code == 0:
        sound(book)
    assert left(book) == []


def test_another_one_of_the_history_is_erased_by_its_own_number(book: Crm) -> None:
    book("customer add 欧阳靐龘 --phone 13987654321 --note jabberwock --force")
    book("undo")
    answer = book("customer erase id:1 --texts --dry-run --format table")
    assert "customer 3, in the history alone: crm customer erase id:3" in told(answer)
    erased = erase(book, "--texts")

    assert {each[2:] for each in mentioned(erased)} == {(3, "erase")}
    book(f"customer erase id:3 {ORDERED}")
    assert left(book) == []


def test_the_given_name_of_one_of_its_people_is_left_out_where_that_is_asked_for(
    book: Crm,
) -> None:
    book("customer person add 欧阳靐龘 Jane --phone 13711223355")
    for number, note in enumerate(("Jane of us", "欧阳靐龘 and Jane", "13711223355"), 1):
        book(f"log add 王芳 '{note}' --via phone")
        book(f"log edit {number} --note talk")
    foreseen = book("customer erase id:1 --texts --dry-run --json").json
    assert (foreseen["replaced"], foreseen["mentions"]) == (3, [])
    erased = erase(book)

    assert erased["replaced"] == 2
    assert {each[2:] for each in mentioned(erased)} == {(2, "texts")}
    notes = [each["old"]["note"] for each in book("history --command 'log edit' --json").json]
    assert notes == ["…", "… and Jane", "Jane of us"]
    book(f"customer erase id:1 {ORDERED} --called Jane")
    assert b"Jane" not in book.db.read_bytes()


def test_a_tag_that_comes_to_the_same_as_another_is_one(book: Crm) -> None:
    book("customer edit 王芳 --tag 欧阳靐龘 --tag quokka@b.cn --tag vip")
    book("customer edit 王芳 --unset tag:欧阳靐龘 --unset tag:quokka@b.cn")
    book("undo")
    erase(book, "--texts")

    assert sorted(book("customer show 王芳 --json").json["tags"]) == ["vip", "…"]
    while book("undo --yes", code=None).code == 0:
        sound(book)
    while book("redo", code=None).code == 0:
        sound(book)
    assert left(book) == []


def test_a_retry_tells_what_was_replaced_the_first_time(book: Crm) -> None:
    book("log add 王芳 'met 欧阳靐龘' --via phone")
    first = erase(book, "--texts --key once")
    before = contents(book.db)

    assert (first["replaced"], erase(book, "--texts --key once")) == (1, first)
    assert contents(book.db) == before


def test_a_salesperson_who_is_called_the_same_keeps_the_customers(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_USER", "ann")
    crm("customer add Ann")
    crm("customer add Bob")
    crm("customer edit Bob --set owner=zed")
    crm("customer add Carl")
    erased = crm(f"customer erase id:1 {ORDERED} --texts --json").json

    assert (erased["replaced"], erased["mentions"]) == (0, [])
    for _ in range(2):
        crm("undo --yes")
    assert [(each["name"], each["owner"]) for each in crm("customer list --json").json] == [
        ("Bob", "ann")
    ]


@pytest.mark.parametrize("last", ["customer edit id:2 --unset notes", "undo"])
def test_what_was_written_of_another_of_the_same_name_comes_back(crm: Crm, last: str) -> None:
    crm("customer add 王芳 --phone 13800138000")
    crm("customer add 王芳 --force --phone 13900139000 --note '王芳 of the bank'")
    crm(last)
    erased = crm(f"customer erase id:1 {ORDERED} --json").json

    assert erased["replaced"] == 0
    crm("redo" if last == "undo" else "undo --yes")
    assert crm("customer show id:2 --json").json["notes"] == "王芳 of the bank"


def test_a_field_that_was_removed_comes_back_with_its_other_choices(crm: Crm) -> None:
    crm("customer add 王小芳")
    crm("customer add Bob")
    crm("customer field add pick --type choice --choice 王小芳 --choice other")
    crm("customer edit Bob --set pick=other")
    crm("customer field remove pick --force --yes")
    crm(f"customer erase id:1 {ORDERED} --texts")
    assert "王小芳".encode() not in crm.db.read_bytes()

    crm("undo --yes")
    assert crm("customer show Bob --json").json["fields"] == {"pick": "other"}
    for _ in range(3):
        crm("undo")
    assert crm("customer list --json").json == []


def test_the_retry_key_of_a_command_that_made_a_field_as_well_goes(crm: Crm) -> None:
    crm("customer add 王芳 --set color=red --key fang-w-1988")
    crm(f"customer erase id:1 {ORDERED}")
    assert b"fang-w-1988" not in crm.db.read_bytes()
