"""`crm history` tells in words, and in values, what each command did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

THREE = "name,phone\n甲一,13900000001\n甲二,13900000002\n甲三,13900000003\n"

WORDS = (
    ("customer add 赵敏 --need clear --close +2w",
     "added as 赵敏, grade A by rule: closes 2026-04-14"),
    ("customer edit 王芳 --name 王方 --set title=CEO", "name: 王芳 → 王方"),
    ("customer edit 王芳 --set title=CEO", "title: CEO"),
    ("customer archive 王芳 --reason moved", "archived"),
    ("customer lose 李雷 --reason price --winback +30d", "lost on 2026-03-31: price"),
    ("customer lose 李雷 --reason price --winback +30d", "to be won back on: 2026-04-30"),
    ("customer pin 王芳 --value high --reason friend", "value pinned: low → high (friend)"),
    ("customer person add 王芳 'Jane Roe'", "person added: Jane Roe"),
    ("log add 王芳 hello --via phone", "call: hello"),
    ("log add 王芳 hello --via phone --next list --by +5d", "promise: list by 2026-04-05"),
    ("log add 王芳 hello --via phone", "next follow-up 2026-04-07 → 2026-04-08"),
    ("log edit 1 --note words", "note: first → words"),
    ("log remove 1", "removed: call of 2026-03-31: first"),
    ("promise add 李雷 tea --by +7d", "promise: tea by 2026-04-07"),
    ("promise move 1 --by +9d --reason later",
     "promise moved 2026-04-03 → 2026-04-09: samples (later)"),
    ("promise keep 1", "promise kept: samples"),
    ("promise drop 1 --reason no", "promise dropped: samples (no)"),
    ("due snooze follow_up:2 --until +2d --reason away",
     "follow-up snoozed until 2026-04-02 (away)"),
    ("grade set 李雷 A --reason hot", "grade D → A by hand: hot"),
    ("grade policy --set B=10d", "policy B: every 7 days → every 10 days"),
    ("config set currency EUR", "setting currency: CNY → EUR"),
)  # fmt: skip
"""Command lines, and a piece of what the history says of each."""


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --company 星河贸易 --grade B")
    crm("customer add 李雷")
    crm("log add 王芳 first --via phone")
    crm("promise add 李雷 samples --by +3d")
    return crm


def told(book: Crm, line: str = "") -> str:
    return book(f"history {line} --format table").out


def rows(book: Crm, line: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = book(f"history {line} --json").json
    return found


@pytest.mark.parametrize(("line", "words"), WORDS)
def test_what_a_command_did_is_said_in_words(book: Crm, line: str, words: str) -> None:
    today = "2026-04-01" if "04-08" in words else "2026-03-31"
    assert words not in told(book)
    book(line, today=today)

    assert words in told(book, "--limit 1")
    latest = rows(book, "--limit 1")
    assert any(words in (each["text"] or "") for each in latest), [each["text"] for each in latest]
    assert {each["command"] for each in latest} == {
        " ".join(line.split()[: 2 + (" person " in line)])
    }


def values(book: Crm, record: str) -> tuple[Any, Any]:
    (found,) = [each for each in rows(book, "--limit 1") if each["record"] == record]
    return found["old"], found["new"]


def test_old_and_new_values_are_those_that_changed(book: Crm) -> None:
    book("customer edit 王芳 --set title=CEO --name 王方 --reason 'new card'")
    old, new = values(book, "customer")

    assert {key: old[key] for key in ("name", "title")} == {"name": "王芳", "title": None}
    assert {key: new[key] for key in ("name", "title")} == {"name": "王方", "title": "CEO"}
    assert "company" not in new
    assert {each["reason"] for each in rows(book, "--limit 1")} == {"new card"}


def test_all_values_of_what_was_added_and_removed_are_kept(book: Crm) -> None:
    book("log remove 1")
    old, new = values(book, "contact")

    assert (old["note"], old["via"], old["day"], new) == ("first", "phone", "2026-03-31", None)
    (added,) = [each for each in rows(book, "--command 'log add'") if each["record"] == "contact"]
    assert (added["action"], added["old"], added["new"]) == ("added", None, old)


def test_each_row_names_its_customer_and_its_command_line(book: Crm) -> None:
    book(["log", "add", "李雷", "two words", "--via", "visit"])
    (row,) = [each for each in rows(book, "--limit 1") if each["record"] == "contact"]

    assert (row["customer_id"], row["customer"], row["record_id"]) == (2, "李雷", 2)
    assert row["line"] == 'log add 李雷 "two words" --via visit'
    assert row["author"] == "tester"
    assert row["at"].startswith("2026-03-31T")


def test_the_latest_comes_first(book: Crm) -> None:
    commands = list(dict.fromkeys(each["command_id"] for each in rows(book)))
    assert commands == [4, 3, 2, 1]


def test_a_customer_has_the_history_of_its_own(book: Crm) -> None:
    assert {each["customer_id"] for each in rows(book, "王芳")} == {1}
    assert [each["command"] for each in rows(book, "李雷") if each["text"]] == [
        "promise add",
        "customer add",
    ]
    book("history 韩梅梅", code=3)


def test_authors_days_and_commands_choose(book: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_USER", "wei")
    book("customer edit 王芳 --set title=CEO", today="2026-04-02")
    book("log add 王芳 hello --via phone", today="2026-04-03")

    def commands(line: str) -> list[str]:
        found = book(f"history {line} --json", today="2026-04-03").json
        return list(dict.fromkeys(each["command"] for each in found))

    assert commands("--author wei") == ["log add", "customer edit"]
    assert commands("--author tester --command log") == ["log add"]
    assert commands("--since 2026-04-02") == ["log add", "customer edit"]
    assert commands("--since 2026-04-01 --until 2026-04-02") == ["customer edit"]
    assert commands("--since yesterday --until yesterday") == ["customer edit"]
    assert commands("--until 2026-03-31") == ["promise add", "log add", "customer add"]
    assert commands("--command 'customer edit'") == ["customer edit"]
    assert commands("--command customer") == ["customer edit", "customer add"]
    assert commands("--limit 2") == ["log add", "customer edit"]
    assert commands("--author nobody") == []
    assert "wei" in told(book, "--author wei")


def test_an_imported_customer_has_the_import_in_its_history(book: Crm) -> None:
    book("customer import - --yes", stdin=THREE)

    assert "imported 3 customers" in told(book)
    (row,) = [each for each in rows(book, "甲二") if each["record"] == "customer"]
    assert (row["command"], row["action"], row["customer"]) == ("customer import", "added", "甲二")
    assert row["new"]["name"] == "甲二"
    assert row["text"] == "imported as 甲二, grade D to start with; phone +8613900000002"
    assert "imported as 甲二" in told(book, "甲二")
    assert "甲三" not in told(book, "甲二")


def test_what_was_undone_is_marked_and_the_undo_told(book: Crm) -> None:
    book("customer edit 李雷 --set title=CTO")
    book("undo")

    shown = told(book, "李雷 --limit 2").splitlines()
    assert shown[0].split("  ")[1].startswith("undo of customer edit")
    assert shown[2].endswith("undone")
    undo, edit = (
        next(each for each in rows(book) if each["command"] == name)
        for name in ("undo", "customer edit")
    )
    assert (edit["undone"], edit["undone_by"]) == (True, undo["command_id"])
    assert not undo["undone"]

    book("redo")
    (edit, *_) = [each for each in rows(book) if each["command"] == "customer edit"]
    assert (edit["undone"], edit["undone_by"]) == (False, None)
    assert "redo of customer edit" in told(book)


def test_a_customer_that_is_gone_has_a_history_by_its_number(book: Crm) -> None:
    book("customer add 赵敏 --phone 13600136000")
    book("undo")

    assert {each["command"] for each in rows(book, "id:3")} == {"customer add", "undo"}
    assert {each["customer"] for each in rows(book, "id:3")} == {None}
    assert "added as 赵敏" in told(book, "id:3")
    book("history id:4", code=3)


def test_reading_the_history_writes_nothing(book: Crm) -> None:
    before = book.db.read_bytes()
    told(book)
    rows(book, "王芳")
    assert book.db.read_bytes() == before


def test_nothing_of_a_text_reaches_the_terminal_as_a_command(book: Crm) -> None:
    book(["log", "add", "王芳", "a\x1b[31mb\u202ec", "--via", "phone"])
    shown = told(book)

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    (row,) = [each for each in rows(book, "--limit 1") if each["record"] == "contact"]
    assert row["new"]["note"] == "a\x1b[31mb\u202ec"


def test_the_history_of_no_book_is_not_found(crm: Crm) -> None:
    assert crm("history --json", code=3).error["code"] == "no_book"
    assert not crm.db.exists()
