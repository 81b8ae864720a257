"""`crm due --why` tells a share of a cadence of what has one, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --need clear --close 2026-03-10", today="2026-03-01")
    crm("promise add 王芳 'send quote' --by 2026-03-05", today="2026-03-01")
    crm("deal add 王芳 ERP --amount 100 --close 2026-03-10", today="2026-03-01")
    crm("deal add 王芳 CRM --amount 100 --stage quote", today="2026-03-01")
    crm("feedback add 王芳 leaks --kind complaint", today="2026-03-01")
    crm("feedback survey add 王芳 --score 1", today="2026-03-01")
    crm("purchase add 王芳 --amount 1 --at 2025-11-01", today="2026-03-01")
    crm("customer add Gone", today="2026-03-01")
    crm("customer lose Gone --reason price --winback 2026-03-20", today="2026-03-01")
    crm("customer add Ann", today="2026-03-01")
    crm("purchase add Ann --amount 1 --at 2025-11-01", today="2026-03-01")
    return crm


def why(crm: Crm, line: str) -> list[str]:
    found = crm(f"due {line} --why --json", today="2026-03-31").json
    assert found
    return [row["why"] for row in found]


@pytest.mark.parametrize(
    ("line", "late"),
    [
        ("--kind promise", "26 days late."),
        ("--kind deal", "20 days late."),
        ("--kind deal", "23 days late."),
        ("--kind churn", "30 days late."),
        ("--kind follow_up --customer Gone", "11 days late."),
    ],
)
def test_what_comes_in_no_rhythm_has_no_cadence(book: Crm, line: str, late: str) -> None:
    told = why(book, line)
    assert any(each.partition("Today is 2026-03-31: ")[2].startswith(late) for each in told), told
    assert not any("cadence" in each for each in told)


def test_what_comes_in_a_rhythm_has_one(book: Crm) -> None:
    for kind in ("survey", "relationship", "follow_up --customer Ann"):
        assert all("of its cadence." in each for each in why(book, f"--kind {kind}")), kind


def test_who_never_answered_a_survey_is_told_as_that(book: Crm) -> None:
    rows = book("due --kind survey --json", today="2026-03-31").json
    assert [row["why"] for row in rows] == [
        "asked every 3 months whether it is satisfied; no answer since it first bought, 2025-11-01"
    ]
