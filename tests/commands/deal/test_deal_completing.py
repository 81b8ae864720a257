"""A Tab among deals: ids with what they stand for, stages, the book's own objections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def offered(crm: Crm, *words: str) -> list[str]:
    return crm.real(["crm", *words], _CRM_COMPLETE="complete_zsh").out.splitlines()[1:]


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳")
    for title in ("ERP licence", "维护合同", "gone"):
        crm(f"deal add 王芳 '{title}' --amount 1")
    crm("deal lose 3 --reason x --objection price")
    return crm


def test_deals_are_offered_by_their_ids_with_what_they_are(book: Crm) -> None:
    assert offered(book, "deal", "show", "") == [
        "3\tgone · 王芳",
        "2\t维护合同 · 王芳",
        "1\tERP licence · 王芳",
    ]
    assert offered(book, "report", "cases", "--deal", "2") == ["2\t维护合同 · 王芳"]


@pytest.mark.parametrize("verb", ["move", "win", "lose"])
def test_what_changes_an_open_deal_is_offered_open_ones(book: Crm, verb: str) -> None:
    assert [each[0] for each in offered(book, "deal", verb, "")] == ["2", "1"]


@pytest.mark.parametrize("verb", ["reopen", "case"])
def test_what_concerns_an_end_is_offered_those_that_are_over(book: Crm, verb: str) -> None:
    assert [each[0] for each in offered(book, "deal", verb, "")] == ["3"]


def test_stages_objections_and_keys_are_offered(book: Crm) -> None:
    assert offered(book, "deal", "move", "1", "n") == ["need_confirmed", "negotiation"]
    assert offered(book, "deal", "move", "1", "w") == []
    assert offered(book, "deal", "list", "--stage", "quote,w") == ["quote,won"]
    assert offered(book, "deal", "list", "--sort", "am") == ["amount"]
    assert offered(book, "deal", "lose", "1", "--objection", "p") == ["price"]
    assert offered(book, "deal", "edit", "1", "--unset", "p") == ["probability"]
