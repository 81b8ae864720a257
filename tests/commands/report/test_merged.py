"""Merging customers changes nothing of what was judged before: each keeps its past of its own."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Crm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.report.asking import Asking

MARCH = (
    "compliance --period 2026-03",
    "calibration --period 2026-03",
    "compliance --period 2026-03 --where 'name = Ann'",
)


def told(crm: Crm, line: str, today: str) -> Any:
    """Give the tables of a report with the records that are in them."""
    return crm(f"report {line} --explain --json", today=today).json["blocks"]


def kept(crm: Crm, period: str, today: str) -> dict[str, list[int]]:
    """Give for each grade of which any day was judged: days kept, and all."""
    rows = told(crm, f"compliance --period {period}", today)["grades"]["rows"]
    shares = {row["grade"]: row["days_kept"] for row in rows}
    return {grade: [each["part"], each["whole"]] for grade, each in shares.items() if each["whole"]}


@pytest.fixture
def two(crm: Crm) -> Crm:
    """Ann, an A who was called on 2 and 20 March, and Anne, a B who was called on 10 and 29."""
    crm("customer add Ann --grade A", today="2026-03-01")
    crm("customer add Anne --grade B", today="2026-03-05")
    crm("log add Ann hello --via phone --keep", today="2026-03-02")
    crm("log add Anne hello --via phone --keep", today="2026-03-10")
    crm("log add Ann hello --via phone --keep", today="2026-03-20")
    crm("purchase add Anne --product pipes --amount 100", today="2026-03-25")
    crm("log add Anne slower --via phone --grade C --reason 'no hurry'", today="2026-03-29")
    return crm


def test_a_merge_leaves_the_month_before_as_it_was(two: Crm) -> None:
    before = [told(two, line, "2026-04-10") for line in MARCH[:2]]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    assert [told(two, line, "2026-04-10") for line in MARCH[:2]] == before
    # Both are Ann now, and a filter that finds her finds the past of both.
    assert told(two, MARCH[2], "2026-04-10") == before[0]
    assert told(two, f"{MARCH[0]} --where 'name = Bob'", "2026-04-10")["gaps"]["rows"] == []


def test_what_was_merged_twice_keeps_three_pasts(two: Crm) -> None:
    two("customer add Hanna --grade A", today="2026-03-07")
    two("log add Hanna hello --via phone --keep", today="2026-03-12")
    before = [told(two, line, "2026-04-12") for line in MARCH[:2]]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    two("customer merge Hanna Ann --yes", today="2026-04-11")
    assert [told(two, line, "2026-04-12") for line in MARCH[:2]] == before


def test_from_the_merge_on_there_is_one_clock_with_the_contacts_of_both(two: Crm) -> None:
    # Ann is due daily and was called last on 20 March, Anne on the 29th, due every 15 days.
    days = "2026-04-01..2026-04-12"
    assert kept(two, days, "2026-04-12") == {"A": [0, 12], "C": [12, 12]}
    two("customer merge Ann Anne --yes", today="2026-04-10")
    two("log add Ann hello --via phone --keep", today="2026-04-11")
    # Up to the 9th there are two of them; from the 10th on Ann alone, who was called on the 11th.
    assert kept(two, days, "2026-04-12") == {"A": [2, 12], "C": [9, 9]}
    # Her contact of the 11th was due on 30 March, a day after the last one with either.
    gaps = told(two, f"compliance --period {days}", "2026-04-12")["gaps"]["rows"]
    made = [(row["last"], row["due"], row["days_late"]) for row in gaps if row["made"]]
    assert made == [("2026-03-29", "2026-03-30", 12)]


@pytest.mark.parametrize("back", ["2026-04-10", "2026-04-15"])
@pytest.mark.parametrize(
    "lines",
    [
        ["customer edit Anne --may-contact no --reason asked"],
        ["customer lose Anne --reason price"],
        ["customer lose Ann --reason price"],
        ["log add Anne hello --via phone --keep", "purchase add Ann --amount 7"],
        [],
    ],
)
def test_a_merge_that_was_undone_never_was(two: Crm, back: str, lines: list[str]) -> None:
    for line in lines:
        two(line, today="2026-04-08")
    asked = [*MARCH[:2], *(line.replace("03", "04") for line in MARCH[:2])]
    before = [told(two, line, "2026-04-20") for line in asked]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    two("undo", today=back)
    assert [told(two, line, "2026-04-20") for line in asked] == before
    two("redo", today="2026-04-20")
    assert [told(two, line, "2026-04-20") for line in MARCH[:2]] == before[:2]
    # It holds again, from the day it was made on.
    two("log add Ann hello --via phone --keep", today="2026-04-20")
    assert kept(two, "2026-04-09..2026-04-09", "2026-04-20").keys() <= {"A", "C"}
    assert "C" not in kept(two, "2026-04-10..2026-04-20", "2026-04-20")


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("customer edit Anne --may-contact no --reason asked", 9),
        ("customer lose Anne --reason price --on 2026-03-28", 31),
    ],
)
def test_who_was_given_up_by_a_merge_was_not_given_up_before(two: Crm, line: str, end: int) -> None:
    two(line, today="2026-03-28")
    before = [told(two, line, "2026-04-30") for line in MARCH[:2]]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    assert [told(two, line, "2026-04-30") for line in MARCH[:2]] == before
    # Ann may not be contacted from the merge on, or is not lost, for only one of both was.
    days = "2026-04-01..2026-04-30"
    assert kept(two, days, "2026-04-30")["A"][1] == (9 if end == 9 else 30)
    if end == 9:
        two("customer edit Ann --may-contact yes", today="2026-04-20")
        assert [told(two, line, "2026-04-30") for line in MARCH[:2]] == before
        assert kept(two, days, "2026-04-30")["A"][1] == 9 + 11


def test_who_took_the_loss_of_another_was_lost_by_the_merge(two: Crm) -> None:
    two("customer lose Anne --reason price --on 2026-03-28", today="2026-03-28")
    two("customer lose Ann --reason price --on 2026-04-05", today="2026-04-05")
    before = [told(two, line, "2026-04-30") for line in MARCH[:2]]
    two("customer merge Ann Anne --take lost --yes", today="2026-04-10")
    assert [told(two, line, "2026-04-30") for line in MARCH[:2]] == before
    # Ann herself was lost on 5 April already, whatever day she has now.
    assert kept(two, "2026-04-01..2026-04-30", "2026-04-30")["A"][1] == 4


def test_on_the_day_of_a_merge_each_contact_is_judged_once(two: Crm) -> None:
    two("log add Anne before --via phone --keep", today="2026-04-10 09:00")
    two("log add Ann before --via phone --keep", today="2026-04-10 10:00")
    two("customer merge Ann Anne --yes", today="2026-04-10 11:00")
    two("log add Ann after --via phone --keep", today="2026-04-10 12:00")
    rows = told(two, "compliance --period 2026-04", "2026-04-12")["grades"]["rows"]
    found = {row["grade"]: (row["ids"], row["in_time"]["part"]) for row in rows if row["ids"]}
    # Anne, a C, was due on 13 April; Ann, an A, on 21 March, and the second time that day.
    assert found == {"A": ([6, 7], 1), "C": ([5], 1)}


def test_who_was_never_contacted_is_due_first_as_before_until_the_merge(crm: Crm) -> None:
    crm("customer add Old --grade B", today="2026-03-01")
    crm("customer add New --grade B", today="2026-03-20")
    before = told(crm, MARCH[0], "2026-04-10")
    crm("customer merge New Old --yes", today="2026-04-10")
    assert told(crm, MARCH[0], "2026-04-10") == before


def test_what_a_merge_brings_counts_for_the_grades_of_both(two: Crm) -> None:
    line = "calibration --period 2026-03"
    two("customer merge Ann Anne --yes", today="2026-04-10")
    assert closed(two, line) == {"A": 0, "B": 1, "C": 0}
    two("purchase add Ann --product pipes --amount 3", today="2026-04-12")
    assert closed(two, line) == {"A": 1, "B": 1, "C": 1}
    assert closed(two, "calibration --period 2026-04") == {"A": 0, "B": 0, "C": 0}


def test_a_merge_by_itself_is_no_grading(crm: Crm) -> None:
    crm("customer add Keep --grade B", today="2026-06-01")
    crm("customer add Other --grade C", today="2026-06-01")
    crm("customer merge Keep Other --yes", today="2026-07-10")
    rows = told(crm, "calibration --period 2026-07", "2026-07-10")["grades"]["rows"]
    assert sum(row["given"] for row in rows) == 0


def test_the_grade_that_a_merge_leads_to_is_none_that_was_given(crm: Crm) -> None:
    crm("customer add P", today="2026-06-01")
    crm("customer add Q --need clear --close 2026-12-15", today="2026-11-16")
    crm("purchase add Q --amount 100", today="2026-11-18")
    before = told(crm, "calibration --period all", "2026-11-30")
    crm("customer merge P Q --yes", today="2026-11-20")
    assert told(crm, "calibration --period all", "2026-11-30") == before


def test_two_merges_on_one_day_and_the_archive_after(two: Crm) -> None:
    two("customer add Hanna --grade A", today="2026-03-07")
    before = [told(two, line, "2026-04-12") for line in MARCH[:2]]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    two("customer merge Hanna Ann --yes", today="2026-04-10")
    two("customer archive Hanna", today="2026-04-12")
    assert [told(two, f"{line} --all", "2026-04-12") for line in MARCH[:2]] == before
    assert told(two, MARCH[0], "2026-04-12")["gaps"]["rows"] == []


def closed(crm: Crm, line: str) -> dict[str, int]:
    """Give how many of each grade closed by 1 May."""
    rows = told(crm, line, "2026-05-01")["when"]["rows"]
    return {row["grade"]: row["given"] - row["not_closed"] for row in rows if row["grade"] in "ABC"}


@pytest.mark.parametrize("name", ["random", "busy"])
def test_random_merges_leave_the_past_as_it_was(
    asking: Callable[[str], Asking],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    ask = asking(name)
    shutil.copy(ask.crm.db, tmp_path / "book.db")
    crm, today = Crm(tmp_path / "book.db", monkeypatch), "2026-06-17"
    lines = [f"{each} --period ..2026-06-16 --all" for each in ("compliance", "calibration")]
    before = [told(crm, line, today) for line in lines]

    active = [row["id"] for row in ask.book["customer"] if not row["archived"]]
    chance = random.Random(7)  # noqa: S311 - no secret
    for at in range(12):
        keep, other = chance.sample(active, 2)
        crm(f"customer merge id:{keep} id:{other} --yes", today=today)
        if at % 3 == 2:
            crm("undo", today=today)
        else:
            active.remove(other)
    assert [told(crm, line, today) for line in lines] == before
