"""An amount of zero is a slip until something is said to be free: `$300` in a shell is 00."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.deal.test_deal_asking import ends
from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

NOTHING = {"amount": "0.00", "currency": "CNY"}


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Give a customer with a purchase and an open deal."""
    crm("customer add 王芳")
    crm("purchase add 王芳 --amount 5")
    crm("deal add 王芳 ERP --amount 5")
    return crm


@pytest.mark.parametrize(
    "line",
    [
        "purchase add 王芳 --amount 00",
        "purchase add 王芳 --amount 'EUR 0.00'",
        "purchase edit 1 --amount 0",
        "deal add 王芳 more --amount 00",
        "deal edit 1 --amount 0",
    ],
)
def test_an_amount_of_zero_is_refused_and_says_what_would_be_right(book: Crm, line: str) -> None:
    before = contents(book.db)
    refused = book(f"{line} --json", code=5).error
    assert refused["code"] == "zero_amount"
    assert "write 'USD 300'" in refused["hint"]
    assert "--free" in refused["hint"]
    assert contents(book.db) == before


@pytest.mark.parametrize(
    "line",
    [
        "purchase add 王芳 --free",
        "purchase add 王芳 --free --amount 0",
        "purchase edit 1 --free",
        "deal add 王芳 more --free",
        "deal edit 1 --free",
    ],
)
def test_what_is_said_to_be_free_is_kept_with_an_amount_of_zero(book: Crm, line: str) -> None:
    assert book(f"{line} --json").json["amount"] == NOTHING
    assert book("check --json").json["ok"]


def test_what_is_free_has_no_price(book: Crm) -> None:
    for line in ("purchase add 王芳", "purchase edit 1", "deal add 王芳 x", "deal edit 1"):
        refused = book(f"{line} --free --amount 5 --json", code=2).error
        assert refused["code"] == "contradictory_options"


def test_a_purchase_that_was_free_can_be_changed_otherwise(book: Crm) -> None:
    book("purchase edit 1 --free")
    assert book("purchase edit 1 --note gift --json").json["amount"] == NOTHING


def test_rows_of_a_file_say_zero_on_purpose(book: Crm) -> None:
    table = "customer,amount,date\n王芳,0,2026-03-01\n"
    assert book("purchase import - --yes --json", stdin=table).json["created"] == 1
    assert book("purchase show 2 --json").json["amount"] == NOTHING


@pytest.mark.parametrize("verb", ["purchase add 王芳", "deal add 王芳 more"])
def test_a_terminal_asks_again(book: Crm, verb: str) -> None:
    child = terminal(book, *verb.split(), "--amount", "00")
    child.expect("The amount 00 is zero")
    child.expect("How much")
    child.sendline("0")
    child.expect("The amount 0 is zero")
    child.expect("How much")
    child.sendline("USD 300")
    if verb.startswith("deal"):
        child.expect("expected to close")
        child.sendline("")
    child.expect("USD 300.00")
    assert ends(child) == 0


def test_a_terminal_does_not_ask_for_the_price_of_a_gift(book: Crm) -> None:
    child = terminal(book, "purchase", "add", "王芳", "--free", "--product", "sample")
    child.expect("Recorded purchase 2 of 王芳")
    assert ends(child) == 0
