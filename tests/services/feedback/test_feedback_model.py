"""Whatever steps are taken, skipped, taken back or begun anew, a feedback is what its steps say."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from crmcli.domain.feedback import Feedback, FeedbackQuery
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState, procedure
from crmcli.domain.finding import Severity
from crmcli.main import run as crm
from crmcli.services.checks.looking import look
from crmcli.session import Session
from crmcli.store.book import Book
from crmcli.store.reads.feedback import feedbacks

COMMANDS = (
    "feedback add id:1 leaks --kind complaint",
    "feedback add id:1 nice --kind praise",
    "feedback advance 1",
    "feedback advance 1 --note looked --handler Li",
    "feedback advance 1 --score 5",
    "feedback advance 1 --score 2",
    "feedback advance 1 --to called_back --skip --reason x --score 4",
    "feedback advance 1 --to called_back --skip --reason x --score 1",
    "feedback advance 1 --to carried_out --skip --reason x",
    "feedback close 1",
    "feedback close 1 --skip --reason x",
    "feedback reopen 1 --reason again",
    "feedback advance 2",
    "feedback close 2 --skip --reason told",
    "feedback reopen 2 --reason again",
    "feedback edit 1 --severity high --unset handler",
    "feedback measure add test --feedback 1 --by +1d",
    "feedback measure done 1 --effect good",
    "feedback survey add id:1 --score 3",
    "grade policy --set complaint.first=4h --yes",
    "grade policy --set limits=working --yes",
    "customer archive id:1 --reason gone",
    "customer restore id:1",
    "due snooze complaint:1 --until +9d --reason away",
)
STEPS = st.lists(
    st.sampled_from([*COMMANDS, *["feedback advance 1"] * 6, *["undo"] * 5, *["redo"] * 3]),
    min_size=15,
    max_size=25,
)
NOW = "2026-03-02 09:00"


# To make a failing walk shorter takes minutes: it is read as it was found.
@settings(max_examples=4, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(STEPS)
def test_a_feedback_is_what_its_steps_say(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        for step in ("customer add 王芳", "feedback add id:1 leaks --kind complaint", *steps):
            assert crm([*step.split(), "--db", str(path), "--today", NOW, "--quiet"]) in range(6)
            for each in _feedback(path):
                _is_sound(each, steps)
            with Book(path).reading() as connection:
                findings = look(connection).findings
                faults = [each for each in findings if each.severity is Severity.FAULT]
                assert faults == []
                archived = connection.execute(
                    "SELECT archived IS NOT NULL FROM customer WHERE id = 1"
                ).fetchone()
            for each in _feedback(path):
                owed = each.closed is None and archived == (0,)
                assert (each.step_due is not None) is owed


def _feedback(path: Path) -> list[Feedback]:
    now = Session(moment=NOW).now
    with Book(path).reading() as connection:
        return list(feedbacks(connection, FeedbackQuery(all=True), now))


def _is_sound(feedback: Feedback, steps: Any) -> None:
    last = feedback.steps[-1]
    assert feedback.state is last.state, steps
    assert (feedback.closed is not None) is (feedback.state is procedure(feedback.kind)[-1])
    scores = [each.score for each in feedback.steps if each.score is not None]
    assert feedback.score == (scores[-1] if scores else None)
    for before, after in pairwise(feedback.steps):
        at = procedure(feedback.kind).index
        assert after.reopened or at(after.state) > at(before.state)
        assert after.skipped == (not after.reopened and at(after.state) > at(before.state) + 1)
        assert before.at <= after.at
        if after.state is FeedbackState.CLOSED and feedback.kind is FeedbackKind.COMPLAINT:
            assert before.state is FeedbackState.CALLED_BACK
            assert (before.score or 0) > 2
