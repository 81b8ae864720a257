"""`crm feedback measure`: what is done to do better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

OPENED = "2026-03-02 09:00"
KEYS = [
    "id", "customer_id", "customer", "feedback_id", "text", "owner", "by", "made", "done",
    "effect", "overdue_days",
]  # fmt: skip


def listed(crm: Crm, line: str = "", today: str = OPENED) -> list[int]:
    return [row["id"] for row in crm(f"feedback measure list {line} --json", today=today).json]


def test_a_measure_says_who_does_what_until_when_and_with_what_effect(complaint: Crm) -> None:
    made = complaint(
        "feedback measure add 'test seals' --feedback 1 --owner 李雷 --by 2026-03-16 --json",
        today=OPENED,
    ).json
    assert list(made) == KEYS
    assert made == {
        "id": 1,
        "customer_id": 1,
        "customer": "王芳",
        "feedback_id": 1,
        "text": "test seals",
        "owner": "李雷",
        "by": "2026-03-16",
        "made": "2026-03-02",
        "done": None,
        "effect": None,
        "overdue_days": 0,
    }
    (beside,) = complaint("feedback show 1 --json", today="2026-03-18").json["measures"]
    assert beside == made | {"overdue_days": 2}
    told = complaint("feedback measure done 1 --effect 'no leak since'", today="2026-03-20").out
    assert told == "Measure 1 done on 2026-03-20: test seals. Effect: no leak since.\n"
    (done,) = complaint("feedback measure list --json", today="2026-03-20").json
    assert (done["done"], done["effect"], done["overdue_days"]) == (
        "2026-03-20", "no leak since", 0,
    )  # fmt: skip


def test_a_measure_may_concern_a_customer_or_the_whole_book(complaint: Crm) -> None:
    told = complaint("feedback measure add 回访 --customer 王芳 --by 下周三", today=OPENED).out
    assert told == "Measure 1: 回访, tester by 2026-03-11.\n"
    whole = complaint("feedback measure add 'answer faster' --by +1m --json", today=OPENED).json
    assert (whole["customer_id"], whole["customer"], whole["feedback_id"]) == (None, None, None)
    assert complaint("feedback measure add more --by +1d --quiet", today=OPENED).out == "3\n"


def test_the_list_is_filtered_and_has_what_is_urgent_first(complaint: Crm) -> None:
    complaint("feedback measure add later --by 2026-04-10", today=OPENED)
    complaint("feedback measure add sooner --by 2026-03-10 --customer 王芳", today=OPENED)
    complaint("feedback measure add done --by 2026-03-05 --owner Li", today=OPENED)
    complaint("feedback measure done 3 --effect good --on 2026-03-01", today=OPENED)
    assert listed(complaint) == [2, 1, 3]
    assert listed(complaint, "--open") == [2, 1]
    assert listed(complaint, "--overdue", "2026-03-10") == []
    assert listed(complaint, "--overdue", "2026-03-11") == [2]
    assert listed(complaint, "王芳") == [2]
    assert listed(complaint, "--owner Li") == [3]
    assert complaint("feedback measure list --format ids").lines == ["2", "1", "3"]
    complaint("customer archive 王芳")
    assert listed(complaint) == [1, 3]
    assert listed(complaint, "王芳") == [2]


def test_a_table_fits_the_terminal(complaint: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert complaint("feedback measure list --format table").err == "No measures here.\n"
    complaint("feedback measure add 'test every seal twice' --feedback 1 --by 2026-03-16")
    head, line = complaint("feedback measure list --format table").lines
    assert head.split() == ["Id", "By", "Done", "Who", "For", "Measure"]
    assert line.split()[:5] == ["1", "2026-03-16", "tester", "王芳", "(1)"]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("add x", 2, "missing_argument"),
        ("add '' --by +1d", 5, "unusable_text"),
        ("add x --by blursday", 2, "unreadable_date"),
        ("add x --by +1d --owner ' '", 5, "unusable_text"),
        ("add x --by +1d --feedback 9", 3, "feedback_not_found"),
        ("add x --by +1d --customer nobody", 3, "customer_not_found"),
        ("add x --by +1d --customer 王芳 --feedback 1", 2, "contradictory_options"),
        ("done 1", 2, "missing_argument"),
        ("done 1 --effect ''", 5, "unusable_text"),
        ("done 9 --effect x", 3, "measure_not_found"),
        ("done 2 --effect x", 4, "measure_done"),
        ("done 1 --effect x --on 2026-03-03", 5, "future_measure"),
        ("list nobody", 3, "customer_not_found"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    complaint: Crm, line: str, code: int, word: str
) -> None:
    complaint("feedback measure add one --by +1d", today=OPENED)
    complaint("feedback measure add two --by +1d", today=OPENED)
    complaint("feedback measure done 2 --effect good", today=OPENED)
    before = complaint("feedback measure list --json", today=OPENED).out
    answer = complaint(f"feedback measure {line} --json", today=OPENED, code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert complaint("feedback measure list --json", today=OPENED).out == before
