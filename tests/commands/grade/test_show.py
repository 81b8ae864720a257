"""`crm grade show`: the grade, the rule's own answer, and how it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

import pytest

KEYS = (
    "customer_id customer grade source reason suggested suggested_reason since need expected_close"
    " cadence_days next_due relationship_due history"
)
LATER = "2026-04-05"


@pytest.mark.parametrize(
    ("facts", "grade"),
    [
        ("--need clear --close 2026-04-30", "A"),
        ("--need clear --close 2026-05-01", "B"),
        ("--need clear --close 2026-06-30", "B"),
        ("--need clear --close 2026-07-01", "C"),
        ("--need clear --close 2026-09-30", "C"),
        ("--need clear --close 2026-10-01", "D"),
        ("--need potential", "D"),
        ("--need potential --close 2026-04-01", "D"),
        ("--need none", "E"),
        ("--need none --close 2026-04-01", "E"),
        ("--need clear", "D"),
    ],
)
def test_facts_are_graded_by_rule(
    crm: Crm, shown: Callable[..., Any], facts: str, grade: str
) -> None:
    crm(f"customer add 王芳 {facts}")
    report = shown()
    assert (report["grade"], report["source"], report["suggested"]) == (grade, "rule", grade)
    assert " ".join(report) == KEYS


def test_a_close_that_passed_keeps_the_grade_and_is_flagged(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳 --need clear --close 2026-03-30", today="2026-03-10")
    assert shown(today="2026-03-30")["suggested"] == "A"
    report = shown(today="2026-03-31")
    assert (report["grade"], report["suggested"]) == ("A", None)
    assert report["suggested_reason"] == "expected close 2026-03-30 has passed"
    told = crm("grade show 王芳", today="2026-03-31").out
    assert "The rule has no answer: expected close 2026-03-30 has passed." in told
    assert "which has passed: give a new date or a grade" in told


def test_a_customer_without_facts_starts_as_d_and_the_rule_has_no_answer(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳")
    report = shown()
    assert (report["grade"], report["source"], report["suggested"]) == ("D", "start", None)
    assert report["suggested_reason"] == "need not known"
    assert report["cadence_days"] == 30


def test_a_grade_by_hand_stays_until_new_facts_and_the_rules_answer_stands_beside_it(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳 --need clear --close 2026-04-20")
    crm("grade set 王芳 C --reason 'budget is frozen'")
    crm("log add 王芳 'still waiting' --via phone", today=LATER)
    report = shown(today=LATER)
    assert (report["grade"], report["source"], report["suggested"]) == ("C", "hand", "A")
    assert report["reason"] == "budget is frozen"
    assert report["suggested_reason"] == "closes 2026-04-20"
    told = crm("grade show 王芳", today=LATER).out
    assert "grade C by hand since 2026-03-31: budget is frozen." in told
    assert "The rule says A: closes 2026-04-20." in told
    crm("log add 王芳 'approved' --via phone --close +2w", today=LATER)
    report = shown(today=LATER)
    assert (report["grade"], report["source"], report["since"]) == ("A", "rule", LATER)
    assert report["reason"] == "closes 2026-04-19"


def test_the_reason_of_a_hand_is_still_told_after_the_date_passed(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳 --need clear --close 2026-04-01")
    crm("grade set 王芳 B --reason 'slow buyer'")
    crm("log add 王芳 hello --via phone", today=LATER)
    report = shown(today=LATER)
    assert (report["grade"], report["source"], report["reason"]) == ("B", "hand", "slow buyer")


def test_the_history_is_whole_and_the_latest_comes_first(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳 --need clear --close 2026-04-20")
    crm("grade set 王芳 C --reason 'budget is frozen'", today="2026-04-01")
    contact = crm("log add 王芳 hi --via phone --need none --json", today="2026-04-02").json["id"]
    history = shown(today="2026-04-02")["history"]
    told = [(each["on"], each["grade_from"], each["grade_to"], each["source"]) for each in history]
    assert told == [
        ("2026-04-02", "C", "E", "rule"),
        ("2026-04-01", "A", "C", "hand"),
        ("2026-03-31", None, "A", "rule"),
    ]
    assert [each["contact_id"] for each in history] == [contact, None, None]
    assert [each["reason"] for each in history] == [
        "no need and no chance",
        "budget is frozen",
        "closes 2026-04-20",
    ]


def test_both_clocks_are_shown(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --grade B --importance key")
    crm("log add 王芳 hello --via visit")
    report = shown()
    assert (report["next_due"], report["relationship_due"]) == ("2026-04-07", "2026-04-30")
    told = crm("grade show 王芳").out
    assert "Followed up every 7 days; next follow-up 2026-04-07." in told
    assert "Relationship due 2026-04-30." in told


def test_text_of_the_book_cannot_act_on_a_terminal(crm: Crm) -> None:
    crm(["customer", "add", "evil\x1b[2J\nname", "--need", "none"])
    crm(["grade", "set", "1", "B", "--reason", "why\x1b[31m\nnot"])
    told = crm("grade show 1").out
    assert "\x1b" not in told
    assert "why\\x1b[31m not" in told


def test_an_unknown_customer_is_not_found(crm: Crm) -> None:
    crm("customer add 王芳")
    answer = crm("grade show nobody --json", code=3)
    assert answer.error["code"] == "customer_not_found"
    assert answer.out == ""
