"""Every export is recorded: what for, which customers, and who was left out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from crmcli.services.customers.listing import selection_of
from tests.commands.customer.export_book import (
    copies,
    environment,
    everyone,
    fill,
    select,
)
from tests.commands.test_log_asking import terminal
from tests.commands.test_schema import faults
from tests.conftest import Crm


@pytest.fixture
def full(crm: Crm) -> Crm:
    fill(crm)
    return crm


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
        "left_out": [],
        "tables": [{"record": "customer", "exported": 1, "withheld": 0}],
    }
    assert full(f"customer export {file} --force --quiet").out == "2\n"


def test_who_may_not_be_shared_is_left_out_and_counted(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    crm(["customer", "add", "李雷", "--may-share", "no", "--reason", "asked for it"])
    crm("customer add 韩梅 --may-share no --reason letter")
    file = tmp_path / "a.csv"
    told = crm(f"customer export {file}")
    assert told.out == f"Exported 1 customer to {file}.\n"
    assert "2 left out: may not be shared" in told.err
    assert "李雷" not in file.read_text("utf-8")
    answer = crm(f"customer export {file} --force --json")
    assert (answer.json["exported"], answer.json["withheld"]) == (1, 2)
    assert answer.json["left_out"] == [
        {"id": 2, "name": "李雷", "on": "2026-03-31", "reason": "asked for it"},
        {"id": 3, "name": "韩梅", "on": "2026-03-31", "reason": "letter"},
    ]
    # stderr is no terminal here, and may be a log: no names, and nothing that anybody said.
    assert "  id:2 may not be shared since 2026-03-31\n  id:3 may not be" in told.err
    assert "李雷" not in told.err + answer.err
    assert "asked for it" not in told.err + answer.err
    assert crm(f"customer export {file} --force --quiet").err == ""
    assert [each["name"] for each in crm("customer export --json").json] == ["王芳"]
    assert {each[4] for each in copies(crm)} == {"1"}
    crm("customer edit 李雷 --may-share yes")
    assert len(crm("customer export --json").json) == 2


def test_a_terminal_is_told_of_some_why_they_were_left_out(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    for number in range(10):
        crm(f"customer add 客{number} --may-share no --reason 'letter {number}'")
    for words in ([str(tmp_path / "a.csv")], ["-"]):
        child = terminal(crm, "customer", "export", *words, "--purpose", "fair")
        child.expect("10 left out: may not be shared")
        child.expect_exact("客0 (2) may not be shared since 2026-03-31: letter 0")
        child.expect_exact("客7 (9) may not be shared since 2026-03-31: letter 7")
        child.expect("and 2 more")
        child.expect(pexpect.EOF)


def test_what_is_kept_for_a_retry_names_nobody(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    crm("customer add 李雷 --may-share no --reason letter")
    line = f"customer export {tmp_path / 'a.csv'} --key once --json"
    first, again = crm(line).json, crm(line).json

    assert [each["name"] for each in first["left_out"]] == ["李雷"]
    assert again == {**first, "left_out": []}
    ((kept,),) = select(crm, "SELECT result FROM command WHERE key = 'once'")
    assert "李雷" not in kept


def test_on_a_terminal_the_purpose_is_asked(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    words: list[str] = []
    for answer, kept_as in (("newsletter", "newsletter"), ("", None)):
        words = ["-m", "crmcli", "customer", "export", str(tmp_path / f"a{answer}.csv")]
        child = pexpect.spawn(
            sys.executable, words, env=environment(crm), encoding="utf-8", dimensions=(24, 400)
        )
        child.expect("What is it for")
        child.sendline(answer)
        child.expect("Exported 1 customer")
        child.expect(pexpect.EOF)
        assert copies(crm)[-1][1] == kept_as
    child = pexpect.spawn(
        sys.executable, words, env=environment(crm), encoding="utf-8", dimensions=(24, 400)
    )
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


@pytest.mark.parametrize("place", ["file", "stdout"])
def test_two_at_once_with_one_key_have_one_record_and_one_answer(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    crm("customer add 王芳")
    file = tmp_path / "a.csv"
    line = "customer export --key k1 " + (f"{file} --json" if place == "file" else "--format csv")
    answers: list[str] = []
    step = "crmcli.services.exports.sources.selection_of"

    def overtaken(*given: Any) -> Any:
        monkeypatch.setattr(step, selection_of)
        answers.append(crm(line).out)
        return selection_of(*given)

    monkeypatch.setattr(step, overtaken)
    answers.append(crm(line).out)
    assert answers[0] == answers[1] != ""
    assert len(copies(crm)) == 1


def test_the_answer_fits_its_schema(full: Crm, tmp_path: Path) -> None:
    described = full("schema customer export").json
    answer = full(f"customer export {tmp_path / 'a.csv'} --json").json
    assert faults(described, answer) == []
    assert set(described["properties"]) == set(answer)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nodir/a.csv",), 6),
        (("here/a.csv",), 6),
        (("there.csv",), 4),
        (("a.pdf",), 2),
        (("--grade", "Z"), 2),
        (("--where", "industri = IT"), 2),
        (("--where", "grade ="), 2),
        (("--sort", "colour"), 2),
    ],
)
def test_what_cannot_be_exported_is_refused_before_anything_is_asked(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int
) -> None:
    crm("customer add 王芳")
    (tmp_path / "there.csv").touch()
    (tmp_path / "here").touch()
    monkeypatch.chdir(tmp_path)
    line = ["-m", "crmcli", "customer", "export", *words]
    child = pexpect.spawn(sys.executable, line, env=environment(crm), encoding="utf-8")
    child.expect(pexpect.EOF)
    child.close()
    assert "What is it for" not in str(child.before)
    assert child.exitstatus == code
