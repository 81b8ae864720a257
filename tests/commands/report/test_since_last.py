"""`crm report digest --since-last NAME`: what was recorded since that job had its report last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer, Crm


@pytest.fixture
def ann(crm: Crm) -> Crm:
    """A customer who was phoned, won a deal, and lost one, before the first run of any job."""
    crm("customer add Ann --grade D", today="2026-03-02")
    crm("log add Ann hello --via phone --keep", today="2026-03-02")
    for at, line in enumerate(("win 1", "lose 2 --reason price"), 1):
        crm(f"deal add Ann d{at} --amount 100 --close +6w", today="2026-03-03")
        crm(f"deal {line}", today="2026-03-04")
    return crm


def run(crm: Crm, today: str, job: str = "monday", extra: str = "--json --explain") -> Answer:
    """Let a job have its report."""
    return crm(f"report digest --since-last {job} --period 2026-03 {extra}", today=today)


def found(answer: Answer) -> dict[str, str]:
    """Give the records of each row that has some, of what happened."""
    blocks = answer.json["blocks"]
    rows = [row for key in ("done", "closed", "customers") for row in blocks[key]["rows"]]
    return {
        row.get("what", row.get("outcome")): ";".join(map(str, row["ids"]))
        for row in rows
        if row["ids"]
    }


FIRST = {"contacts": "1", "deals_opened": "1;2", "won": "1", "lost": "2", "new": "1"}


def test_the_first_run_of_a_job_has_the_period_and_the_next_what_came_after(ann: Crm) -> None:
    first = run(ann, "2026-03-09")
    assert found(first) == FIRST
    assert first.json["period"] == {"first": "2026-03-01", "last": "2026-03-31"}
    second = run(ann, "2026-03-16")
    assert found(second) == {}
    assert second.json["period"] == {"first": "2026-03-09", "last": "2026-03-16"}
    assert "what was recorded since 2026-03-09 12:00" in second.json["base"]


def test_what_is_logged_late_is_new_whatever_its_date(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("log add Ann before --via visit --at 2026-02-10 --keep", today="2026-03-10")
    ann("purchase add Ann --amount 5 --at 2026-01-05", today="2026-03-10")
    ann("feedback survey add Ann --score 4 --at 2026-02-01", today="2026-03-10")
    ann("feedback add Ann leaks --kind complaint --at 2026-02-02", today="2026-03-10")
    ann("customer add Bob", today="2026-03-10")
    ann("customer lose Bob --reason price --on 2026-03-10", today="2026-03-10")
    assert found(run(ann, "2026-03-16")) == {
        "contacts": "2",
        "purchases": "1",
        "surveys": "1",
        "complaints_received": "1",
        "new": "2",
    } | {"lost": "2"}
    assert found(run(ann, "2026-03-16")) == {}


def test_what_is_edited_is_not_new_unless_its_own_day_has_changed(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("deal edit 1 --amount 300", today="2026-03-10")
    ann("log edit 1 --note 'said more'", today="2026-03-10")
    assert found(run(ann, "2026-03-16")) == {}
    ann("log edit 1 --at 2026-03-01", today="2026-03-17")
    ann("deal reopen 2 --reason again", today="2026-03-17")
    ann("deal win 2", today="2026-03-17")
    assert found(run(ann, "2026-03-23")) == {"contacts": "1", "won": "2"}


@pytest.mark.parametrize(
    "line", ["deal edit 1 --note closed", "deal edit 2 --note opened", "log edit 1 --note at"]
)
def test_a_text_that_reads_like_the_name_of_a_column_makes_nothing_new(ann: Crm, line: str) -> None:
    run(ann, "2026-03-09")
    ann(line, today="2026-03-10")
    assert found(run(ann, "2026-03-16")) == {}


def test_each_job_has_a_memory_of_its_own_and_no_other_report_has_one(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("log add Ann again --via phone --keep", today="2026-03-10")
    assert found(run(ann, "2026-03-11", job="daily"))["contacts"] == "1;2"
    assert found(run(ann, "2026-03-16")) == {"contacts": "2"}
    assert found(ann("report digest --json --explain", today="2026-03-16"))["contacts"] == "1;2"
    assert run(ann, "2026-03-16", job="DAILY").code == 0


def test_a_filter_counts_for_news_too(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("customer add Bob --grade B", today="2026-03-10")
    ann("log add Bob hi --via phone --keep", today="2026-03-10")
    assert found(run(ann, "2026-03-16", extra="--json --explain --grade D")) == {}


def test_what_is_taken_back_is_no_news_and_the_job_is_not_taken_back(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("log add Ann again --via phone --keep", today="2026-03-10")
    run(ann, "2026-03-11", job="other")
    answer = ann("undo", today="2026-03-12")
    assert "log add" in answer.out + answer.err
    assert found(run(ann, "2026-03-16")) == {}


def test_what_is_brought_back_is_news_to_a_job_that_never_told_it(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("log add Ann again --via phone --keep", today="2026-03-10")
    ann("undo", today="2026-03-12")
    assert found(run(ann, "2026-03-16")) == {}
    ann("redo", today="2026-03-17")
    assert found(run(ann, "2026-03-18")) == {"contacts": "2"}


def test_what_went_and_came_back_between_two_runs_is_told_once(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("log remove 1", today="2026-03-10")
    ann("undo", today="2026-03-10")
    assert "contacts" not in found(run(ann, "2026-03-16"))
    # What was away at the last run is news when it is back.
    ann("log remove 1", today="2026-03-17")
    assert found(run(ann, "2026-03-18")) == {}
    ann("undo", today="2026-03-19")
    assert found(run(ann, "2026-03-20")) == {"contacts": "1"}


def nothing_owed(crm: Crm) -> None:
    """Leave nothing on the lists of today and of the days that come."""
    line = ["customer", "edit", "Ann", "--may-contact", "no", "--reason", "asked"]
    crm(line, today="2026-03-05")


def test_nothing_is_printed_in_a_pipe_where_nothing_is_new_or_owed(ann: Crm) -> None:
    nothing_owed(ann)
    assert run(ann, "2026-03-09", extra="").out
    for form in ("", "--md", "--format tsv"):
        assert run(ann, "2026-03-10", extra=form).out == ""
    # A program that asks for data gets it, empty as it is.
    assert found(run(ann, "2026-03-10")) == {}


def test_what_is_owed_today_is_said_also_where_nothing_is_new(ann: Crm) -> None:
    run(ann, "2026-03-09")
    out: Any = run(ann, "2026-04-20", extra="").out
    assert "follow_up" in out


def test_news_have_no_period_before_and_a_job_has_a_name(ann: Crm) -> None:
    answer = ann("report digest --since-last monday --compare --json", code=2)
    assert answer.error["code"] == "news_compared"
    ann("report digest --since-last '' --json", code=5)
    ann("report won --since-last monday", code=2)
    run(ann, "2026-03-09")
    assert found(run(ann, "2026-03-10")) == {}


def test_what_is_new_is_explained_as_such(ann: Crm) -> None:
    run(ann, "2026-03-09")
    ann("log add Ann before --via visit --at 2026-02-10 --keep", today="2026-03-10")
    hows = [block["how"] for block in run(ann, "2026-03-16").json["blocks"].values()]
    assert sum("What was recorded since 2026-03-09" in how for how in hows) == 3
    assert not any("is in the period" in how for how in hows)


def test_a_run_as_of_a_day_before_moves_no_mark_back(ann: Crm) -> None:
    run(ann, "2026-03-09")
    run(ann, "2026-03-01")
    assert run(ann, "2026-03-16").json["period"]["first"] == "2026-03-09"


def test_neither_a_merge_nor_what_was_undone_makes_anybody_new_or_lost(ann: Crm) -> None:
    ann("customer add Old", today="2026-03-01")
    ann("customer lose Old --reason price", today="2026-03-05")
    run(ann, "2026-03-09")
    ann("customer winback Old", today="2026-03-10")
    ann("undo", today="2026-03-10")
    assert found(run(ann, "2026-03-11")) == {}
    ann("customer merge Ann Old --yes", today="2026-03-12")
    assert "new" not in found(run(ann, "2026-03-13"))
