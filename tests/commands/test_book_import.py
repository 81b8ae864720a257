"""Where a whole book may go, what is refused, and what is left as it was."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.book_files import everything, lines_of, sealed
from tests.conftest import Crm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def file(crm: Crm, tmp_path: Path) -> Path:
    """Export a small book, which is gone then."""
    crm("customer add 王芳 --phone 13800138000 --grade B --key k1")
    crm("log add 王芳 hello --via phone --next send --by fri")
    place = tmp_path / "book.jsonl"
    crm(f"export {place}")
    crm.db.unlink()
    return place


def folder(crm: Crm) -> set[str]:
    return {each.name for each in crm.db.parent.iterdir()}


def names(crm: Crm) -> list[str]:
    return [each["name"] for each in crm("customer list --json").json]


def test_a_dry_run_checks_everything_and_leaves_nothing(crm: Crm, file: Path) -> None:
    before = folder(crm)
    answer = crm(f"import {file} --dry-run --json").json

    assert (answer["dry_run"], answer["created"], answer["customers"]) == (True, answer["read"], 1)
    assert folder(crm) == before


def test_the_default_place_is_made_with_its_folders(crm: Crm, file: Path) -> None:
    import os
    from pathlib import Path

    answer = crm.real(f"import {file}", CRM_DB="")
    made = Path(os.environ["XDG_DATA_HOME"]) / "crmcli" / "crm.db"

    assert answer.code == 0
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_an_empty_book_is_replaced_and_kept(crm: Crm, file: Path) -> None:
    crm("config set currency EUR")
    before = everything(crm.db)
    answer = crm(f"import {file} --json").json

    assert names(crm) == ["王芳"]
    assert crm("config show --json").json[0]["value"] != "EUR"
    from pathlib import Path

    assert everything(Path(answer["saved"])) == before
    assert crm("check --json").json["ok"]


def test_a_book_in_which_nothing_was_ever_done_is_not_kept(crm: Crm, file: Path) -> None:
    from crmcli.store.creation import create_book

    create_book(crm.db, parents=False)
    answer = crm(f"import {file} --json").json

    assert answer["saved"] is None
    assert names(crm) == ["王芳"]


def test_a_book_with_customers_stays_as_it_is(crm: Crm, file: Path) -> None:
    crm("customer add Bob")
    before = crm.db.read_bytes()
    error = crm(f"import {file} --yes --json", code=4).error

    assert error["code"] == "book_has_customers"
    assert f"crm --db NEW.db import {file}" in error["hint"]
    assert crm.db.read_bytes() == before


def test_going_back_brings_who_was_erased_and_says_so(crm: Crm, file: Path) -> None:
    crm(f"import {file}")
    crm("customer add Later")
    crm("customer erase id:1 --yes --reason asked")
    crm("customer erase id:2 --yes --reason asked")
    answer = crm(f"import {file} --json").json

    assert answer["erased"] == [1]
    assert names(crm) == ["王芳"]
    # The number of who came later, and was erased, never comes again.
    assert crm("customer add New --json").json["id"] == 3
    assert "Erased before" not in crm("import - --yes", stdin=file.read_bytes(), code=4).err


def test_with_a_key_the_import_happens_once_and_is_told(crm: Crm, file: Path) -> None:
    first = crm(f"import {file} --key once --json").json
    crm("customer add Later")
    before = crm.db.read_bytes()

    assert crm(f"import {file} --key once --json").json == first
    assert crm.db.read_bytes() == before
    told = crm("history --command import --json").json
    assert [each["text"] for each in told] == [f"restored {file} (1 customer)"]
    held = crm("customer erase id:1 --dry-run --yes --reason asked --json").json["backups"]
    assert str(file) in [each["path"] for each in held]
    assert crm("customer add Other --key once", code=4).err


def test_a_key_of_the_exported_book_itself_does_not_stand_in_the_way(crm: Crm, file: Path) -> None:
    crm(f"import {file} --key k1")
    assert names(crm) == ["王芳"]


def test_a_file_of_an_older_schema_is_brought_up_like_a_book_of_it(
    crm: Crm, file: Path, tmp_path: Path
) -> None:
    head, *rows, _ = lines_of(file)
    head["schema"] = 3
    later = {"card_line", "column_map", "report_run", "saved_report", "work_calendar"}
    rows = [each for each in rows if each["table"] not in later]
    rows = [each for each in rows if each["row"].get("basis") != "occasion"]
    columns = {"copy": "record", "customer": "festivals", "book": "reckoned_on"}
    for each in rows:
        each["row"].pop(columns.get(each["table"], "shown_until"), None)
    head["rows"] = {table: 0 for table in head["rows"] if table not in later}
    older = sealed(tmp_path / "older.jsonl", head, rows)
    answer = crm(f"import {older} --json").json

    assert answer["schema"] == 3
    assert crm("check --json").json["schema"] == 8
    assert crm("check --json").json["ok"]
    assert names(crm) == ["王芳"]


OTHERS: dict[str, tuple[bytes, str, str]] = {
    "table": ("name,phone\n王芳,13800138000\n".encode(), "something else", "crm customer import"),
    "card": (b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n", "", "crm customer import"),
    "workbook": (b"PK\x03\x04" + bytes(60), "", "crm customer import"),
    "list": (b'[{"id": 1, "name": "A"}]', "list of records", "crm customer import"),
    "lines": (b'{"id": 1, "name": "A"}\n', "list of records", "crm customer import"),
    "pretty": (b'[\n  {"id": 1}\n]\n', "list of records", "crm customer import"),
    "database": (b"SQLite format 3\x00" + bytes(600), "SQLite", "crm restore"),
    "packed": (gzip.compress(b"{}"), "gzip", "gunzip"),
    "noise": (bytes(range(256)), "", "crm customer import"),
    "deep": (b"[" * 100_000, "list of records", "crm customer import"),
    "digits": (b"9" * 5000 + b"\n", "something else", "crm customer import"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_exported_book_is_named_with_what_reads_it(
    crm: Crm, tmp_path: Path, what: str
) -> None:
    content, said, hint = OTHERS[what]
    place = tmp_path / "some thing.jsonl"
    place.write_bytes(content)
    error = crm(["import", str(place), "--json"], code=5).error

    assert error["code"] == "no_book_file"
    assert said in error["message"]
    assert f"{hint} '{place}'" in error["hint"]
    assert not crm.db.exists()


def test_a_missing_or_empty_file_is_said_to_be_so(crm: Crm, tmp_path: Path) -> None:
    crm(f"import {tmp_path}/gone.jsonl", code=3)
    crm("import -", stdin=b"", code=5)
    crm(f"import {tmp_path}", code=5)


@pytest.mark.parametrize("change", [{"version": 2}, {"schema": 9}, {"schema": 99}])
def test_a_file_of_a_newer_crmcli_asks_for_an_update(
    crm: Crm, file: Path, tmp_path: Path, change: dict[str, int]
) -> None:
    head, *rows, _ = lines_of(file)
    newer = sealed(tmp_path / "newer.jsonl", {**head, **change, "more": 1}, rows)
    if "schema" in change:
        newer = sealed(newer, {**head, **change}, rows)
    error = crm(f"import {newer} --json", code=6).error

    assert error["code"] == "newer_book"
    assert "Update crmcli" in error["hint"]
    assert not crm.db.exists()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def without_end(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


def without_a_line(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:3] + lines[4:])


def changed(content: bytes) -> bytes:
    return content.replace("王芳".encode(), "王芬".encode())


def longer(content: bytes) -> bytes:
    return content + b"\n"


def with_carriage_returns(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    "damage", [cut, without_end, without_a_line, changed, longer, with_carriage_returns]
)
def test_a_file_that_is_not_as_it_was_written_is_refused(
    crm: Crm, file: Path, damage: Callable[[bytes], bytes]
) -> None:
    file.write_bytes(damage(file.read_bytes()))
    before = folder(crm)
    error = crm(f"import {file} --json", code=5).error

    assert error["code"] == "broken_book_file"
    assert "Nothing was changed" in error["hint"]
    assert folder(crm) == before


def put(table: str, **values: Any) -> Callable[[list[Any]], object]:
    """Give what changes the first row of a table."""

    def change(rows: list[Any]) -> object:
        at = next(at for at, each in enumerate(rows) if each["table"] == table)
        row = {**rows[at]["row"], **values}
        kept = {name: value for name, value in row.items() if value is not put}
        rows[at] = {"table": table, "row": kept}
        return at

    return change


def text(written: str) -> Callable[[list[Any]], object]:
    """Give what puts a text in the place of the third row."""

    def change(rows: list[Any]) -> object:
        rows[2] = written
        return 2

    return change


ROW = '{"table": "setting", "row": {"name": "x", "value": %s}}'
HOSTILE: dict[str, tuple[Callable[[list[Any]], object], str]] = {
    "an unknown table": (text('{"table": "evil", "row": {}}'), "there is no table evil"),
    "an inner table": (text('{"table": "sqlite_master", "row": {}}'), "there is no table"),
    "a table made again": (text('{"table": "search_key", "row": {}}'), "there is no table"),
    "an index": (text('{"table": "customer_text", "row": {}}'), "there is no table"),
    "a table that is none": (text('{"table": 5, "row": {}}'), "there is no table 5"),
    "an unknown column": (put("customer", evil=1), "customer has no column evil"),
    "a missing column": (put("customer", name=put), "customer.name is missing"),
    "a row that is none": (text('{"table": "setting", "row": 5}'), "setting.name is missing"),
    "no row": (text('{"what": 5}'), "it is no row of a table"),
    "no object": (text("5"), "it is no row of a table"),
    "a number for a text": (put("customer", name=5), "customer.name has no text"),
    "a list for a text": (put("customer", name=[1]), "customer.name has no text"),
    "a text for a number": (put("customer", id="1"), "customer.id has no number"),
    "true for a number": (put("customer", id=True), "customer.id has no number"),
    "a fraction": (put("customer", id=1.5), "a number that no book holds"),
    "a large number": (put("customer", referred_by=2**63), "a number that no book holds"),
    "not a number": (text(ROW % "NaN"), "a number that no book holds"),
    "infinity": (text(ROW % "-Infinity"), "a number that no book holds"),
    "5,000 digits": (text(ROW % ("9" * 5000)), "a number that no book holds"),
    "100,000 deep": (text(ROW % ("[" * 100_000 + "]" * 100_000)), "it nests too deep"),
    "a key twice": (
        text('{"table": "setting", "table": "setting", "row": {}}'),
        "a key is there twice",
    ),
    "a column twice": (
        text('{"table": "setting", "row": {"name": "x", "name": "y", "value": "z"}}'),
        "a key is there twice",
    ),
    "no JSON": (text("{'table': 5}"), "it is not written as JSON"),
    "an empty line": (text(""), "it is not written as JSON"),
    "a NUL": (text(ROW % '"a\\u0000b"'), "setting.value cannot be used"),
    "half a character": (text(ROW % '"a\\ud800b"'), "setting.value cannot be used"),
    "bytes that are no text": (text(ROW % '"a\ud800b"'), "it is no UTF-8"),
    "an end mark of its own": (text('{"end": "x", "rows": 1, "sha256": ""}'), "no row of a table"),
    "an unknown grade": (put("customer", grade="Z"), "it breaks a rule of the table"),
    "no name": (put("customer", name=None), "customer.name is empty"),
    "no id": (put("contact", id=None), "contact.id is empty"),
    "an id twice": (put("command", id=2), "command.id is there twice"),
    "a 30th of February": (put("customer", registered="2026-02-30"), "customer.registered holds"),
    "a month 13": (put("command", at="2026-13-01T00:00:00Z"), "command.at holds"),
    "an instant elsewhere": (put("command", at="2026-03-01T00:00:00+08:00"), "command.at holds"),
    "two for yes": (put("customer", may_share=2), "customer.may_share holds"),
    "a link to nothing": (put("contact", customer_id=99), "refers to a row of customer"),
    "what is owed for nobody": (put("obligation", due="soon"), "obligation.due holds"),
    "a key that is none": (put("change", old="{"), "change.old holds"),
    "an answer that is none": (put("command", result="{"), "command.result holds"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_line_that_no_book_has_is_named_and_nothing_written(
    crm: Crm, file: Path, tmp_path: Path, what: str
) -> None:
    head, *rows, _ = lines_of(file)
    change, said = HOSTILE[what]
    at = change(rows)
    hostile = sealed(tmp_path / "hostile.jsonl", head, rows)
    before = folder(crm)
    error = crm(f"import {hostile} --json", code=5).error

    assert error["code"] == "bad_book_line"
    assert said in error["message"]
    if what != "an id twice":
        assert f"line {int(str(at)) + 2}:" in error["message"]
    assert folder(crm) == before


def test_a_row_that_is_too_long_is_not_read_into_memory(
    crm: Crm, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmcli.exchange.book_reader.LONGEST", 2000)
    file.write_bytes(file.read_bytes() + b"x" * 10_000)
    before = folder(crm)
    crm(f"import {file}", code=5)
    content = file.read_bytes().splitlines()
    file.write_bytes(b"\n".join([content[0], b'"' + b"x" * 3000]))
    assert "line 2: it is too long" in crm(f"import {file} --json", code=5).error["message"]
    assert folder(crm) == before


HEADS: dict[str, dict[str, Any]] = {
    "another uid": {"book": "0" * 32},
    "no uid": {"book": ""},
    "numbers too low": {"numbers": {}},
    "numbers of a table that does not count": {"numbers": {"setting": 5}},
    "numbers that are texts": {"numbers": {"customer": "5"}},
    "negative numbers": {"numbers": {"customer": -5}},
    "schema 0": {"schema": 0},
    "schema as a text": {"schema": "5"},
    "form 0": {"version": 0},
    "no time": {"exported": "yesterday"},
    "one more key": {"evil": 1},
}


@pytest.mark.parametrize("what", HEADS)
def test_a_head_that_is_not_of_its_rows_is_refused(
    crm: Crm, file: Path, tmp_path: Path, what: str
) -> None:
    head, *rows, _ = lines_of(file)
    change = HEADS[what]
    if change.get("numbers"):
        change = {"numbers": {**head["numbers"], **change["numbers"]}}
    hostile = sealed(tmp_path / "hostile.jsonl", {**head, **change}, rows)
    before = folder(crm)

    assert crm(f"import {hostile} --json", code=5).error["code"] in {
        "broken_book_file",
        "bad_book_line",
    }
    assert folder(crm) == before


def test_a_book_that_is_damaged_or_none_is_left_to_restore(crm: Crm, file: Path) -> None:
    crm.db.write_bytes(b"some text that is no book, and long enough to be looked at" * 20)
    before = crm.db.read_bytes()
    assert crm(f"import {file} --json", code=6).error["code"] == "not_a_book"
    assert crm.db.read_bytes() == before


def test_what_a_repair_puts_right_is_told(crm: Crm, file: Path, tmp_path: Path) -> None:
    head, *rows, _ = lines_of(file)
    owed = [each for each in rows if each["table"] == "obligation"]
    owed[0]["row"].update(due="2027-01-01", due_day=739_984)
    odd = sealed(tmp_path / "odd.jsonl", head, rows)
    answer = crm(f"import {odd} --json").json

    assert answer["repairable"]
    crm("check --repair --yes")
    assert crm("check --json").json["ok"]


def test_nobody_asks_a_script_and_a_trigger_never_comes_along(crm: Crm, file: Path) -> None:
    crm(f"import {file}")
    with closing(sqlite3.connect(crm.db)) as book:
        found = book.execute("SELECT type FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert found == []
    assert json.loads(crm("customer show id:1 --json").out)["name"] == "王芳"
