"""Feedback in the history and in the search, and what a Tab offers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

TODAY = "2026-03-04 09:00"


def told(crm: Crm) -> list[str]:
    """Say what the last command did, line by line."""
    lines = crm("history --limit 1 --format table").lines[1:]
    # What is left of the heading stands deeper.
    return [line.strip() for line in lines if not line.startswith("      ")]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (
            "feedback add 王芳 'too late' --kind complaint --severity high",
            ["complaint 2: too late (high)"],
        ),
        ("feedback add 王芳 nice --kind praise", ["praise 2: nice"]),
        ("feedback advance 1 --note looked", ["complaint 1 → investigating (looked)"]),
        (
            "feedback advance 1 --to carried_out --skip --reason 'fixed at once'",
            ["complaint 1 → carried out, steps skipped (fixed at once)"],
        ),
        (
            "feedback advance 1 --to called_back --skip --reason asked --score 2 --handler Li",
            [
                "complaint 1 → called back, score 2, steps skipped (asked)",
                "complaint 1 reopened",
                "complaint 1, handled by: Li",
            ],
        ),
        (
            "feedback edit 1 --severity low --text 'valve leaks'",
            ["complaint 1, text: pump leaks → valve leaks", "complaint 1, severity: normal → low"],
        ),
        (
            "feedback measure add 'test seals' --feedback 1 --by 2026-03-20",
            ["measure: test seals, tester by 2026-03-20"],
        ),
        (
            "feedback survey add 王芳 --score 4 --recommend 9 --note slow",
            ["survey of 2026-03-04: score 4, would recommend 9 (slow)"],
        ),
    ],
)
def test_the_history_says_what_was_done_and_what_was_taken_back(
    complaint: Crm, line: str, lines: list[str]
) -> None:
    complaint(line, today=TODAY)
    assert sorted(told(complaint)) == sorted(lines)
    complaint("undo", today=TODAY)
    for each in told(complaint):
        assert each.startswith(("removed: ", "taken back: ", "complaint 1,")), each
    complaint("redo", today=TODAY)
    assert sorted(told(complaint)) == sorted(lines)


def test_measures_done_and_reopenings_are_told(complaint: Crm) -> None:
    complaint("feedback measure add 'test seals' --by +1w", today=TODAY)
    complaint("feedback measure done 1 --effect good", today=TODAY)
    assert told(complaint) == ["measure done: test seals (good)"]
    complaint("undo", today=TODAY)
    assert told(complaint) == ["measure open again: test seals"]
    complaint("feedback add 王芳 nice --kind praise", today=TODAY)
    complaint("feedback close 2 --skip --reason told", today=TODAY)
    complaint("feedback reopen 2 --reason 'asked again'", today=TODAY)
    assert told(complaint) == ["praise 2 reopened (asked again)"]


def test_it_is_found_by_its_words_and_by_those_of_its_steps(complaint: Crm) -> None:
    def found(text: str) -> list[tuple[str, int]]:
        rows = complaint(["customer", "find", text, "--json"], today=TODAY).json
        return [(row["kind"], row["id"]) for row in rows]

    complaint("feedback edit 1 --category 质量问题", today=TODAY)
    complaint("feedback advance 1 --note 密封圈磨损 --result 换新", today=TODAY)
    complaint("feedback advance 1 --to carried_out --skip --reason 现场解决", today=TODAY)
    complaint("feedback measure add 全部检查 --by +1w", today=TODAY)
    complaint("feedback measure done 1 --effect 不再漏水", today=TODAY)
    complaint("feedback survey add 王芳 --score 4 --note 服务不错", today=TODAY)

    assert found("pump leaks") == [("feedback", 1)]
    assert found("质量问题") == [("feedback", 1)]
    assert found("换新") == [("feedback", 1)]
    assert found("磨损") == [("feedback_step", 2)]
    assert found("现场") == [("feedback_step", 3)]
    assert found("检查") == found("漏水") == [("measure", 1)]
    assert found("不错") == [("survey", 1)]

    complaint("feedback edit 1 --text 'valve drips' --unset category --unset result", today=TODAY)
    assert found("pump") == found("质量") == found("换新") == []
    assert found("valve drips") == [("feedback", 1)]
    complaint("undo", today=TODAY)
    assert found("pump") == [("feedback", 1)]
    assert complaint("check --json", today=TODAY).json["ok"]


def test_a_measure_of_the_whole_book_is_found_without_a_customer(complaint: Crm) -> None:
    complaint("feedback measure add 'answer faster' --by +1w", today=TODAY)
    (row,) = complaint("customer find faster --json", today=TODAY).json
    assert (row["kind"], row["customer_id"], row["customer"]) == ("measure", None, None)
    assert complaint("customer find faster --format ids", today=TODAY).out == ""
    assert "answer faster" in complaint("customer find faster --format table", today=TODAY).out


def test_nothing_of_it_is_left_of_an_erased_customer(complaint: Crm) -> None:
    complaint("feedback survey add 王芳 --score 4", today=TODAY)
    complaint("feedback measure add test --feedback 1 --by +1d", today=TODAY)
    complaint("customer erase 王芳 --yes --reason asked", today=TODAY)
    assert complaint("feedback measure list --json", today=TODAY).json == []
    assert complaint("feedback survey list --json", today=TODAY).json == []
    assert b"pump" not in complaint.db.read_bytes()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["feedback", "add", "王芳", "x", "--category", ""], ["delivery", "quality"]),
        (["feedback", "add", "王芳", "x", "--category", "q"], ["quality"]),
        (["feedback", "advance", "1", "--handler", ""], ["Li"]),
        (["feedback", "list", "--handler", ""], ["Li"]),
        (["feedback", "measure", "add", "x", "--owner", ""], ["Han"]),
        (["feedback", "add", "王芳", "x", "--kind", "p"], ["praise"]),
        (["feedback", "list", "--kind", "complaint,"], [
            "complaint,opinion", "complaint,suggestion", "complaint,praise", "complaint,complaint",
        ]),
        (["feedback", "add", "王芳", "x", "--severity", "h"], ["high"]),
        (["feedback", "advance", "1", "--to", "c"], [
            "customer_told", "carried_out", "called_back", "closed",
        ]),
        (["feedback", "add", "王"], ["王芳"]),
        (["feedback", "survey", ""], ["add", "list", "due", "summary"]),
    ],
)  # fmt: skip
def test_a_tab_offers_the_books_own_values(
    complaint: Crm, words: list[str], offered: list[str]
) -> None:
    complaint("feedback edit 1 --category quality --handler Li", today=TODAY)
    complaint("feedback add 王芳 late --kind complaint --category delivery", today=TODAY)
    complaint("feedback measure add x --owner Han --by +1d", today=TODAY)
    out = complaint.real(["crm", *words], _CRM_COMPLETE="complete_zsh").out
    assert [line.partition("\t")[0] for line in out.splitlines()[1:]] == offered
