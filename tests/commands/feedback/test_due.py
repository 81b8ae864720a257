"""Steps and surveys on the due list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Crm


def rows(crm: Crm, today: str, kind: str = "complaint") -> list[Any]:
    return list(crm(f"due --json --kind {kind}", today=today).json)


def test_a_complaint_is_late_on_the_list_from_the_minute_after_its_limit(complaint: Crm) -> None:
    def late(today: str) -> list[tuple[str, int]]:
        return [(row["ref"], row["overdue_days"]) for row in rows(complaint, today)]

    assert late("2026-03-02 23:00") == []
    assert late("2026-03-03 09:00") == [("complaint:1", 0)]
    assert late("2026-03-03 09:01") == [("complaint:1", 1)]
    assert late("2026-03-04 09:01") == [("complaint:1", 2)]


def test_a_row_says_what_is_to_be_done_until_when(complaint: Crm) -> None:
    (row,) = rows(complaint, "2026-03-03 09:01")
    assert row["title"] == "Investigate: pump leaks"
    assert row["why"].startswith("complaint 1, recorded: investigate by 2026-03-03 09:00")
    told = complaint("due --why --kind complaint", today="2026-03-03 09:01").out
    assert "2026-03-02 09:00 + 1 day = 2026-03-03 09:00" in told


def test_a_step_takes_the_row_off_until_the_next_limit(complaint: Crm) -> None:
    complaint("feedback advance 1", today="2026-03-03 10:00")
    assert rows(complaint, "2026-03-04 10:00") == []
    (row,) = rows(complaint, "2026-03-05 09:01")
    assert (row["title"], row["overdue_days"]) == ("Make a solution: pump leaks", 1)


def test_a_call_back_of_two_makes_it_due_again(complaint: Crm) -> None:
    complaint("feedback advance 1 --to carried_out --skip --reason x", today="2026-03-02 12:00")
    assert rows(complaint, "2026-03-08") == []
    complaint("feedback advance 1 --score 2", today="2026-03-04 12:00")
    assert [row["ref"] for row in rows(complaint, "2026-03-05 12:00")] == ["complaint:1"]
    complaint("undo", today="2026-03-05 12:00")
    assert rows(complaint, "2026-03-08") == []
    complaint("redo", today="2026-03-05 12:00")
    assert [row["overdue_days"] for row in rows(complaint, "2026-03-05 12:01")] == [1]


def test_a_closed_complaint_is_owed_nothing(complaint: Crm) -> None:
    complaint(
        "feedback advance 1 --to called_back --skip --reason x --score 5", today="2026-03-02 12:00"
    )
    assert [row["ref"] for row in rows(complaint, "2026-03-03 12:01")] == ["complaint:1"]
    complaint("feedback close 1", today="2026-03-03 12:01")
    assert rows(complaint, "2026-12-01") == []


def test_a_snoozed_complaint_comes_back_and_its_next_step_wakes_it(complaint: Crm) -> None:
    complaint("due snooze complaint:1 --until 2026-03-10 --reason away", today="2026-03-03 08:00")
    assert rows(complaint, "2026-03-09") == []
    assert [row["overdue_days"] for row in rows(complaint, "2026-03-10 09:00")] == [7]
    complaint("feedback advance 1", today="2026-03-04 08:00")
    assert [row["snoozed_until"] for row in rows(complaint, "2026-03-05 09:00")] == [None]


def test_other_feedback_is_due_within_its_limit(wang: Crm) -> None:
    wang("feedback add 王芳 'an app' --kind suggestion", today="2026-03-02 09:00")
    assert rows(wang, "2026-03-08 12:00", "feedback") == []
    (row,) = rows(wang, "2026-03-09 09:01", "feedback")
    assert (row["ref"], row["title"], row["overdue_days"]) == (
        "feedback:1", "Handle: an app", 1,
    )  # fmt: skip


def test_whoever_may_not_be_contacted_is_still_owed_an_answer(complaint: Crm) -> None:
    complaint("customer edit 王芳 --may-contact no --reason asked", today="2026-03-02")
    (row,) = rows(complaint, "2026-03-03 09:00")
    assert "may not be contacted" in row["why"]


def test_an_existing_customer_is_asked_each_quarter(wang: Crm) -> None:
    def due(today: str) -> list[str]:
        return [row["ref"] for row in wang("feedback survey due --json", today=today).json]

    wang("purchase add 王芳 --amount 100 --at 2026-01-10", today="2026-03-02")
    assert due("2026-04-09") == []
    assert due("2026-04-10") == ["survey:1"]
    assert wang("feedback survey due --ahead 1 --format ids", today="2026-04-09").out == "1\n"
    added = wang("feedback survey add 王芳 --score 4 --at 2026-03-20 --json", today="2026-04-10")
    assert added.json["next_survey"] == "2026-06-20"
    told = wang("feedback survey add 王芳 --score 4 --at 2026-03-21", today="2026-04-10").out
    assert told.endswith("Next survey 2026-06-21.\n")
    assert due("2026-06-20") == []
    assert due("2026-06-21") == ["survey:1"]
    wang("undo", today="2026-06-21")
    assert due("2026-06-20") == ["survey:1"]
    wang("grade policy --set survey=6m --yes", today="2026-06-20")
    assert due("2026-06-20") == []
    empty = wang("feedback survey due --format table", today="2026-06-20")
    assert empty.out == ""
    assert empty.err


def test_a_prospect_is_not_asked(wang: Crm) -> None:
    wang("feedback survey add 王芳 --score 4", today="2026-03-02")
    assert wang("feedback survey due --json", today="2027-03-02").json == []


def test_whoever_may_not_be_contacted_is_not_asked(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 100 --at 2026-01-10", today="2026-03-02")
    wang("customer edit 王芳 --may-contact no --reason asked", today="2026-03-02")
    assert wang("feedback survey due --json", today="2026-12-01").json == []


def test_what_was_reopened_is_on_the_list_at_once_and_says_why(complaint: Crm) -> None:
    called = "2026-03-05 14:00"
    complaint("feedback advance 1 --to carried_out --skip --reason x", today=called)
    complaint("feedback advance 1 --score 2", today=called)
    (row,) = complaint("due --kind complaint --json", today="2026-03-05 14:01").json
    assert (row["ref"], row["due"], row["overdue_days"]) == ("complaint:1", "2026-03-06", -1)
    why = complaint("due --kind complaint --why --format table", today=called).out
    assert "On the list since it was reopened on 2026-03-05." in " ".join(why.split())
    assert complaint("check", today=called).code == 0
    complaint("feedback advance 1", today=called)
    assert complaint("due --kind complaint --json", today="2026-03-07").json == []
    (row,) = complaint("due --kind complaint --json", today="2026-03-08").json
    assert row["due"] == "2026-03-08"
    complaint("undo --yes", today=called)
    assert complaint("due --kind complaint --json", today=called).json != []


def test_what_was_reopened_can_wait_until_a_day_that_is_named(complaint: Crm) -> None:
    called = "2026-03-05 14:00"
    complaint("feedback advance 1 --to carried_out --skip --reason x", today=called)
    complaint("feedback advance 1 --score 1", today=called)
    complaint("due snooze complaint:1 --until 2026-03-06 --reason away", today=called)
    assert complaint("due --kind complaint --json", today=called).json == []
    complaint("grade policy --set survey=4m", today=called)
    assert complaint("due --kind complaint --json", today="2026-03-05").json == []
    assert complaint("due --kind complaint --json", today="2026-03-06").json != []
    assert complaint("check", today=called).code == 0
