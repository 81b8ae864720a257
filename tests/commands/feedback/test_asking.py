"""On a terminal feedback, surveys and tries ask for what is missing; a script is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add Ann", today="2026-03-01")
    crm("customer add Lost", today="2026-03-01")
    crm("customer lose Lost --reason price", today="2026-03-02")
    crm("feedback add Ann 'it leaks' --kind complaint", today="2026-03-02")
    crm("feedback advance 1 --to carried_out --skip --reason done", today="2026-03-03")
    crm("feedback add Ann nice --kind praise", today="2026-03-02")
    return crm


def test_what_they_said_and_of_which_kind_it_is_is_asked(book: Crm) -> None:
    child = terminal(book, "feedback", "add", "Ann")
    child.expect("What did they say")
    child.sendline("")
    child.expect("What did they say")
    child.sendline("-")
    child.expect("Kind ")
    child.sendline("意见")
    child.expect("Recorded opinion 3")
    child.wait()
    assert book("feedback show 3 --json").json["text"] == "-"


def test_the_score_of_a_survey_is_asked_until_it_is_one(book: Crm) -> None:
    child = terminal(book, "feedback", "survey", "add", "Ann")
    for answer in ("6", "good", "4"):
        child.expect("How satisfied, from 1 to 5. ")
        child.sendline(answer)
    child.expect("Noted score 4 from Ann")
    child.wait()


def test_the_score_of_a_call_back_is_asked_and_of_no_other_step(book: Crm) -> None:
    child = terminal(book, "feedback", "advance", "1")
    child.expect("What score did they give, from 1 to 5. ")
    child.sendline("5")
    child.expect("called back")
    child.wait()
    child = terminal(book, "feedback", "advance", "2")
    child.expect("Praise 2 of Ann .1.: handled")
    child.wait()


def test_the_result_of_a_try_is_asked(book: Crm) -> None:
    child = terminal(book, "churn", "try", "Lost")
    child.expect("What came of it .no_answer, declined, thinking, back")
    child.sendline("thinking")
    child.expect("Lost")
    child.wait()
    assert book("churn show Lost --json").json["tries"][0]["result"] == "thinking"


def test_why_something_is_opened_again_or_skipped_is_asked(book: Crm) -> None:
    child = terminal(book, "feedback", "close", "2", "--skip")
    child.expect("Why")
    child.sendline("told")
    child.expect("Praise 2")
    child.wait()
    child = terminal(book, "feedback", "reopen", "2")
    child.expect("Why")
    child.sendline("again")
    child.expect("Reopened praise 2")
    child.wait()


@pytest.mark.parametrize(
    ("line", "code", "word", "message"),
    [
        ("feedback add Ann", 2, "usage", "TEXT is missing."),
        ("feedback survey add Ann", 2, "usage", "--score is missing."),
        ("churn try Lost", 2, "usage", "--result is missing."),
        ("feedback reopen 2", 2, "reason_missing", "feedback reopen needs a reason."),
        (
            "feedback advance 1",
            5,
            "score_missing",
            "The satisfaction call-back of complaint 1 needs a score.",
        ),
    ],
)
def test_a_script_is_told_what_is_missing(
    book: Crm, line: str, code: int, word: str, message: str
) -> None:
    before = contents(book.db)
    error = book(f"{line} --json", code=code).error
    assert (error["code"], error["message"]) == (word, message)
    assert contents(book.db) == before
