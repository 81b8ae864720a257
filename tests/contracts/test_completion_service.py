"""A Tab offers what is served: feedback, measures, campaigns by a part, and names of policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contracts.test_completion import offered

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def served(crm: Crm) -> Crm:
    crm("customer add Amy")
    crm("feedback add Amy 'it leaks' --kind complaint")
    crm("feedback add Amy nice --kind praise")
    crm("feedback close 2 --skip --reason told")
    crm(["feedback", "add", "Amy", "esc\x1b[31m\nline " + "x" * 500, "--kind", "praise"])
    crm("feedback measure add 'test seals' --owner Li --by +1d")
    crm("feedback measure add 'answer mail' --owner Li --by +1d")
    crm("feedback measure done 2 --effect good")
    return crm


def test_feedback_is_offered_by_its_number_with_what_was_said(served: Crm) -> None:
    leak, nice = "1\tit leaks · Amy", "2\tnice · Amy"
    every = offered(served, "feedback", "show", "")
    assert every[1:] == [nice, leak]
    assert every[0].startswith("3\tesc\\x1b[31m line xxx")
    assert offered(served, "feedback", "edit", "2") == [nice]
    for verb in ("advance", "close"):
        assert offered(served, "feedback", verb, "")[1:] == [leak]
    assert offered(served, "feedback", "reopen", "") == [nice]
    assert offered(served, "feedback", "measure", "add", "x", "--feedback", "1") == [leak]


def test_open_measures_are_offered_by_their_number(served: Crm) -> None:
    assert offered(served, "feedback", "measure", "done", "") == ["1\ttest seals · Li"]


def test_campaigns_are_offered_by_a_part_where_none_begins_so(served: Crm) -> None:
    for name in ("Spring Fair", "Fair"):
        served(["campaign", "add", name, "Amy"])
    assert offered(served, "campaign", "show", "fa") == ["Fair\t2"]
    assert offered(served, "campaign", "show", "ring") == ["Spring Fair\t1"]


def test_policies_are_offered_by_their_names(served: Crm) -> None:
    found = [line.partition("\t") for line in offered(served, "grade", "policy", "--set", "")]
    assert {name for name, _, _ in found} == {
        f"{row['name']}=" for row in served("grade policy --json").json
    }
    assert all(told for _, _, told in found)
    found = [line.partition("\t") for line in offered(served, "grade", "policy", "--set", "comp")]
    assert [name for name, _, _ in found] == [
        f"complaint.{name}=" for name in ("first", "solution", "callback", "close")
    ]
    tried = offered(served, "grade", "policy", "test", "--cadence", "C")
    assert [line.partition("\t")[0] for line in tried] == ["C="]
    tried = offered(served, "grade", "policy", "test", "--horizon", "")
    assert [line.partition("\t")[0] for line in tried] == ["A=", "B=", "C="]


def test_saved_reports_periods_and_axes_are_offered(served: Crm) -> None:
    served("report save monday digest --period last-week")
    served("report save mine count --by grade")
    assert offered(served, "report", "run", "") == ["mine", "monday"]
    assert offered(served, "report", "remove", "mo") == ["monday"]
    assert offered(served, "report", "won", "--period", "last-w") == ["last-week"]
    assert offered(served, "report", "count", "--by", "gra") == ["grade", "grade_source"]
    assert offered(served, "report", "count", "--sum", "") == ["purchases", "deals"]
    assert offered(served, "report", "lost", "--format", "x") == ["xlsx"]
