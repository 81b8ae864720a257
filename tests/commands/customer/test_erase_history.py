"""An erasure reaches into the history of everybody, and leaves what others did as it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.store import connection as connections
from crmcli.store.faults import NotReadable
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

TEN = "name,phone,notes,referred_by\n" + "".join(
    f"客户{'甲乙丙丁戊己庚辛壬癸'[n]},1390000{n:04d},note of {n} brouhaha{n},\n" for n in range(10)
)
FIFTH = "客户戊"
ORDERED = "--yes --reason 'asked by letter'"
TRACES = ("客户戊", "13900000004", "brouhaha4", "4note", "kehuwu")


@pytest.fixture
def ten(crm: Crm) -> Crm:
    crm("customer import - --yes --key first", stdin=TEN)
    return crm


def names(book: Crm) -> list[str]:
    return [each["name"] for each in book("customer list --json").json]


def rows(book: Crm, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(book.db)) as connection:
        return connection.execute(sql, values).fetchall()


def traces(book: Crm) -> list[str]:
    left = book.db.read_bytes()
    return [each for each in TRACES if each.encode() in left]


def sound(book: Crm) -> None:
    assert book("check --json").json["ok"]
    for table in ("customer_text", "contact_text", "promise_text"):
        rows(book, f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


def test_an_import_that_was_undone_comes_back_without_the_one(ten: Crm) -> None:
    whole = names(ten)
    ten("undo")
    assert b"brouhaha4" in ten.db.read_bytes()
    erased = ten(f"customer erase id:5 {ORDERED} --json").json
    assert erased["removed"]["change"] == 0
    assert traces(ten) == []

    ten("redo")
    assert names(ten) == [each for each in whole if each != FIFTH]
    assert traces(ten) == []
    sound(ten)
    ten("undo")
    assert names(ten) == []
    ten("redo")
    assert len(names(ten)) == 9
    sound(ten)


def test_an_import_is_taken_back_and_brought_back_for_the_rest(ten: Crm) -> None:
    for key in (1, 5, 10):
        ten(f"customer erase id:{key} {ORDERED}")
    rest = names(ten)
    before = contents(ten.db)
    assert ten("undo --yes --json").json["command"] == "customer import"
    assert names(ten) == []
    ten("redo")
    assert names(ten) == rest
    assert contents(ten.db) == before
    for each in (2, 3, 4, 6, 7, 8, 9):
        ten(f"customer erase id:{each} {ORDERED}")
    # Nothing is left that the import did, nor anything of the commands that took it back.
    assert ten("undo --list --json").json == []
    ten("undo", code=4)
    ten("undo --yes", code=3)
    assert rows(ten, "SELECT * FROM change") == []
    sound(ten)


@pytest.mark.parametrize("again", [False, True])
def test_a_bulk_edit_is_taken_back_for_the_rest(ten: Crm, *, again: bool) -> None:
    before = {each["name"]: each["notes"] for each in ten("customer list --json").json}
    ten("customer edit --where 'name ~ 客户' --set notes=zugzwang --tag all --yes")
    if again:
        ten("undo")
        ten("redo")
    ten(f"customer erase {FIFTH} {ORDERED}")
    assert traces(ten) == []
    ten("undo --yes")

    del before[FIFTH]
    assert {each["name"]: each["notes"] for each in ten("customer list --json").json} == before
    sound(ten)
    ten("redo")
    assert {each["notes"] for each in ten("customer list --json").json} == {"zugzwang"}
    sound(ten)


def test_a_field_that_went_with_the_values_of_many_comes_back_for_the_rest(ten: Crm) -> None:
    ten("customer field add hat")
    ten("customer edit --where 'name ~ 客户' --set hat=red --yes")
    ten(f"customer edit {FIFTH} --set hat=brouhaha4")
    ten("customer field remove hat --force --yes")
    ten(f"customer erase {FIFTH} {ORDERED}")
    assert traces(ten) == []
    ten("undo --yes")

    assert [each["fields"] for each in ten("customer list --json").json] == [{"hat": "red"}] * 9
    sound(ten)


def test_what_a_command_did_to_the_one_alone_cannot_be_taken_back(ten: Crm) -> None:
    ten(f"customer edit {FIFTH} --set title=CEO")
    ten("customer edit 客户甲 --set title=CEO")
    ten(f"log add {FIFTH} hello --via phone --also 客户乙")
    ten(f"promise add {FIFTH} more --by +3d")
    ten(f"customer erase {FIFTH} {ORDERED}")

    listed = ten("undo --list --json").json
    assert [each["command"] for each in listed] == ["log add", "customer edit", "customer import"]
    ten("undo --yes")
    assert ten("log list --json").json == []
    ten("redo")
    assert [each["customer"] for each in ten("log list --json").json] == ["客户乙"]
    sound(ten)


def test_what_was_undone_is_not_brought_back_once_it_is_erased(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer add 客户戊 --phone 13900000004 --note brouhaha4")
    crm("undo")
    crm(f"customer erase id:2 {ORDERED}")

    assert traces(crm) == []
    crm("redo", code=3)
    assert crm("undo --yes --json").json["command"] == "customer add"
    assert names(crm) == []


def test_the_others_edits_of_who_referred_them_can_still_be_taken_back(ten: Crm) -> None:
    ten(f"customer edit 客户甲 --referred-by {FIFTH}")
    ten(f"customer edit 客户乙 --referred-by {FIFTH}")
    ten("customer edit 客户乙 --referred-by 客户丙")
    ten(f"customer add 新 --referred-by {FIFTH}")
    ten("undo")
    ten(f"customer erase {FIFTH} {ORDERED}")
    assert traces(ten) == []

    ten("redo")
    assert ten("customer show 新 --json").json["referred_by"] is None
    # Two edits did nothing else than to name the one.
    assert [each["command"] for each in ten("undo --list --json").json] == [
        "customer add",
        "customer edit",
        "customer import",
    ]
    for _ in range(2):
        ten("undo")
        sound(ten)
    assert ten("customer show 客户乙 --json").json["referred_by"] is None
    for _ in range(2):
        ten("redo")
    assert ten("customer show 客户乙 --json").json["referred_by"] == 3
    assert ten("customer show 客户甲 --json").json["referred_by"] is None
    sound(ten)


def test_commands_about_others_lose_what_they_say_of_the_one(ten: Crm) -> None:
    ten("log add 客户甲 'met 客户戊' --via phone --key about-it")
    ten("log add 客户乙 'call 139-0000 0004 back' --via phone")
    ten("log add 客户丙 'nothing of the kind' --via phone --reason 'said kehuwu'")
    ten("customer edit 客户丁 --referred-by kehuwu")
    ten("log add 客户己 other --via phone --key 客户戊-1")
    ten("customer list --json")
    erased = ten(f"customer erase {FIFTH} {ORDERED} --json").json

    lines = dict(rows(ten, "SELECT id, line FROM command WHERE name <> 'customer erase'"))
    assert [bool(lines[key]) for key in sorted(lines)] == [False, False, False, True, False, False]
    # One of another customer keeps its key, so that a retry does not write twice.
    assert rows(ten, "SELECT key FROM command WHERE key IS NOT NULL ORDER BY id") == [
        ("first",),
        ("about-it",),
    ]
    assert ten("log add 客户甲 again --via phone --key about-it --json", code=4).error["code"] == (
        "key_taken"
    )
    # What the others' records say is theirs.
    assert {(each["record"], each["record_id"]) for each in erased["mentions"]} == {
        ("contact", 1), ("contact", 2),
    }  # fmt: skip
    assert ten("log show 2 --json").json["note"] == "call 139-0000 0004 back"


def test_an_import_is_not_repeated_for_who_was_erased_by_a_retry(ten: Crm) -> None:
    ten(f"customer erase {FIFTH} {ORDERED}")
    assert ten("customer import - --yes --key first --json", stdin=TEN, code=4).error["code"] == (
        "key_taken"
    )
    assert FIFTH not in names(ten)


def test_purposes_and_earlier_orders_that_name_the_one_are_emptied(ten: Crm, tmp_path: Any) -> None:
    ten(["customer", "export", str(tmp_path / "a.csv"), "--purpose", f"for {FIFTH}"])
    ten(["customer", "export", str(tmp_path / "b.csv"), "--where", f"name = {FIFTH}"])
    ten(["customer", "export", str(tmp_path / "c.csv"), "--purpose", "fair"])
    ten(f"customer erase 客户甲 --yes --reason 'by {FIFTH}'")
    erased = ten(f"customer erase {FIFTH} {ORDERED} --json").json

    assert traces(ten) == []
    assert rows(ten, "SELECT purpose, filter FROM copy") == [
        (None, None),
        (None, None),
        ("fair", None),
    ]
    assert rows(ten, "SELECT customer_id, reason FROM erasure") == [(1, ""), (5, "asked by letter")]
    assert len(erased["exports"]) == 3


def test_one_of_several_with_the_same_name_is_never_guessed(ten: Crm) -> None:
    ten("customer add 客户戊 --force")
    ten("customer archive id:5 --reason moved")
    before = ten.db.read_bytes()

    refused = ten(f"customer erase {FIFTH} {ORDERED} --json", code=4)
    assert {each["id"] for each in refused.error["candidates"]} == {5, 11}
    assert ten.db.read_bytes() == before
    ten(f"customer erase id:5 {ORDERED}")
    assert ten("customer show 客户戊 --json").json["id"] == 11


def test_the_number_of_the_erased_does_not_find_the_tail_of_a_phone(crm: Crm) -> None:
    crm("customer add 王芳 --phone 13800135005")
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 5004 WHERE name = 'customer'")
    crm("customer add 李雷")
    crm(f"customer erase 5005 {ORDERED}")
    crm(f"customer erase 5005 {ORDERED}", code=3)

    assert names(crm) == ["王芳"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.2)


@pytest.mark.usefixtures("impatient")
def test_an_erasure_stands_when_the_file_cannot_be_swept(
    ten: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.store.erasure import sweeping

    def occupied(path: Any, progress: Any) -> None:
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM customer").fetchone()
            real(path, progress)

    real = sweeping.sweep
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "sweep", occupied)
        answer = ten(f"customer erase {FIFTH} {ORDERED} --json --key once", code=6)
    assert answer.error["code"] == "not_swept"
    assert (answer.json["id"], answer.json["swept"]) == (5, False)
    assert FIFTH not in names(ten)
    found = ten("check --json", code=None).json
    assert any(
        each["severity"] != "ok" and "erase" in json.dumps(each) for each in found["findings"]
    )

    assert not ten("customer erase id:5 --dry-run --json", code=3).out
    assert rows(ten, "SELECT swept FROM erasure") == [(0,)]
    assert ten(f"customer erase id:5 {ORDERED} --json").json["swept"]
    assert rows(ten, "SELECT swept FROM erasure") == [(1,)]
    assert traces(ten) == []
    again = ten(f"customer erase {FIFTH} {ORDERED} --json --key once").json
    assert (again["id"], again["swept"]) == (5, True)
    sound(ten)


def test_an_interrupted_sweep_says_what_is_left_to_do(
    ten: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.store.erasure import sweeping

    def interrupted(path: Any, progress: Any) -> None:
        del path, progress
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "sweep", interrupted)
        answer = ten(f"customer erase {FIFTH} {ORDERED}", code=130)
    assert "Customer 5 is erased" in " ".join(answer.err.split())
    assert FIFTH not in names(ten)


def test_why_it_was_not_swept_is_told_in_a_sentence(
    ten: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crmcli.store.erasure import sweeping

    def barred(path: Any, progress: Any) -> None:
        del progress
        raise NotReadable(path=path, reason="permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "sweep", barred)
        answer = ten(f"customer erase {FIFTH} {ORDERED} --json", code=6)
    assert answer.error["message"].endswith(
        f" pieces of its data. {ten.db} cannot be opened: permission denied."
    )


def test_a_book_in_wal_mode_is_swept_with_its_log(ten: Crm) -> None:
    with closing(sqlite3.connect(ten.db)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        # As long as another program has read it, its log stays.
        other.execute("SELECT * FROM customer").fetchone()
        ten(f"customer edit {FIFTH} --set title=brouhaha4")
        log = ten.db.with_name("book.db-wal")
        assert b"brouhaha4" in log.read_bytes()
        ten(f"customer erase {FIFTH} {ORDERED}")
        assert log.exists()
        assert not any(each.encode() in log.read_bytes() for each in TRACES)
    assert traces(ten) == []


def test_pages_that_another_program_left_behind_are_swept(ten: Crm) -> None:
    with closing(sqlite3.connect(ten.db)) as other:
        other.execute("PRAGMA secure_delete = OFF")
        other.execute("CREATE TABLE scratch AS SELECT * FROM customer")
        other.commit()
        other.execute("DROP TABLE scratch")
        other.commit()
    ten(f"customer erase {FIFTH} {ORDERED}")
    assert traces(ten) == []
