"""`crm deal case` and `crm report cases`: what was learnt, and where it may help again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Three customers with a past, and one whose deal is at hand."""
    crm("customer add 王芳 --set industry=IT --set company_size=small")
    crm("customer add 李雷 --set industry=it")
    crm("customer add Bob --set industry=food --set company_size=small")
    crm("customer add Amy --set industry=IT --set company_size=large")
    crm("deal add 李雷 won-one --amount 10万 --stage quote")
    crm("deal win 1 --why 'the demo' --repeat 'bring an engineer' --objection price")
    crm("deal add Bob lost-one --amount 9万")
    crm("deal lose 2 --reason 太贵 --avoid 'late quotes'")
    crm("deal add Amy lost-two --amount 'EUR 5' --stage negotiation")
    crm("deal lose 3 --reason budget")
    crm("deal add 王芳 'at hand' --amount 12万 --stage quote --close +3w")
    return crm


def near(crm: Crm, line: str) -> list[tuple[int, list[str]]]:
    return [(each["id"], each["near"]) for each in crm(f"report cases {line} --json").json]


def test_the_nearest_come_first_and_say_why_they_are_near(book: Crm) -> None:
    assert near(book, "王芳") == [
        (1, ["industry it", "at quote", "amount alike"]),
        (2, ["size small", "amount alike"]),
        (3, ["industry IT"]),
    ]
    assert near(book, "--deal 4") == near(book, "--deal hand") == near(book, "王芳")
    assert near(book, "王芳 --limit 1") == near(book, "王芳")[:1]


def test_an_objection_that_stands_now_finds_where_it_stood_before(book: Crm) -> None:
    assert near(book, "王芳 --objection PRICE")[0] == (
        1,
        ["objection price", "industry it", "at quote", "amount alike"],
    )


def test_a_customer_without_an_open_deal_is_compared_by_what_is_known_of_it(book: Crm) -> None:
    book("customer add New --set industry=food --potential 8万")
    assert near(book, "New") == [
        (2, ["industry food", "amount alike"]),
        (1, ["amount alike"]),
    ]
    told = book("report cases New --format table").err
    assert told == "Compared by the customer alone, which has no open deal: 3 past deals.\n"


def test_a_closed_deal_is_not_near_to_itself(book: Crm) -> None:
    assert 1 not in [key for key, _ in near(book, "--deal 1")]


def test_on_a_terminal_each_case_is_told_with_what_was_learnt(book: Crm) -> None:
    answer = book("report cases 王芳 --limit 2 --format table")
    assert answer.lines == [
        "won 2026-03-31  won-one · 李雷 (2) · CNY 100,000.00 (deal 1)",
        "  Near       industry it, at quote, amount alike",
        "  Objection  price",
        "  Why        the demo",
        "  Repeat     bring an engineer",
        "",
        "lost 2026-03-31  lost-one · Bob (3) · CNY 90,000.00 (deal 2)",
        "  Near    size small, amount alike",
        "  Reason  太贵",
        "  Avoid   late quotes",
    ]
    assert answer.err == "Compared with deal 4: 3 past deals.\n"


def test_that_there_is_nothing_to_learn_from_is_said(crm: Crm) -> None:
    crm("customer add 王芳 --set industry=IT")
    crm("customer add Bob")
    told = crm("report cases 王芳 --format table").err
    assert told == "No deal was won or lost yet, so that there is no case to learn from.\n"
    crm("deal add Bob x --amount 1")
    crm("deal win 1")
    told = crm("report cases 王芳 --format table").err
    assert told == "None of 1 past deal has anything in common with it that is known.\n"
    assert crm("report cases 王芳 --json").json == []


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("", 2, "missing_argument"),
        ("王芳 --deal 4", 2, "missing_argument"),
        ("--deal 9", 3, "deal_not_found"),
        ("--deal lost", 4, "ambiguous_deal"),
        ("nobody", 3, "customer_not_found"),
        ("王芳 --objection ''", 5, "unusable_text"),
    ],
)
def test_what_is_wrong_is_named(book: Crm, line: str, code: int, word: str) -> None:
    answer = book(f"report cases {line} --json", code=code)
    assert (answer.out, answer.error["code"]) == ("", word)


def test_a_case_is_written_and_changed_later(book: Crm) -> None:
    told = book("deal case 2 --why 'no budget' --objection price").lines
    assert told == [
        "Case of deal 2 with Bob (3), lost on 2026-03-31: lost-one.",
        "  Objection  price",
        "  Why        no budget",
        "  Avoid      late quotes",
    ]
    case = book("deal case 2 --unset avoid --why 'no money' --json", today="2026-04-01").json[
        "case"
    ]
    assert case == {
        "day": "2026-03-31",
        "objection": "price",
        "why": "no money",
        "repeat": None,
        "avoid": None,
    }
    assert book("deal show 2 --json").json["case"] == case
    again = book("deal case 2 --why 'no money'").lines[0]
    assert again == "Nothing changes in the case of deal 2 with Bob (3)."
    assert book("deal case 3 --unset why --json").json["case"] is None


def test_what_was_learnt_stays_when_a_deal_goes_on(book: Crm) -> None:
    book("deal reopen 1 --reason again")
    assert book("deal show 1 --json").json["case"]["why"] == "the demo"
    book("deal lose 1 --reason 'cancelled' --why 'the budget was cut'")
    case = book("deal show 1 --json").json["case"]
    assert (case["why"], case["objection"]) == ("the budget was cut", "price")
