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
    made = [(row["last"], row["due"], row["days_late"]) for row in gaps if row["made"] != "not yet"]
    assert made == [("2026-03-29", "2026-03-30", 12)]


def test_a_merge_that_is_undone_parts_the_clocks_again(two: Crm) -> None:
    days = "2026-04-01..2026-04-20"
    before = [told(two, line, "2026-04-20") for line in MARCH[:2]]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    two("undo", today="2026-04-15")
    assert [told(two, line, "2026-04-20") for line in MARCH[:2]] == before
    # Anne was nobody from the 10th to the 14th, and due on the 13th when she came back.
    assert kept(two, days, "2026-04-20") == {"A": [0, 20], "C": [9, 15]}


@pytest.mark.parametrize("back", ["2026-04-10", "2026-04-20"])
def test_a_merge_undone_at_once_never_was(two: Crm, back: str) -> None:
    two("log add Anne hello --via phone --keep", today="2026-04-10")
    line = "compliance --period 2026-04"
    before = told(two, line, "2026-04-20")
    two("customer merge Ann Anne --yes", today=back)
    two("undo", today=back)
    assert told(two, line, "2026-04-20") == before


def test_who_was_given_up_by_a_merge_was_not_given_up_before(two: Crm) -> None:
    two("customer edit Anne --may-contact no --reason asked", today="2026-03-28")
    before = [told(two, line, "2026-04-10") for line in MARCH[:2]]
    two("customer merge Ann Anne --yes", today="2026-04-10")
    assert [told(two, line, "2026-04-10") for line in MARCH[:2]] == before


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
    for _ in range(12):
        keep, other = chance.sample(active, 2)
        crm(f"customer merge id:{keep} id:{other} --yes", today=today)
        active.remove(other)
    assert [told(crm, line, today) for line in lines] == before
