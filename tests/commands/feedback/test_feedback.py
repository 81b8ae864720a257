"""`crm feedback`: recorded, listed, shown and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

OPENED = "2026-03-02 09:00"
KEYS = [
    "id", "customer_id", "customer", "kind", "category", "severity", "text", "state", "handler",
    "opened", "step_due", "overdue_days", "closed", "score", "steps", "via", "result", "next_step",
    "measures",
]  # fmt: skip


def listed(crm: Crm, line: str = "", today: str = OPENED) -> list[int]:
    return [row["id"] for row in crm(f"feedback list {line} --json", today=today).json]


def test_what_was_recorded_is_told_in_a_line_with_what_follows(wang: Crm) -> None:
    told = wang("feedback add 王芳 'pump leaks' --kind complaint", today=OPENED).out
    assert told == ("Recorded complaint 1 of 王芳 (1). Next: investigate by 2026-03-03 09:00.\n")
    told = wang("feedback add 王芳 'an app' --kind suggestion", today=OPENED).out
    assert told == "Recorded suggestion 2 of 王芳 (1). Next: handle it by 2026-03-09 09:00.\n"
    assert wang("feedback add 王芳 nice --kind praise --quiet").out == "3\n"


def test_a_record_has_its_keys_and_values(wang: Crm) -> None:
    line = (
        "feedback add 王芳 漏水 --kind 投诉 --category 质量 --severity 严重 --via 电话"
        " --handler 李雷 --at '2026-03-01 15:30' --json"
    )
    made = wang(line, today=OPENED).json
    assert list(made) == [*KEYS, "may_contact"]
    assert made.pop("may_contact") is True
    assert made == {
        "id": 1,
        "customer_id": 1,
        "customer": "王芳",
        "kind": "complaint",
        "category": "质量",
        "severity": "high",
        "text": "漏水",
        "state": "recorded",
        "handler": "李雷",
        "opened": "2026-03-01T07:30:00+00:00",
        "step_due": "2026-03-02T07:30:00+00:00",
        "overdue_days": 0,
        "closed": None,
        "score": None,
        "steps": [
            {
                "state": "recorded",
                "at": "2026-03-01T07:30:00+00:00",
                "author": "tester",
                "note": None,
                "score": None,
                "skipped": False,
                "reopened": False,
                "reason": None,
            }
        ],
        "via": "phone",
        "result": None,
        "next_step": "investigating",
        "measures": [],
    }
    assert wang("feedback show 1 --json", today=OPENED).json == made


def test_a_complaint_is_overdue_from_the_minute_after_its_limit(complaint: Crm) -> None:
    def late(today: str) -> tuple[list[int], int]:
        rows = complaint("feedback list --json", today=today).json
        return listed(complaint, "--overdue", today), rows[0]["overdue_days"]

    assert late("2026-03-03 09:00") == ([], 0)
    assert late("2026-03-03 09:01") == ([1], 1)
    assert late("2026-03-04 09:00") == ([1], 1)
    assert late("2026-03-04 09:01") == ([1], 2)


def test_limits_follow_the_policy_at_once(complaint: Crm) -> None:
    def due() -> str:
        return str(complaint("feedback show 1 --json", today=OPENED).json["step_due"])

    complaint("grade policy --set complaint.first=4h --yes", today=OPENED)
    assert due() == "2026-03-02T05:00:00+00:00"
    complaint("grade policy --set limits=working --set complaint.first=2d --yes", today=OPENED)
    complaint("grade policy --set working.days=mon,fri --yes", today=OPENED)
    assert due() == "2026-03-09T01:00:00+00:00"


def test_the_list_is_filtered_and_has_what_is_urgent_first(complaint: Crm) -> None:
    complaint("customer add Bob", today=OPENED)
    complaint("feedback add Bob 'an app' --kind suggestion --handler Li", today=OPENED)
    complaint("feedback add Bob late --kind complaint --at '2026-02-27 10:00'", today=OPENED)
    complaint("feedback add 王芳 nice --kind praise", today=OPENED)
    complaint("feedback close 4 --skip --reason 'told at once'", today=OPENED)

    assert listed(complaint) == [3, 1, 2, 4]
    assert listed(complaint, "--open") == [3, 1, 2]
    assert listed(complaint, "--overdue") == [3]
    assert listed(complaint, "王芳") == [1, 4]
    assert listed(complaint, "--kind complaint,praise") == [3, 1, 4]
    assert listed(complaint, "--kind 建议") == [2]
    assert listed(complaint, "--handler Li") == [2]
    assert complaint("feedback list --open --format ids").lines == ["3", "1", "2"]
    complaint("customer archive Bob")
    assert listed(complaint) == [1, 4]
    # What is owed to nobody any more comes after what is.
    assert listed(complaint, "--all") == [1, 3, 2, 4]
    assert listed(complaint, "Bob") == [3, 2]
    assert complaint("feedback show 3 --json").json["step_due"] is None


def test_a_table_fits_the_terminal_and_says_what_is_late(
    complaint: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    complaint("feedback add 王芳 --kind 投诉 --severity high 漏水漏水漏水漏水漏水漏水漏水漏水漏水")
    head, *lines = complaint("feedback list --format table", today=OPENED).lines
    assert head.split() == ["Id", "Due", "Kind", "State", "Customer", "Said"]
    assert lines[0].split()[:7] == [
        "1", "2026-03-03", "09:00", "complaint", "recorded", "王芳", "(1)",
    ]  # fmt: skip
    assert "[high]" in lines[1]
    assert max(len(line) for line in lines) <= 80


def test_an_empty_list_says_so(wang: Crm) -> None:
    assert wang("feedback list --format table").err == "No feedback yet.\n"
    assert wang("feedback list --open --format table").err == "No such feedback.\n"
    assert wang("feedback list --json").json == []
    assert wang("feedback list").out.split("\t")[0] == "id"


def test_one_is_shown_in_full(complaint: Crm) -> None:
    complaint("feedback edit 1 --category quality --severity high --via phone", today=OPENED)
    complaint("feedback advance 1 --note 'seal is worn' --handler Li", today="2026-03-02 15:00")
    complaint("feedback measure add 'test seals' --feedback 1 --by +2w", today="2026-03-02 15:00")
    shown = complaint("feedback show 1", today="2026-03-06 10:00").lines
    assert shown == [
        "Complaint 1 of 王芳 (1), 2026-03-02 09:00: investigating",
        "  pump leaks",
        "  Category: quality",
        "  Severity: high",
        "  Via: phone",
        "  Handled by: Li",
        "  Next: make a solution by 2026-03-05 09:00, 2 days late",
        "  Steps:",
        "    2026-03-02 09:00  recorded, by tester",
        "    2026-03-02 15:00  investigating, by tester: seal is worn",
        "  Measures:",
        "    1  test seals, tester by 2026-03-16",
    ]


def test_what_is_kept_can_be_corrected(complaint: Crm) -> None:
    changed = complaint(
        "feedback edit 1 --text 'valve leaks' --category quality --severity low --via email"
        " --handler Li --result none --json"
    ).json
    fields = ("text", "category", "severity", "via", "handler", "result", "state")
    assert [changed[each] for each in fields] == [
        "valve leaks", "quality", "low", "email", "Li", "none", "recorded",
    ]  # fmt: skip
    told = complaint("feedback edit 1 --handler Li").out
    assert told.startswith("Nothing changes for complaint 1 of 王芳 (1).")
    emptied = complaint(
        "feedback edit 1 --unset 类别 --unset VIA --unset 处理人 --unset result --json"
    ).json
    assert [emptied[each] for each in fields] == [
        "valve leaks", None, "low", None, None, None, "recorded",
    ]  # fmt: skip
    assert complaint("feedback edit 1 --text - --json", stdin="three\n").json["text"] == "three"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("add 王芳 x", 2, "missing_argument"),
        ("add 王芳 x --kind gripe", 2, "unknown_choice"),
        ("add 王芳 x --kind complaint --severity huge", 2, "unknown_choice"),
        ("add 王芳 x --kind complaint --via pigeon", 2, "unknown_choice"),
        ("add 王芳 '' --kind complaint", 5, "unusable_text"),
        ("add 王芳 x --kind complaint --handler ' '", 5, "unusable_text"),
        ("add nobody x --kind complaint", 3, "customer_not_found"),
        ("add 王芳 x --kind complaint --at '2026-03-02 09:01'", 5, "future_feedback"),
        ("add 王芳 x --kind complaint --at blursday", 2, "unreadable_date"),
        ("show 9", 3, "feedback_not_found"),
        (f"show {2**63}", 3, "feedback_not_found"),
        ("show x", 2, "usage"),
        ("edit 1", 2, "nothing_given"),
        ("edit 9 --handler Li", 3, "feedback_not_found"),
        ("edit 1 --unset text", 2, "unknown_feedback_field"),
        ("edit 1 --unset state", 2, "unknown_feedback_field"),
        ("edit 1 --text ''", 5, "unusable_text"),
        ("edit 1 --severity grave", 2, "unknown_choice"),
        ("list --kind x", 2, "unknown_choice"),
        ("list nobody", 3, "customer_not_found"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(
    complaint: Crm, line: str, code: int, word: str
) -> None:
    before = complaint("feedback list --json", today=OPENED).out
    answer = complaint(f"feedback {line} --json", today=OPENED, code=code)
    assert (answer.out, answer.error["code"]) == ("", word)
    assert complaint("feedback list --json", today=OPENED).out == before


def test_an_archived_customer_gives_no_feedback_and_is_owed_none(complaint: Crm) -> None:
    complaint("customer archive 王芳", today=OPENED)
    answer = complaint("feedback add 王芳 x --kind praise --json", today=OPENED, code=5)
    assert answer.error["code"] == "archived_customer"
    complaint("customer restore 王芳", today=OPENED)
    shown = complaint("feedback show 1 --json", today=OPENED).json
    assert shown["step_due"] == "2026-03-03T01:00:00+00:00"


def test_whoever_may_not_be_contacted_is_still_heard(wang: Crm) -> None:
    wang("customer edit 王芳 --may-contact no --reason 'asked for it'")
    answer = wang("feedback add 王芳 x --kind complaint --json")
    assert answer.json["may_contact"] is False
    assert "may not be contacted" in answer.err
    assert answer.json["step_due"] is not None


def test_text_comes_from_stdin_and_cannot_act(wang: Crm) -> None:
    text = "[/red] 漏水 \x1b[31m"
    made = wang("feedback add 王芳 - --kind complaint --json", stdin=f"{text}\n").json
    assert made["text"] == text
    for line in ("feedback show 1", "feedback list", "feedback list --format table"):
        out = wang(line).out
        assert "\x1b[31m" not in out
        assert "[/red]" in out


@pytest.mark.parametrize(
    "line",
    [
        "feedback add 王芳 more --kind praise",
        "feedback edit 1 --handler Li",
        "feedback advance 1",
        "feedback measure add test --by +1d",
        "feedback survey add 王芳 --score 4",
    ],
)
def test_a_retry_with_a_key_gives_the_first_answer(complaint: Crm, line: str) -> None:
    first = complaint(f"{line} --key k1 --json").out
    assert complaint(f"{line} --key k1 --json").out == first
    assert len(complaint("feedback list --all --json").json) == 1 + line.startswith("feedback add")
    assert len(complaint("feedback survey list --json").json) == ("survey" in line)
