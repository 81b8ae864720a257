"""`crm grade set`: a grade by hand, its reason, and the clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

import pytest


def test_a_grade_raised_today_is_due_today_and_not_before(crm: Crm) -> None:
    crm("customer add 王芳 --grade D", today="2026-02-20")
    crm("log add 王芳 hello --via phone", today="2026-02-20")
    answer = crm("grade set 王芳 A --reason 'asked for a quote'", today="2026-03-20")
    assert answer.out == (
        "王芳 (1): D → A by hand. Next follow-up 2026-03-20."
        " The rule has no answer: need not known.\n"
    )
    answer = crm("grade set 王芳 D --reason 'was a mistake' --json", today="2026-03-20")
    assert answer.json["next_due"] == "2026-03-22"


def test_an_e_customer_comes_back_after_a_year(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --need none", today="2024-02-29")
    crm("log add 王芳 hello --via phone", today="2024-02-29")
    assert shown(today="2024-02-29")["next_due"] == "2025-02-28"


def test_the_answer_is_the_report_as_it_is_afterwards(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --need potential")
    answer = crm("grade set 王芳 b --reason why --json").json
    assert answer == shown()
    assert (answer["grade"], answer["source"], answer["reason"]) == ("B", "hand", "why")
    assert answer["suggested"] == "D"


def test_a_script_must_give_a_reason(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳")
    assert crm("grade set 王芳 B --json", code=2).error["code"] == "reason_missing"
    assert crm("grade set 王芳 B --reason '  '", code=5).out == ""
    assert len(shown()["history"]) == 1


@pytest.mark.parametrize("grade", ["F", "AB", "", "1"])
def test_a_grade_that_is_none_is_refused(crm: Crm, shown: Callable[..., Any], grade: str) -> None:
    crm("customer add 王芳")
    answer = crm(["grade", "set", "王芳", grade, "--reason", "why", "--json"], code=2)
    assert answer.error["code"] == "unknown_choice"
    assert shown()["grade"] == "D"


def test_the_same_key_sets_once_and_answers_the_same(crm: Crm, shown: Callable[..., Any]) -> None:
    crm("customer add 王芳 --need clear --close 2026-04-10")
    line = "grade set 王芳 C --reason why --key k1 --json"
    first = crm(line)
    assert crm(line, today="2026-04-02").out == first.out
    assert len(shown()["history"]) == 2


def test_an_archived_customer_is_not_graded(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer archive 王芳")
    answer = crm("grade set 王芳 B --reason why --json", code=5)
    assert answer.error["code"] == "archived_customer"


def test_two_customers_of_a_name_are_not_guessed_between(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer add 王明")
    answer = crm("grade set 王 B --reason why --json", code=4)
    assert len(answer.error["candidates"]) == 2


def test_the_relationship_clock_of_a_key_customer_stays_with_e(
    crm: Crm, shown: Callable[..., Any]
) -> None:
    crm("customer add 王芳 --importance key --need potential")
    crm("grade set 王芳 E --reason 'no chance'")
    assert shown()["relationship_due"] == "2026-04-30"
