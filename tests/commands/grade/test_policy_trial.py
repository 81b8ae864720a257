"""`crm grade policy test`: what a change would do, before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm

import pytest

TODAY = "2026-03-20"


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Two C customers, contacted every 12 days until 8 March, and a B one of 16 March."""
    for name in ("王芳", "李雷"):
        crm(f"customer add {name} --grade C", today="2026-02-12")
        for day in ("2026-02-12", "2026-02-24", "2026-03-08"):
            crm(f"log add {name} hi --via phone", today=day)
    crm("customer add 韩梅 --grade B", today="2026-03-16")
    crm("log add 韩梅 hi --via phone", today="2026-03-16")
    return crm


def trial(crm: Crm, options: str, today: str = TODAY) -> Any:
    return crm(f"grade policy test {options} --json", today=today).json


def loaded(answer: Any, side: str) -> dict[str, int]:
    return {each["day"]: each[side] for each in answer["load"] if each[side]}


def test_the_list_of_today_is_counted_by_grade(book: Crm) -> None:
    answer = trial(book, "--cadence C=10d")
    assert (answer["due_before"], answer["due_after"]) == (0, 2)
    due = {each["grade"]: (each["before"], each["after"]) for each in answer["due_today"]}
    assert due == {"A": (0, 0), "B": (0, 0), "C": (0, 2), "D": (0, 0), "E": (0, 0)}


def test_the_next_four_weeks_are_loaded_as_each_customer_comes_back(book: Crm) -> None:
    answer = trial(book, "--cadence C=10d")
    assert len(answer["load"]) == 28
    assert answer["load"][0]["day"] == "2026-03-21"
    assert loaded(answer, "before") == {
        "2026-03-23": 3,
        "2026-03-30": 1,
        "2026-04-06": 1,
        "2026-04-07": 2,
        "2026-04-13": 1,
    }
    assert loaded(answer, "after") == {
        "2026-03-23": 1,
        "2026-03-30": 3,
        "2026-04-06": 1,
        "2026-04-09": 2,
        "2026-04-13": 1,
    }
    assert (answer["load_before"], answer["load_after"]) == (8, 8)


def test_past_contacts_are_held_against_both_cadences(book: Crm) -> None:
    answer = trial(book, "--cadence C=10d")
    late = {each["grade"]: each for each in answer["late"]}
    assert late["C"] == {"grade": "C", "contacts": 4, "late_before": 0, "late_after": 4}
    assert (answer["contacts"], answer["late_before"], answer["late_after"]) == (4, 0, 4)
    assert trial(book, "--cadence C=12d")["late_after"] == 0


def test_only_contacts_that_count_are_held_against_a_cadence(book: Crm) -> None:
    book("log add 王芳 hi --via phone --outcome no_answer", today="2026-03-18")
    book("log add 王芳 hi --via sms --purpose greeting", today="2026-03-19")
    assert trial(book, "--cadence C=10d")["contacts"] == 4


def test_what_was_tried_is_said_and_nothing_is_saved(book: Crm) -> None:
    before = book.db.read_bytes()
    answer = trial(book, "--cadence c=10d --horizon A=2m")
    assert answer["tried"] == [
        {"name": "C", "before": "15d", "value": "10d", "on": None},
        {"name": "horizon.A", "before": "1m", "value": "2m", "on": None},
    ]
    assert book.db.read_bytes() == before


def test_what_is_foreseen_for_today_is_what_saving_brings(book: Crm) -> None:
    foreseen = trial(book, "--cadence C=10d")["due_after"]
    book("grade policy --set C=10d", today=TODAY)
    assert len(book("due --kind follow_up --json", today=TODAY).json) == foreseen
    again = trial(book, "--cadence C=10d")
    assert again["tried"] == []
    assert (again["due_before"], again["due_after"]) == (2, 2)


def test_a_tried_horizon_counts_customers_as_it_would_grade_them(crm: Crm) -> None:
    crm("customer add 王芳 --need clear --close 2026-05-10", today=TODAY)
    crm("log add 王芳 hi --via phone", today=TODAY)
    answer = trial(crm, "--horizon A=2m")
    assert answer["regraded"] == 1
    assert answer["load_before"] == 4
    # Every day from tomorrow on instead of every seventh.
    assert answer["load_after"] == 28


def test_a_grade_by_hand_is_not_touched_by_a_tried_horizon(book: Crm) -> None:
    assert trial(book, "--horizon A=2m")["regraded"] == 0


def test_a_snoozed_customer_is_loaded_where_it_comes_back(book: Crm) -> None:
    book("due snooze 韩梅 --until 2026-04-02 --reason holiday", today=TODAY)
    answer = trial(book, "--cadence B=3d")
    assert answer["load"][0]["after"] == 0
    assert loaded(trial(book, "--cadence C=14d"), "before")["2026-04-02"] == 1
    assert loaded(answer, "after")["2026-04-02"] == 1


def test_the_figures_are_told_in_words(book: Crm) -> None:
    told = book("grade policy test --cadence C=10d", today=TODAY).out
    assert "Tried: C 15d → 10d. Nothing is saved." in told
    assert "Follow-ups on today's list: 0 → 2" in told
    assert "Next 28 days, each contacted on the day it is due: 8 → 8" in told
    assert "Late among 4 past contacts: 0 → 4" in told


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("", "nothing_tried"),
        ("--cadence F=3d", "unknown_policy"),
        ("--cadence visit=3d", "unknown_policy"),
        ("--horizon D=1y", "unknown_policy"),
        ("--cadence C=soon", "unreadable_span"),
        ("--horizon A=5m", "shrinking_horizons"),
    ],
)
def test_what_cannot_be_tried_is_refused(book: Crm, options: str, code: str) -> None:
    answer = book(f"grade policy test {options} --json", today=TODAY, code=2)
    assert answer.error["code"] == code
