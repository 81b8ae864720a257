"""When a deal was moved: a time that is said is kept or refused, a day alone follows what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def moved(crm: Crm) -> Crm:
    """A deal that came to its quote on 2026-03-30 at 15:30 of the local time."""
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 1 --at 2026-03-05")
    crm("deal move 1 quote --at '2026-03-30 15:30'")
    return crm


def last(crm: Crm) -> str:
    moves = crm("deal show 1 --json").json["moves"]
    at: str = moves[-1]["at"]
    return at


@pytest.mark.parametrize("verb", ["move 1 negotiation", "win 1", "lose 1 --reason price"])
def test_a_time_before_the_last_move_is_refused_and_that_one_named(moved: Crm, verb: str) -> None:
    before = contents(moved.db)
    refused = moved(f"deal {verb} --at '2026-03-30 09:00' --json", code=5).error
    assert refused["code"] == "before_last_move"
    assert refused["message"] == (
        "Deal 1 came to quote at 2026-03-30 15:30; it cannot leave it at 2026-03-30 09:00."
    )
    assert "--at 2026-03-30," in refused["hint"]
    assert contents(moved.db) == before


@pytest.mark.parametrize("verb", ["move 1 negotiation", "win 1", "lose 1 --reason price"])
def test_a_day_alone_that_is_the_last_moves_comes_after_it(moved: Crm, verb: str) -> None:
    moved(f"deal {verb} --at 2026-03-30")
    assert last(moved) == "2026-03-30T07:30:00+00:00"


def test_a_later_time_is_kept_as_it_was_said(moved: Crm) -> None:
    moved("deal move 1 negotiation --at '2026-03-30 15:31'")
    assert last(moved) == "2026-03-30T07:31:00+00:00"


def test_a_time_within_the_minute_of_the_last_move_is_no_earlier_one(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 1", today="2026-03-30 15:30:40")
    crm("deal move 1 quote --at '2026-03-30 15:30'")
    assert last(crm) == "2026-03-30T07:30:40+00:00"


def test_a_deal_that_was_ended_later_that_day_is_opened_again_after_that(moved: Crm) -> None:
    moved("deal lose 1 --reason price --at '2026-03-31 09:00'", today="2026-03-31 15:00")
    moved("deal reopen 1 --reason 'they asked again'", today="2026-03-31 08:00")
    assert last(moved) == "2026-03-31T01:00:00+00:00"
