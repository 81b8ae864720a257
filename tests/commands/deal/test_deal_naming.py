"""A deal is named by its id, its title or its customer; several are never guessed between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.deal.test_deal_asking import ends
from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Open deals of 王芳 (1, 3) and Bob (2), and one that Bob lost (4)."""
    crm("customer add 王芳 --company 宏远")
    crm("customer add Bob")
    for customer, title in (
        ("王芳", "ERP licence"),
        ("Bob", "维护合同"),
        ("王芳", "ERP training"),
        ("Bob", "scanner"),
    ):
        crm(["deal", "add", customer, title, "--amount", "1"])
    crm("deal lose 4 --reason price")
    return crm


def shown(crm: Crm, text: str) -> int:
    found: int = crm(["deal", "show", text, "--json"]).json["id"]
    return found


@pytest.mark.parametrize(
    ("text", "deal"),
    [
        ("1", 1),
        ("id:2", 2),
        ("deal:3", 3),
        ("erp licence", 1),
        ("ERP L", 1),
        ("training", 3),
        ("维护", 2),
        ("scan", 4),
        ("Bob", 2),
        ("bo", 2),
    ],
)
def test_a_deal_is_named_by_its_id_its_title_or_its_customer(
    book: Crm, text: str, deal: int
) -> None:
    assert shown(book, text) == deal


@pytest.mark.parametrize("text", ["ERP", "王芳", "wangfang", "wf", "宏远", "宏"])
def test_several_are_never_guessed_between(book: Crm, text: str) -> None:
    before = contents(book.db)
    for verb in ("show", "win", "edit --amount 2", "move --note x", "lose --reason x"):
        name, *more = verb.split()
        line = ["deal", name, text, *(["quote"] if name == "move" else []), *more, "--json"]
        refused = book(line, code=4).error
        assert refused["code"] == "ambiguous_deal"
        assert [each["id"] for each in refused["candidates"]] == [1, 3]
        assert refused["candidates"][0] == {
            "id": 1,
            "title": "ERP licence",
            "customer_id": 1,
            "customer": "王芳",
            "stage": "initial_contact",
        }
    assert contents(book.db) == before
    told = book(["deal", "win", text], code=4).err.splitlines()
    assert told == [
        f"crm: {text} matches 2 deals:",
        "  1\tERP licence\t王芳",
        "  3\tERP training\t王芳",
        "     Name one of them by its id, like 1.",
    ]


def test_the_best_tier_counts_for_titles_and_customers_alike(book: Crm) -> None:
    book("deal add 王芳 'Bob and others' --amount 1")
    assert shown(book, "Bob") == 2
    book("deal add 王芳 Bob --amount 1")
    refused = book("deal show bob --json", code=4).error
    assert [each["id"] for each in refused["candidates"]] == [2, 6]
    book("deal add Bob ERP --amount 1")
    assert shown(book, "erp") == 7


def test_every_verb_takes_what_it_can_do_something_with(book: Crm) -> None:
    assert book("deal move 维护 quote --json").json["id"] == 2
    assert book("deal edit bob --amount 5 --json").json["id"] == 2
    assert book("deal case Bob --why price --json").json["id"] == 4
    assert book("deal reopen scanner --reason asked --json").json["id"] == 4
    assert book("deal lose scanner --reason price --json").json["id"] == 4
    assert book("deal win Bob --json").json["id"] == 2
    book("deal win 1")
    assert book("deal win 王芳 --json").json["id"] == 3
    assert book("deal win scanner --json", code=4).error["code"] == "deal_closed"


def test_archived_customers_deals_are_meant_last(book: Crm) -> None:
    book("customer add Ann")
    book("deal add Ann 'ERP upgrade' --amount 1")
    book("customer archive Bob")
    book("customer archive 王芳")
    assert shown(book, "ERP") == 5
    assert shown(book, "维护合同") == 2


@pytest.mark.parametrize("text", ["nothing", "12345", "99999999999999999999", "", " ", "%", "0"])
def test_what_names_no_deal_is_not_found(book: Crm, text: str) -> None:
    for line in (["show", text], ["win", text], ["lose", text, "--reason", "x"]):
        assert book(["deal", *line, "--json"], code=3).error["code"] == "deal_not_found"


def test_bare_digits_are_an_id_and_no_part_of_a_title(book: Crm) -> None:
    book("deal add Bob 'plan 2027' --amount 1")
    assert book("deal show 2027 --json", code=3).error["code"] == "deal_not_found"
    assert shown(book, "plan 2027") == 5


def test_a_title_may_consist_of_signs(book: Crm) -> None:
    book(["deal", "add", "Bob", "***", "--amount", "1"])
    assert shown(book, "***") == 5


def test_what_only_a_note_holds_names_no_deal(book: Crm) -> None:
    book("deal edit 1 --note 'beside the lighthouse'")
    assert book("deal show lighthouse --json", code=3).error["code"] == "deal_not_found"


def test_a_retry_gives_the_first_answer_whatever_is_named_so_since(book: Crm) -> None:
    first = book("deal win training --key k --json").json
    book("deal add Bob training --amount 1")
    assert book("deal win training --key k --json").json == first


def test_on_a_terminal_one_of_several_is_picked(book: Crm) -> None:
    child = terminal(book, "deal", "win", "ERP")
    child.expect("Several deals match ERP")
    child.expect("ERP licence · 王芳 · initial contact")
    child.expect("Which one")
    child.sendline("2")
    child.expect("Won deal 3 of 王芳")
    assert ends(child) == 0
