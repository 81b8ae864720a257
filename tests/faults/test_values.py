"""Values at the edge of what there is: amounts, days, hours, and very long notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents
from tests.faults.command_lines import COPYING, FILLING, READING, WRITING, present, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


def test_a_note_of_ten_megabytes_is_kept_to_the_byte(crm: Crm) -> None:
    note = "报价 and more\n" * 700_000
    crm("customer add 王芳")
    crm("log add 王芳 - --via phone", stdin=note)
    crm("customer add 李雷 --note -", stdin=note)

    (entry,) = crm("log list 王芳 --json").json
    assert entry["note"] == note.removesuffix("\n")
    assert crm("customer show 李雷 --json").json["notes"] == note.removesuffix("\n")
    assert len(crm("log list", code=0).out) > len(note)
    crm("undo")
    crm("undo")
    assert crm("check --json").json["ok"]


@pytest.mark.parametrize(
    "amount", ["1e308", "NaN", "Infinity", "1.005", "9223372036854775808", "-1", "0x10", "1,2,3"]
)
def test_an_amount_that_cannot_be_kept_exactly_changes_nothing(crm: Crm, amount: str) -> None:
    crm("customer add 王芳")
    before = contents(crm.db)
    refused = crm(["customer", "edit", "王芳", f"--potential={amount}", "--json"], code=5)

    assert refused.out == ""
    assert refused.error["code"] == "unreadable_amount"
    assert contents(crm.db) == before


@pytest.mark.parametrize("day", ["0000-00-00", "2026-02-30", "10000-01-01", "2026-13-01", "1e3"])
@pytest.mark.parametrize(
    "line", ["customer edit 王芳 --close={}", "log add 王芳 hi --via phone --at={}"]
)
def test_a_day_that_is_none_changes_nothing(crm: Crm, day: str, line: str) -> None:
    crm("customer add 王芳")
    before = contents(crm.db)
    refused = crm(line.format(day), code=2)

    assert refused.out == ""
    assert contents(crm.db) == before


def test_an_hour_that_the_clocks_skip_is_a_moment_all_the_same(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_TZ", "Europe/Berlin")
    crm("customer add 王芳", today="2026-03-28")
    crm(["log", "add", "王芳", "hi", "--via", "phone", "--at", "2026-03-29 02:30"])

    (entry,) = crm("log list --json").json
    assert entry["at"].startswith("2026-03-29T")
    assert crm("check --json").json["ok"]


def test_a_clock_set_back_loses_nothing(crm: Crm) -> None:
    crm("customer add 王芳 --grade B", today="2026-05-01")
    crm("log add 王芳 later --via phone", today="2026-05-02")
    crm("log add 王芳 earlier --via phone", today="2026-04-01")
    crm("customer edit 王芳 --tag back", today="2026-03-01")

    shown = crm("customer show 王芳 --json", today="2026-03-01").json
    assert (shown["last_contact"], shown["tags"]) == ("2026-05-02", ["back"])
    crm("undo", today="2026-02-01")
    crm("undo", today="2026-02-01")
    assert [each["note"] for each in crm("log list --json").json] == ["later"]
    assert crm("check --json", today="2026-02-01").json["ok"]


@pytest.mark.parametrize("written", ["2026-10-25 02:30", "2026-10-25T02:30+01:00"])
def test_an_hour_that_comes_twice_is_one_moment(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("CRM_TZ", "Europe/Berlin")
    crm("customer add 王芳", today="2026-10-24")
    crm(["log", "add", "王芳", "hi", "--via=phone", f"--at={written}"], today="2026-10-26")

    (entry,) = crm("log list --json", today="2026-10-26").json
    assert entry["at"] in {"2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"}


@pytest.mark.parametrize("today", ["0001-01-02", "9999-12-31 12:00"])
def test_the_ends_of_the_calendar_are_days_like_others(
    crm: Crm, tmp_path: Path, today: str
) -> None:
    write_tables(tmp_path)
    crm("customer add 王芳 --need clear --close +3w --set colour=red")
    crm("log add id:1 hello --via phone --next send --by +3d")
    for line in FILLING:
        crm(line)
    content = crm.db.read_bytes()
    for words in present((*READING, *WRITING, *COPYING), tmp_path):
        crm.db.write_bytes(content)
        assert crm(words, today=today, code=None).code in {0, 2, 3, 4, 5}, words
        if words[0] != "check" and crm.db.read_bytes() != content:
            assert crm("check --json", today=today).json["ok"], words


def test_a_birthday_on_29_february_is_kept(crm: Crm) -> None:
    crm("customer add 王芳 --birthday 1988-02-29")
    crm("customer add 李雷 --birthday 02-29")

    found = {each["name"]: each["birthday"] for each in crm("customer list --json").json}
    assert found == {"王芳": "1988-02-29", "李雷": "02-29"}
    crm("customer add 赵敏 --birthday 1987-02-29", code=2)
