"""`crm feedback advance`, `close` and `reopen`: the procedures of product.md section 6."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

LATER = "2026-03-02 10:00"


def refs(crm: Crm, today: str, kind: str = "complaint") -> list[str]:
    return [row["ref"] for row in crm(f"due --json --kind {kind}", today=today).json]


def taken(crm: Crm, key: int = 1) -> list[tuple[str, Any]]:
    steps = crm(f"feedback show {key} --json", today=LATER).json["steps"]
    return [(each["state"], each["score"]) for each in steps]


def test_a_complaint_goes_through_all_its_steps(complaint: Crm) -> None:
    told = [
        complaint(f"feedback advance 1 {line}", today=LATER).out
        for line in ("--note looked", "", "--handler Li", "--score 4", "--result 'new seal'")
    ]
    assert told == [
        "Complaint 1 of 王芳 (1): investigating. Next: make a solution by 2026-03-05 09:00.\n",
        (
            "Complaint 1 of 王芳 (1): solution made."
            " Next: carry the solution out by 2026-03-05 10:00.\n"
        ),
        (
            "Complaint 1 of 王芳 (1): carried out."
            " Next: call back for a score by 2026-03-09 10:00.\n"
        ),
        "Complaint 1 of 王芳 (1): called back. Next: close it by 2026-03-03 10:00.\n",
        "Closed complaint 1 of 王芳 (1), score 4.\n",
    ]
    closed = complaint("feedback show 1 --json", today=LATER).json
    assert (closed["state"], closed["closed"]) == ("closed", "2026-03-02T02:00:00+00:00")
    assert (closed["score"], closed["handler"], closed["result"]) == (4, "Li", "new seal")
    assert (closed["step_due"], closed["next_step"], closed["overdue_days"]) == (None, None, 0)
    assert taken(complaint) == [
        ("recorded", None), ("investigating", None), ("solution_made", None),
        ("carried_out", None), ("called_back", 4), ("closed", None),
    ]  # fmt: skip
    assert closed["steps"][1] == {
        "state": "investigating",
        "at": "2026-03-02T02:00:00+00:00",
        "author": "tester",
        "note": "looked",
        "score": None,
        "skipped": False,
        "reopened": False,
        "reason": None,
    }
    assert refs(complaint, "2026-06-01") == []
    head, row = complaint("feedback list", today=LATER).lines
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert cells["steps"] == ("recorded;investigating;solution_made;carried_out;called_back;closed")


def test_other_feedback_is_handled_and_the_customer_told(wang: Crm) -> None:
    wang("feedback add 王芳 'an app' --kind suggestion", today="2026-03-02 09:00")
    assert wang("feedback advance 1", today="2026-03-05 09:00").out == (
        "Suggestion 1 of 王芳 (1): handled. Next: tell the customer by 2026-03-09 09:00.\n"
    )
    told = wang("feedback close 1 --note thanked", today="2026-03-05 09:00").out
    assert told == "Suggestion 1 of 王芳 (1): customer told.\n"
    assert wang("feedback show 1 --json").json["closed"] == "2026-03-05T01:00:00+00:00"
    assert refs(wang, "2026-03-20", "feedback") == []


@pytest.mark.parametrize("line", ["advance 1 --to closed", "close 1", "close 1 --skip --reason x"])
def test_a_complaint_is_not_closed_before_the_call_back(complaint: Crm, line: str) -> None:
    for note in ("looked", "solved", "done"):
        before = complaint("feedback list --json", today=LATER).out
        answer = complaint(f"feedback {line} --json", today=LATER, code=5)
        assert answer.error["code"] == "call_back_first"
        assert complaint("feedback list --json", today=LATER).out == before
        complaint(f"feedback advance 1 --note {note}", today=LATER)
    assert complaint(f"feedback {line} --json", today=LATER, code=5).error["code"] == (
        "call_back_first"
    )
    # The call-back itself is nothing without its score.
    answer = complaint("feedback advance 1 --json", today=LATER, code=5)
    assert answer.error["code"] == "score_missing"


@pytest.mark.parametrize("score", [1, 2])
def test_a_low_score_reopens_and_the_complaint_is_due_again(complaint: Crm, score: int) -> None:
    for _ in range(3):
        complaint("feedback advance 1", today=LATER)
    called = "2026-03-05 14:00"
    told = complaint(f"feedback advance 1 --score {score} --note 'still leaks'", today=called).out
    assert told == (
        f"Score {score} reopens complaint 1 of 王芳 (1). Next: investigate by 2026-03-06 14:00.\n"
    )
    again = complaint("feedback show 1 --json", today=called).json
    assert (again["state"], again["score"], again["closed"]) == ("recorded", score, None)
    assert taken(complaint)[-2:] == [("called_back", score), ("recorded", None)]
    assert [each["reopened"] for each in again["steps"]] == [False] * 5 + [True]
    assert complaint("feedback list --overdue --json", today="2026-03-06 14:00").json == []
    (late,) = complaint("feedback list --overdue --json", today="2026-03-06 14:01").json
    assert late["overdue_days"] == 1
    # The solution is counted from the reopening too.
    told = complaint("feedback advance 1", today="2026-03-06 14:01").out
    assert told.endswith("Next: make a solution by 2026-03-08 14:00.\n")


def test_a_better_score_does_not(complaint: Crm) -> None:
    for _ in range(3):
        complaint("feedback advance 1", today=LATER)
    done = complaint("feedback advance 1 --score 3 --json", today=LATER).json
    assert (done["state"], done["next_step"]) == ("called_back", "closed")


def test_steps_are_skipped_with_a_reason_alone(complaint: Crm) -> None:
    told = complaint(
        "feedback advance 1 --to 已执行 --skip --reason 'fixed at once' --json", today=LATER
    ).json
    assert told["state"] == "carried_out"
    last = told["steps"][-1]
    assert (last["skipped"], last["reason"]) == (True, "fixed at once")
    # A step that is the next one anyway skips nothing.
    told = complaint(
        "feedback advance 1 --to called_back --skip --reason x --score 5 --json", today=LATER
    ).json
    assert (told["steps"][-1]["skipped"], told["steps"][-1]["reason"]) == (False, None)


def test_a_closed_one_is_reopened_with_a_reason(complaint: Crm) -> None:
    complaint(
        "feedback advance 1 --to called_back --skip --reason x --score 5", today="2026-03-02 10:00"
    )
    complaint("feedback close 1", today="2026-03-02 10:00")
    told = complaint("feedback reopen 1 --reason 'leaks again'", today="2026-04-01 08:00").out
    assert told == ("Reopened complaint 1 of 王芳 (1). Next: investigate by 2026-04-02 08:00.\n")
    again = complaint("feedback show 1 --json", today="2026-04-01 08:00").json
    assert (again["state"], again["closed"], again["score"]) == ("recorded", None, 5)
    assert again["steps"][-1]["reason"] == "leaks again"
    assert again["steps"][-1]["reopened"] is True
    answer = complaint("feedback reopen 1 --reason x --json", today="2026-04-01 09:00", code=4)
    assert answer.error["code"] == "feedback_open"


def test_a_step_can_be_noted_later_but_not_before_the_last_one(complaint: Crm) -> None:
    today = "2026-03-04 09:00"
    complaint("feedback advance 1 --at '2026-03-02 16:00'", today=today)
    step = complaint("feedback show 1 --json", today=today).json["steps"][-1]
    assert step["at"] == "2026-03-02T08:00:00+00:00"
    answer = complaint("feedback advance 1 --at '2026-03-02 15:59' --json", today=today, code=5)
    assert answer.error["code"] == "step_before_last"
    answer = complaint("feedback advance 1 --at '2026-03-04 09:01' --json", today=today, code=5)
    assert answer.error["code"] == "future_step"
    answer = complaint("feedback advance 1 --json", today="2026-03-01", code=5)
    assert answer.error["code"] == "step_before_last"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("advance 9", 3, "feedback_not_found"),
        ("advance 2", 4, "feedback_closed"),
        ("close 2", 4, "feedback_closed"),
        ("advance 1 --to carried_out", 5, "steps_skipped"),
        ("advance 1 --to carried_out --skip", 2, "reason_missing"),
        ("advance 1 --skip --reason x", 2, "skip_without_target"),
        ("advance 1 --to recorded", 4, "step_taken"),
        ("advance 1 --to handled", 2, "unknown_step"),
        ("advance 1 --to somewhere", 2, "unknown_choice"),
        ("advance 1 --score 4", 5, "score_without_call_back"),
        ("advance 1 --score 0", 2, "usage"),
        ("advance 1 --score 6", 2, "usage"),
        ("advance 1 --score good", 2, "usage"),
        ("advance 1 --note ''", 5, "unusable_text"),
        ("advance 1 --handler ' '", 5, "unusable_text"),
        ("advance 1 --to carried_out --skip --reason ''", 5, "unusable_text"),
        ("reopen 1 --reason x", 4, "feedback_open"),
        ("reopen 2", 2, "reason_missing"),
        ("reopen 9 --reason x", 3, "feedback_not_found"),
        ("close 3", 5, "steps_skipped"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    complaint: Crm, line: str, code: int, word: str
) -> None:
    for text in ("nice", "an app"):
        complaint(f"feedback add 王芳 '{text}' --kind opinion", today=LATER)
    complaint("feedback close 2 --skip --reason told", today=LATER)
    before = complaint("feedback list --json", today=LATER).out
    answer = complaint(f"feedback {line} --json", today=LATER, code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert answer.error["message"]
    assert complaint("feedback list --json", today=LATER).out == before


def test_a_note_comes_from_stdin(complaint: Crm) -> None:
    told = complaint("feedback advance 1 --note - --json", today=LATER, stdin="两行\n字\n").json
    assert told["steps"][-1]["note"] == "两行\n字"


@pytest.mark.parametrize(
    "line", ["advance 1", "advance 1 --to carried_out --skip --reason x", "reopen 2 --reason x"]
)
def test_a_retry_with_a_key_takes_one_step(complaint: Crm, line: str) -> None:
    complaint("feedback add 王芳 nice --kind praise", today=LATER)
    complaint("feedback close 2 --skip --reason told", today=LATER)
    first = complaint(f"feedback {line} --key k1 --json", today=LATER).out
    after = complaint("feedback list --json", today=LATER).out
    assert complaint(f"feedback {line} --key k1 --json", today=LATER).out == first
    assert complaint("feedback list --json", today=LATER).out == after
