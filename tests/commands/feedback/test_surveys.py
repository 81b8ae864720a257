"""`crm feedback survey`: asked each quarter, and what the answers come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = ["id", "customer_id", "customer", "at", "score", "recommend", "via", "note", "author"]


def summed(crm: Crm, line: str = "") -> Any:
    return crm(f"feedback survey summary {line} --json").json


def test_an_answer_is_told_in_a_line(wang: Crm) -> None:
    told = wang("feedback survey add 王芳 --score 4 --recommend 9 --via phone").out
    assert told == "Noted score 4 from 王芳 (1), would recommend 9, survey 1.\n"
    made = wang("feedback survey add 王芳 --score 2 --note 太慢 --at 2026-03-20 --json").json
    assert list(made) == [*KEYS, "next_survey"]
    assert made == {
        "id": 2,
        "customer_id": 1,
        "customer": "王芳",
        "at": "2026-03-20",
        "score": 2,
        "recommend": None,
        "via": None,
        "note": "太慢",
        "author": "tester",
        "next_survey": None,
    }
    assert wang("feedback survey add 王芳 --score 5 --quiet").out == "3\n"
    for via, kept in (("form", "other"), ("问卷", "other"), ("邮件", "email")):
        assert wang(f"feedback survey add 王芳 --score 5 --via {via} --json").json["via"] == kept


def test_the_list_has_the_latest_first_and_a_period(wang: Crm) -> None:
    wang("customer add Bob")
    for name, day in (("王芳", "2026-01-05"), ("Bob", "2026-03-31"), ("王芳", "2026-02-05")):
        wang(f"feedback survey add {name} --score 3 --at {day}")

    def listed(line: str = "") -> list[int]:
        return [row["id"] for row in wang(f"feedback survey list {line} --json").json]

    assert listed() == [2, 3, 1]
    assert listed("王芳") == [3, 1]
    assert listed("--since 2026-02-05") == [2, 3]
    assert listed("--until 2026-02-05") == [3, 1]
    assert listed("--since 2026-02-01 --until 2026-02-28") == [3]
    assert wang("feedback survey list --format ids").lines == ["2", "3", "1"]
    head, *rows = wang("feedback survey list").lines
    assert head.split("\t") == KEYS
    assert len(rows) == 3


def test_figures_stand_beside_the_number_of_answers(wang: Crm) -> None:
    for score, recommend in ((5, 10), (4, 9), (2, 3), (4, None)):
        also = "" if recommend is None else f"--recommend {recommend}"
        wang(f"feedback survey add 王芳 --score {score} {also} --at 2026-03-20")
    assert wang("feedback survey summary").lines == [
        "Average score: 3.75 of 5 (4 answers)",
        "Score 4 or 5: 75.0% (4 answers)",
        "Net recommendation: +33.3 (3 answers)",
    ]
    assert summed(wang) == {
        "since": None,
        "until": None,
        "answers": 4,
        "average": 3.75,
        "satisfied": 3,
        "satisfied_percent": 75.0,
        "recommend_answers": 3,
        "promoters": 2,
        "passives": 0,
        "detractors": 1,
        "net_recommendation": 33.3,
    }
    assert summed(wang, "--since 2026-03-21")["answers"] == 0
    table = wang("feedback survey list --format table")
    assert table.lines[0].split() == ["Id", "When", "Customer", "Score", "Recommend", "Via", "Note"]
    assert table.err.splitlines()[1] == "Score 4 or 5: 75.0% (4 answers)"


def test_without_answers_there_is_no_data(wang: Crm) -> None:
    assert wang("feedback survey summary").lines == [
        "Average score: no data (0 answers)",
        "Score 4 or 5: no data (0 answers)",
        "Net recommendation: no data (0 answers)",
    ]
    none = summed(wang, "王芳 --since 2026-01-01 --until 2026-02-01")
    assert (none["average"], none["satisfied_percent"], none["net_recommendation"]) == (
        None, None, None,
    )  # fmt: skip
    assert (none["since"], none["until"]) == ("2026-01-01", "2026-02-01")
    assert wang("feedback survey list --format table").err == "No surveys here.\n"
    wang("feedback survey add 王芳 --score 5")
    assert wang("feedback survey summary").lines[2] == "Net recommendation: no data (0 answers)"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("add 王芳", 2, "usage"),
        ("add 王芳 --score 0", 2, "usage"),
        ("add 王芳 --score 6", 2, "usage"),
        ("add 王芳 --score 4.5", 2, "usage"),
        ("add 王芳 --score 4 --recommend 11", 2, "usage"),
        ("add 王芳 --score 4 --recommend -1", 2, "usage"),
        ("add 王芳 --score 4 --via pigeon", 2, "unknown_choice"),
        ("add 王芳 --score 4 --note ''", 5, "unusable_text"),
        ("add 王芳 --score 4 --at 2026-04-01", 5, "future_survey"),
        ("add 王芳 --score 4 --at blursday", 2, "unreadable_date"),
        ("add nobody --score 4", 3, "customer_not_found"),
        ("add Gone --score 4", 5, "archived_customer"),
        ("list nobody", 3, "customer_not_found"),
        ("list --since 2026-03-02 --until 2026-03-01", 2, "ends_before_start"),
        ("summary --since 2026-03-02 --until 2026-03-01", 2, "ends_before_start"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    wang: Crm, line: str, code: int, word: str
) -> None:
    wang("customer add Gone")
    wang("customer archive Gone")
    wang("feedback survey add 王芳 --score 4")
    before = wang("feedback survey list --json").out
    answer = wang(f"feedback survey {line} --json", code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert wang("feedback survey list --json").out == before


def test_an_archived_customers_answers_count_all_the_same(wang: Crm) -> None:
    wang("feedback survey add 王芳 --score 1")
    wang("customer archive 王芳")
    assert summed(wang)["answers"] == 1
    assert len(wang("feedback survey list --json").json) == 1
