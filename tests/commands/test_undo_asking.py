"""What undo asks, refuses and lists before anything is taken back."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

MANY = "name\n" + "".join(f"N{number}\n" for number in range(150))


def terminal(crm: Crm, *words: str, columns: int = 80) -> pexpect.spawn[str]:
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31", "TERM": "dumb"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", *words],
        env=environment,
        encoding="utf-8",
        timeout=20,
        echo=False,
        dimensions=(24, columns),
    )


def ended(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_the_question_before_a_large_one_says_what_is_done(crm: Crm, verb: str) -> None:
    crm("customer import - --yes", stdin=MANY)
    if verb == "redo":
        crm("undo")
    told = crm(f"{verb} --dry-run").out.strip()
    before = contents(crm.db)

    child = terminal(crm, verb, columns=200)
    child.expect_exact(told)
    child.expect_exact("it back? [y/N]")
    child.sendline("n")
    assert ended(child) == 2
    assert contents(crm.db) == before
    child = terminal(crm, verb)
    child.expect_exact("it back? [y/N]")
    child.sendline("y")
    assert ended(child) == 0
    assert contents(crm.db) != before


def test_only_what_was_confirmed_is_taken_back(crm: Crm) -> None:
    crm("customer import - --yes", stdin=MANY)
    child = terminal(crm, "undo", columns=200)
    child.expect_exact("Take it back? [y/N]")
    crm("customer add 王芳")
    child.sendline("y")
    child.expect("turn of another command, `crm customer add 王芳`")
    assert ended(child) == 4
    assert len(crm("customer list --json").json) == 151


def test_a_limit_without_a_list_changes_nothing(crm: Crm) -> None:
    crm("customer add 王芳")
    assert "--limit goes with --list" in crm("undo --limit 3", code=2).err
    assert len(crm("customer list --json").json) == 1


def test_a_word_where_none_belongs_is_refused_with_advice_that_fits(crm: Crm) -> None:
    refused = crm("undo 3 --json", code=2).error
    assert refused["message"] == "crm undo takes options alone; 3 is none."
    assert refused["hint"] == "See crm undo --help."
    assert "in quotes" in crm("history 王 芳 --json", code=2).error["hint"]


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    crm("customer add 王芳")
    crm(["backup", str(tmp_path / "a copy.db")])
    return tmp_path / "a copy.db"


def test_after_a_restore_undo_says_how_to_go_back(crm: Crm, copy: Path) -> None:
    crm("customer add 李雷")
    crm(["restore", str(copy), "--yes"])
    before = contents(crm.db)
    refused = crm("undo --json", code=4).error
    assert crm("undo --dry-run --json", code=4).error == refused
    assert refused["code"] == "cannot_be_undone"
    assert f'`crm restore "{copy}" --yes` (2026-03-31 12:00)' in refused["message"]
    follows = "`crm undo --yes` takes back the command before it, `crm customer add`"
    assert follows in refused["hint"]
    assert contents(crm.db) == before
    (saved,) = crm.db.with_suffix(".backups").iterdir()
    assert f"Go back with `crm restore {saved}`" in refused["hint"]

    assert crm("undo --yes --dry-run --json").json["command"] == "customer add"
    crm(f"restore {saved} --yes")
    assert [each["name"] for each in crm("customer list --json").json] == ["王芳", "李雷"]


def test_once_a_restore_was_passed_by_undo_goes_on_without_asking(crm: Crm, copy: Path) -> None:
    crm("customer add 李雷")
    crm("customer add 赵敏")
    crm(["backup", str(copy), "--force"])
    crm(["restore", str(copy), "--yes"])
    crm("undo", code=4)
    crm("undo --yes")
    crm("undo")
    assert [each["name"] for each in crm("customer list --json").json] == ["王芳"]
    crm("redo")
    assert [each["name"] for each in crm("customer list --json").json] == ["王芳", "李雷"]


def test_a_restore_or_an_erasure_by_somebody_else_is_no_obstacle(
    crm: Crm, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 李雷")
    monkeypatch.setenv("CRM_USER", "bob")
    crm("customer erase id:2 --yes --reason letter")
    crm(["restore", str(copy), "--yes"])
    monkeypatch.setenv("CRM_USER", "tester")
    crm("undo")
    assert crm("customer list --json").json == []


def test_the_list_shows_no_more_than_it_was_asked_for(crm: Crm) -> None:
    for name in range(6):
        crm(f"customer add N{name}")
    for _ in range(3):
        crm("undo")
    told = {
        limit: [
            ("redo" if each["redo"] else "undo", each["line"][-1])
            for each in crm(f"undo --list --json --limit {limit}").json
        ]
        for limit in (1, 2, 3, 4, 5, 9)
    }
    back = [("undo", "2"), ("undo", "1"), ("undo", "0")]
    forward = [("redo", "5"), ("redo", "4"), ("redo", "3")]
    assert told == {
        1: back[:1],
        2: forward[2:] + back[:1],
        3: forward[2:] + back[:2],
        4: forward[1:] + back[:2],
        5: forward[1:] + back,
        9: forward + back,
    }


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_the_list_says_that_there_are_more_of_either_kind(crm: Crm, verb: str) -> None:
    for name in range(21):
        assert "There are more" not in crm("undo --list --format table", code=None).err
        crm(f"customer add N{name}")
    for _ in range(21 if verb == "redo" else 0):
        crm("undo")
    assert "There are more" in crm("undo --list --format table").err
    assert "There are more" not in crm("undo --list --format table --limit 20").err


def test_the_list_says_whose_change_is_in_the_way(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    crm("customer add 李雷")
    monkeypatch.setenv("CRM_USER", "bob")
    crm("customer edit 李雷 --set title=CEO")
    monkeypatch.setenv("CRM_USER", "tester")
    first, second = crm("undo --list --json").json

    assert {key: first["blocked_by"][key] for key in ("id", "author", "command")} == {
        "id": 3,
        "author": "bob",
        "command": "customer edit",
    }
    assert second["blocked_by"] is None
    words = "(blocked by `customer edit` of bob, 2026-03-31 12:00)"
    monkeypatch.setenv("COLUMNS", "200")
    assert words in crm("undo --list --format table").out


def test_on_a_narrow_terminal_the_list_keeps_what_matters(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    crm("customer add 王芳 --reason card")
    shown = crm("undo --list --format table").lines
    assert shown[0].split() == ["What", "it", "did"]
    assert shown[1] == "undo  王芳 (1): added as 王芳, grade D"
