"""`crm customer export`: the same customers elsewhere, recorded, private, and nothing in it acts."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crmcli.domain.customer_columns import CUSTOMER_COLUMNS
from crmcli.exchange import target as targets
from tests.conftest import Crm

FORMATS = ("csv", "tsv", "json", "jsonl")
NASTY = (
    "=1+1", "+8613800138000", "-5", "@sum(A1)", "\ttab", "\rreturn", "＝1", "＋2", "－3", "＠x",
    "'quoted", "'=already", "''=twice", '"double"', 'in "the" middle', "a;b", "a\\b", "a\\;b",
    "ends\\", "a,b", "two\nlines", "dos\r\nlines", "bare\rreturn", "007", "  spaces  ", "[/red]",
    "王芳", "😀👨‍👩‍👧", "\x1b[31mred", "\u202eright", "\ufeffmark", "- ", "无", "n/a", "=cmd|'/c calc'!A0",
    "\\n is no newline", "\\x1b is no escape", "k=v;k=w", "true", "null", "[{", "1.0", "#tag", "%s {x}",
)  # fmt: skip
"""Values that a table, a spreadsheet or a reader would change."""

_ELSEWHERE = frozenset({
    "id", "uid", "created", "updated", "open_promises", "urgency", "next_due", "relationship_due",
})  # fmt: skip
"""What follows from other records, such as promises, or is made anew in each book."""


def everyone(crm: Crm, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crm(["customer", "list", "--json", *options]).json
    return found


def select(crm: Crm, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(crm.db)) as connection:
        return connection.execute(sql).fetchall()


def copies(crm: Crm) -> list[tuple[Any, ...]]:
    return select(crm, "SELECT path, purpose, filter, count, customers FROM copy ORDER BY id")


@pytest.fixture
def other(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """A second book, empty and not there yet."""
    del crm
    return Crm(tmp_path / "other.db", monkeypatch)


def fill(crm: Crm) -> None:
    """Fill a book with customers that have every field, and all that can happen to one."""
    crm("customer field add 评分 --type number")
    crm(
        ["customer", "add", "Bob", "--grade", "E", "--may-contact", "no", "--reason", "=moved"],
        today="2025-01-02",
    )
    crm(
        "customer add 王芳 --company 王芳 --phone 13800138000 --phone 010-88886666 --email A@b.CN"
        " --email c@d.example --channel wechat --need clear --close 2026-06-01 --importance key"
        " --every 2w --by-channel visit --potential 'BHD 1.234' --source 展会 --referred-by Bob"
        " --birthday 农历八月十五 --tag vip --tag 老客户 --set wechat=wf --set handle.qq=12"
        " --set industry=IT --set company_size=small --set title=经理 --set gender=女"
        " --set occupation=销售 --set registered=2020-02-29 --set hobbies=茶 --set need_kind=both"
        " --set product_needs=软件 --set service_requirements=上门 --set 车牌=京A --set 评分=007"
        " --set address=深圳 --set owner=li --note 备注",
        today="2026-03-01",
    )
    crm(["customer", "person", "add", "王芳", "李四", "--title", "助理; \\ =1", "--role", "秘书",
         "--phone", "13900139000", "--email", "l@s.example", "--birthday", "05-06"])  # fmt: skip
    crm(["customer", "person", "add", "王芳", "王芳"])
    crm(["customer", "person", "add", "Bob", "[{;\\"])
    crm("customer add 李雷 --grade B --need potential --may-share yes --reason 'signed a form'")
    crm("log add 李雷 hello --via phone --at 2026-03-20 --next call --by fri")
    crm("customer pin 李雷 --status won --reason bought")
    crm("customer add Lost --referred-by 王芳")
    crm("customer lose Lost --reason '+dear;\\' --on 2026-03-10")
    crm("customer add Twin --phone 13800138000 --force")
    for text in NASTY:
        own = [f"--set={name}={text}" for name in ("company", "title", "address", "x", "wechat")]
        words = ["customer", "add", "--force", "--note", text, *own, "--set", f"handle.y={text}"]
        crm([*words, "--tag", "a\\b", "--", f"{text}.name"])


@pytest.fixture
def full(crm: Crm) -> Crm:
    fill(crm)
    return crm


def kept(customers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out of customers what an export cannot hold."""
    found = []
    for each in customers:
        people = [
            {key: value for key, value in person.items() if key not in {"id", "customer_id"}}
            for person in each["people"]
        ]
        known = {key: value for key, value in each.items() if key not in _ELSEWHERE}
        found.append({**known, "people": people})
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_exported_and_imported_into_an_empty_book_they_are_the_same(
    full: Crm, other: Crm, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"out.{form}"
    count = len(everyone(full))
    assert full(f"customer export {file} --json").json["exported"] == count
    answer = other(f"customer import {file} --json").json
    assert (answer["read"], answer["created"], answer["refused"]) == (count, count, 0)
    assert answer["unlinked"] == 0
    assert kept(everyone(other)) == kept(everyone(full))
    names = {each["id"]: each["name"] for each in everyone(other)}
    referred = {each["name"]: names.get(each["referred_by"]) for each in everyone(other)}
    assert (referred["王芳"], referred["Lost"], referred["Bob"]) == ("Bob", "王芳", None)
    again = other(f"customer import {file} --json").json
    assert (again["created"], again["unchanged"]) == (0, count)


@pytest.mark.parametrize("form", FORMATS)
def test_the_archived_come_back_archived(crm: Crm, other: Crm, tmp_path: Path, form: str) -> None:
    crm("customer add 王芳")
    crm("customer archive 王芳")
    file = tmp_path / f"out.{form}"
    crm(f"customer export {file} --archived")
    other(f"customer import {file}")
    assert (
        everyone(other, "--archived")[0]["archived"] == everyone(crm, "--archived")[0]["archived"]
    )
    assert other("due --ahead 3650 --json").json == []


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_the_list_as_a_table_is_read_back_as_well(full: Crm, other: Crm, form: str) -> None:
    table = full(["customer", "list", "--format", form]).out
    other(["customer", "import", "-"], stdin=table)
    whole = kept(everyone(full))
    for each in (*whole, found := kept(everyone(other))):
        # A list names people and no more.
        each["people"] = [person["name"] for person in each["people"]]
    assert found == whole


def test_json_is_what_a_list_gives(full: Crm, tmp_path: Path) -> None:
    full(f"customer export {tmp_path / 'a.json'}")
    full(f"customer export {tmp_path / 'a.jsonl'}")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == everyone(full)
    lines = (tmp_path / "a.jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == everyone(full)


def test_a_table_has_our_own_keys_and_an_amount_in_two_columns(full: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    full(f"customer export {file}")
    header, *rows = cells(file)
    assert tuple(header) == CUSTOMER_COLUMNS
    assert header == full("customer list --format csv").lines[0].split(",")
    wang = dict(zip(header, rows[1], strict=True))
    assert (wang["potential"], wang["potential_currency"]) == ("1.234", "BHD")
    assert (wang["may_contact"], wang["tags"]) == ("true", "vip;老客户")
    assert wang["fields"] == "评分=007;车牌=京A"


def cells(file: Path, encoding: str = "utf-8") -> list[list[str]]:
    with file.open(encoding=encoding, newline="") as text:
        return list(csv.reader(text, strict=True))


RUN = tuple("=+-@\t\r＝＋－＠")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_is_run_by_a_spreadsheet(full: Crm, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    full(f"customer export {file}")
    if form == "csv":
        found = [cell for row in cells(file) for cell in row]
    else:
        lines = file.read_text("utf-8").split("\n")
        found = [cell for line in lines for cell in line.split("\t")]
    assert len(found) > 1000
    assert [cell for cell in found if cell.startswith(RUN)] == []
    assert "'=1+1" in found
    assert "''=already" in found
    assert "'+8613800138000;+861088886666" in found


def test_raw_leaves_cells_as_they_are(full: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    full(f"customer export {file} --raw")
    found = {cell for row in cells(file) for cell in row}
    assert found >= {"=1+1", "+8613800138000", "＠x", "\ttab", "\rreturn"}


def test_the_mark_for_excel_is_there_when_asked_for(full: Crm, other: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    full(f"customer export {file} --bom")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,uid,")
    other(f"customer import {file}")
    assert kept(everyone(other)) == kept(everyone(full))


def test_an_empty_answer_is_a_file_too(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    wanted = {"csv": 1, "tsv": 1, "json": "[]\n", "jsonl": ""}
    for form, content in wanted.items():
        file = tmp_path / f"a.{form}"
        told = crm(["customer", "export", str(file), "--where", "name = nobody"])
        assert told.out == f"Exported 0 customers to {file}.\n"
        text = file.read_text("utf-8")
        assert text == content or len(text.splitlines()) == content
    assert [each[3:] for each in copies(crm)] == [(0, "")] * 4


# Formats and filters


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["a.CSV"], "id,uid"),
        (["a.tab"], "id\tuid"),
        (["a.ndjson"], '{"id"'),
        (["a.csv", "--format", "json"], "[\n{"),
        (["a.txt", "--format", "tsv"], "id\tuid"),
        (["a.json", "--json"], "[\n{"),
    ],
)
def test_the_format_follows_the_suffix_unless_it_is_given(
    crm: Crm, tmp_path: Path, words: list[str], start: str
) -> None:
    crm("customer add 王芳")
    file, *options = words
    crm(["customer", "export", str(tmp_path / file), *options])
    assert (tmp_path / file).read_text("utf-8").startswith(start)


@pytest.mark.parametrize("words", [["a.txt"], ["a"], ["a.csv", "--format", "xml"]])
def test_a_format_that_is_not_known_is_a_usage_fault(
    crm: Crm, tmp_path: Path, words: list[str]
) -> None:
    crm("customer add 王芳")
    file, *options = words
    assert crm(["customer", "export", str(tmp_path / file), *options], code=2).out == ""
    assert list(tmp_path.glob("a*")) == []
    assert copies(crm) == []


def test_filters_are_those_of_the_list(full: Crm) -> None:
    for line in (
        "--grade B,E",
        "--tag vip",
        "--owner li",
        "--may-contact no",
        "--where 'potential > 1 BHD'",
        "--sort -name --limit 3",
    ):
        listed = full(f"customer list {line} --json").json
        assert full(f"customer export {line} --format json").json == listed, line
        assert 0 < len(listed) < len(everyone(full)), line


def test_a_filter_that_cannot_be_read_writes_nothing(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    assert crm(["customer", "export", str(file), "--where", "nonsense"], code=2).out == ""
    assert not file.exists()
    assert copies(crm) == []


def test_without_a_book_there_is_nothing_to_export(crm: Crm, tmp_path: Path) -> None:
    assert crm(f"customer export {tmp_path / 'a.csv'}", code=3).out == ""
    assert list(tmp_path.iterdir()) == []


# The record


def test_every_export_is_recorded(full: Crm, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    full(["customer", "export", "a.csv", "--purpose", " trade fair ", "--where", "name = 王芳"])
    full(["customer", "export", "--grade", "B,E", "--owner", "tester", "--limit", "2"])
    assert copies(full) == [
        (str(tmp_path / "a.csv"), "trade fair", "name = 王芳", 1, "2"),
        ("-", None, "grade = B, E and owner = tester limit 2", 2, "1,3"),
    ]
    ((name, line, at, kind),) = select(
        full,
        "SELECT c.name, c.line, p.at, p.kind FROM copy p JOIN command c ON c.id = p.command_id"
        " WHERE p.id = 1",
    )
    assert (name, at, kind) == ("customer export", "2026-03-31T04:00:00Z", "export")
    assert line.startswith("customer export a.csv --purpose")


def test_whom_it_holds_is_recorded_as_ranges_in_any_order(crm: Crm) -> None:
    for number in range(1, 10):
        crm(f"customer add 客{number} {'--tag out' if number in {4, 8} else ''}")
    crm(["customer", "export", "--where", "tag is empty", "--sort", "-name"])
    crm("customer export")
    assert [each[3:] for each in copies(crm)] == [(7, "1-3,5-7,9"), (9, "1-9")]


def test_the_answer_says_what_was_exported(full: Crm, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    answer = full(["customer", "export", str(file), "--where", "name = 王芳", "--json"]).json
    assert answer == {
        "id": 1,
        "exported": 1,
        "withheld": 0,
        "path": str(file),
        "format": "csv",
        "purpose": None,
        "filter": "name = 王芳",
    }
    assert full(f"customer export {file} --force --quiet").out == "2\n"


def test_who_may_not_be_shared_is_left_out_and_counted(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    crm(["customer", "add", "李雷", "--may-share", "no", "--reason", "asked for it"])
    crm("customer add 韩梅 --may-share no")
    file = tmp_path / "a.csv"
    told = crm(f"customer export {file}")
    assert told.out == f"Exported 1 customer to {file}.\n"
    assert "2 left out: may not be shared" in told.err
    assert "李雷" not in file.read_text("utf-8")
    answer = crm(f"customer export {file} --force --json")
    assert (answer.json["exported"], answer.json["withheld"]) == (1, 2)
    assert [each["name"] for each in crm("customer export --json").json] == ["王芳"]
    assert {each[4] for each in copies(crm)} == {"1"}
    crm("customer edit 李雷 --may-share yes")
    assert len(crm("customer export --json").json) == 2


def test_on_a_terminal_the_purpose_is_asked(crm: Crm, tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    crm("customer add 王芳")
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"}
    for answer, kept_as in (("newsletter", "newsletter"), ("", None)):
        words = ["-m", "crmcli", "customer", "export", str(tmp_path / f"a{answer}.csv")]
        child = pexpect.spawn(sys.executable, words, env=environment, encoding="utf-8", timeout=30)
        child.expect("What is it for")
        child.sendline(answer)
        child.expect("Exported 1 customer")
        child.expect(pexpect.EOF)
        assert copies(crm)[-1][1] == kept_as
    child = pexpect.spawn(sys.executable, words, env=environment, encoding="utf-8", timeout=30)
    child.expect("is there already")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 4


def test_undo_passes_exports_by(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    crm(f"customer export {tmp_path / 'a.csv'}")
    crm("undo")
    assert everyone(crm) == []
    assert len(copies(crm)) == 1


# Retries


def test_a_retry_gives_the_first_answer_and_writes_nothing(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    line = f"customer export {file} --key k1 --json"
    first = crm(line)
    content = file.read_bytes()
    crm("customer add 李雷")
    assert crm(line).out == first.out
    assert file.read_bytes() == content
    assert len(copies(crm)) == 1


def test_a_retry_writes_the_file_that_never_came_to_its_place(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    line = f"customer export {file} --key k1 --json"
    first = crm(line)
    content = file.read_bytes()
    file.unlink()
    assert crm(line).out == first.out
    assert file.read_bytes() == content
    assert len(copies(crm)) == 1


def test_a_retry_to_stdout_that_finds_others_is_an_export_of_its_own(crm: Crm) -> None:
    crm("customer add 王芳")
    first = crm("customer export --key k1")
    assert crm("customer export --key k1").out == first.out
    assert len(copies(crm)) == 1
    crm("customer add 李雷")
    assert "李雷" in crm("customer export --key k1").out
    assert [each[4] for each in copies(crm)] == ["1", "1-2"]


# The file


def test_a_file_is_its_owners_alone_whatever_the_umask(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    before = os.umask(0)
    try:
        for form in FORMATS:
            crm(f"customer export {tmp_path / 'a'}.{form}")
        crm(f"customer export {tmp_path / 'a.csv'} --force")
    finally:
        os.umask(before)
    assert {each.stat().st_mode & 0o777 for each in tmp_path.glob("a.*")} == {0o600}


def test_a_file_that_is_there_stays_unless_forced(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    file.write_text("mine")
    file.chmod(0o644)
    refused = crm(f"customer export {file} --json", code=4)
    assert refused.error["code"] == "target_exists"
    assert file.read_text() == "mine"
    assert copies(crm) == []
    crm(f"customer export {file} --force")
    assert file.read_text("utf-8").startswith("id,uid")
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "book.db", *JOURNAL]


JOURNAL: list[str] = ["book.db-journal"]


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_no_file_is_never_replaced(crm: Crm, tmp_path: Path, force: list[str]) -> None:
    crm("customer add 王芳")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    before = crm.db.read_bytes()
    (tmp_path / "link.csv").symlink_to(crm.db)
    for name, reason in (
        ("pipe.csv", "not a regular file"),
        ("folder.csv", "it is a folder"),
        ("missing/a.csv", "its folder does not exist"),
        ("book.db/a.csv", "a file stands where a folder should"),
        ("link.csv", "it is the book itself"),
    ):
        told = crm(["customer", "export", str(tmp_path / name), *force], code=6)
        assert reason in " ".join(told.err.split())
        assert told.out == ""
    assert crm.db.read_bytes() == before
    assert copies(crm) == []


def test_a_link_to_a_file_is_replaced_and_the_file_stays(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "a.csv").symlink_to(tmp_path / "mine.txt")
    crm(f"customer export {tmp_path / 'a.csv'}", code=4)
    crm(f"customer export {tmp_path / 'a.csv'} --force")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "a.csv").is_symlink()


def test_a_file_that_appears_meanwhile_stays_and_there_is_no_record(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    put = targets.Target.put

    def too_late(self: targets.Target, draft: Any) -> None:
        file.write_text("somebody else's")
        put(self, draft)

    monkeypatch.setattr(targets.Target, "put", too_late)
    crm(f"customer export {file}", code=4)
    assert file.read_text() == "somebody else's"
    assert copies(crm) == []
    assert select(crm, "SELECT name FROM command") == [("customer add",)]


def test_where_files_need_names_nothing_is_left_either(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(targets, "_nameless", lambda _: None)
    crm(f"customer export {folder / 'a.csv'}")
    crm(f"customer export {folder / 'a.csv'} --force")
    crm(["customer", "export", str(folder / "b.csv"), "--where", "nonsense"], code=2)
    monkeypatch.setattr(os, "link", no_links)
    crm(f"customer export {folder / 'c.csv'}")
    crm(f"customer export {folder / 'c.csv'} --force")
    crm(f"customer export {folder / 'c.csv'}", code=4)
    assert sorted(each.name for each in folder.iterdir()) == ["a.csv", "c.csv"]
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert (folder / "c.csv").read_bytes() == (folder / "a.csv").read_bytes()


def no_links(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_who_may_no_longer_be_shared_when_it_is_recorded_stops_it(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    save = targets.Draft.save

    def meanwhile(self: targets.Draft) -> None:
        save(self)
        with closing(sqlite3.connect(crm.db)) as connection, connection:
            connection.execute("UPDATE customer SET may_share = 0")

    monkeypatch.setattr(targets.Draft, "save", meanwhile)
    crm(f"customer export {file}", code=4)
    assert not file.exists()
    assert copies(crm) == []


# Faults


def many(crm: Crm, count: int) -> None:
    table = "name,phone,note\n" + "".join(
        f"客{n},{13800000000 + n},靠窗{n}\n" for n in range(count)
    )
    crm(["customer", "import", "-"], stdin=table)


def environment(crm: Crm, **more: str) -> dict[str, str]:
    return {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31", **more}


CRM = [sys.executable, "-m", "crmcli"]


def test_killed_at_any_moment_it_leaves_a_whole_file_or_none(crm: Crm, tmp_path: Path) -> None:
    many(crm, 3000)
    folder, temporary = tmp_path / "out", tmp_path / "tmp"
    folder.mkdir()
    temporary.mkdir()
    if targets._nameless(folder) is None:  # noqa: SLF001 - what the file system can do
        pytest.skip("this file system knows only files with names")
    words = [*CRM, "customer", "export", str(folder / "a.csv")]
    started = time.monotonic()
    subprocess.run(words, env=environment(crm), check=True, capture_output=True)
    whole, length = (folder / "a.csv").read_bytes(), time.monotonic() - started
    for part in range(1, 11):
        (folder / "a.csv").unlink(missing_ok=True)
        running = subprocess.Popen(words, env=environment(crm, TMPDIR=str(temporary)))
        time.sleep(length * part / 10)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert {each.name for each in folder.iterdir()} <= {"a.csv"}
        assert list(temporary.iterdir()) == []
        if (folder / "a.csv").exists():
            assert (folder / "a.csv").read_bytes() == whole
            assert copies(crm)[-1][3] == 3000
    assert len(everyone(crm, "--limit", "1")) == 1


@pytest.mark.parametrize("limit", [0, 1000, 100_000])
@pytest.mark.parametrize("place", ["file", "stdout"])
def test_without_room_it_says_so_and_leaves_nothing(
    crm: Crm, tmp_path: Path, limit: int, place: str
) -> None:
    many(crm, 2000)
    file = tmp_path / "a.csv"
    probe = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from crmcli.main import main\n"
        "main(sys.argv[1:])"
    )
    words = [sys.executable, "-c", probe, "customer", "export", "--json"]
    where = [str(file)] if place == "file" else ["--format", "csv"]
    done = subprocess.run([*words, *where], env=environment(crm), capture_output=True, check=False)
    assert done.returncode == 6, done.stderr
    assert json.loads(done.stderr)["error"]["code"] == "target_unusable"
    assert done.stdout == b""
    assert not file.exists()
    assert copies(crm) == []


def test_an_interrupt_rolls_back(crm: Crm, tmp_path: Path) -> None:
    many(crm, 20_000)
    running = subprocess.Popen(
        [*CRM, "customer", "export", str(tmp_path / "a.csv")], env=environment(crm)
    )
    time.sleep(0.7)
    running.send_signal(signal.SIGINT)
    if running.wait() == 130:
        assert not (tmp_path / "a.csv").exists()
    assert {each.name for each in tmp_path.glob(".*")} == set()


def test_stdout_is_byte_equal_in_a_pipe_and_head_is_quiet(crm: Crm, tmp_path: Path) -> None:
    many(crm, 3000)
    crm(["customer", "add", "\x1b[31mred", "--note", "\x9b\u202e"])
    file = tmp_path / "a.csv"
    crm(f"customer export {file}")
    words = [*CRM, "customer", "export"]
    done = subprocess.run(words, env=environment(crm), capture_output=True, check=True)
    assert done.stdout == file.read_bytes()
    assert done.stderr == b"Exported 3001 customers.\n"
    piped = subprocess.run(
        ["sh", "-c", f"{' '.join(words)} | head -1"],
        env=environment(crm),
        capture_output=True,
        check=True,
    )
    assert piped.stdout.startswith(b"id,uid")
    assert piped.stdout.count(b"\n") == 1
    assert b"Error" not in piped.stderr


def on_a_terminal(crm: Crm, words: list[str]) -> str:
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", *words, "--no-input"],
        env=environment(crm, TERM="xterm"),
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 400),
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before)


def test_on_a_terminal_nothing_acts(crm: Crm) -> None:
    crm(["customer", "add", "\x1b]0;owned\x07\x9b\u202e王"])
    for form in FORMATS:
        shown = on_a_terminal(crm, ["customer", "export", "--format", form])
        assert "王" in shown
        assert not set(shown) & set("\x1b\x07\x9b\u202e"), form


def test_long_exports_show_a_bar_on_a_terminal(crm: Crm, tmp_path: Path) -> None:
    many(crm, 12_000)
    shown = on_a_terminal(crm, ["customer", "export", str(tmp_path / "a.csv")])
    assert "Exporting" in shown
    assert "Exported 12000 customers" in shown


def test_reading_loads_no_writing_side_until_the_record(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    probe = (
        "import sys\n"
        "from crmcli.exchange.target import Draft\n"
        "save = Draft.save\n"
        "def saved(self):\n"
        "    print(*({'sqlmodel', 'sqlalchemy', 'rich'} & sys.modules.keys()))\n"
        "    save(self)\n"
        "Draft.save = saved\n"
        "from crmcli.main import run\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, "customer", "export", str(tmp_path / "a.csv"), "--quiet"],
        env=environment(crm),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"\n1\n"
