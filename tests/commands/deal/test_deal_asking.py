"""On a terminal a deal asks for its amount, its reason, and which customer; tried on a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.commands.test_log_asking import terminal

if TYPE_CHECKING:
    from tests.conftest import Crm


def ends(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_the_amount_is_asked_until_it_can_be_read(crm: Crm) -> None:
    crm("customer add 王芳")
    child = terminal(crm, "deal", "add", "王芳", "ERP", "--close", "+3w")
    child.expect("How much")
    child.sendline("1.234")
    child.expect("more decimals than its currency")
    child.expect("How much")
    child.sendline("12万")
    child.expect("Opened deal 1 with 王芳")
    assert ends(child) == 0


def test_what_is_to_be_sold_is_asked_for(crm: Crm) -> None:
    crm("customer add 王芳")
    child = terminal(crm, "deal", "add", "王芳", "--amount", "5")
    child.expect("What is to be sold")
    child.sendline("")
    child.expect("it is empty")
    child.expect("What is to be sold")
    child.sendline("ERP licence")
    child.expect("expected to close")
    child.sendline("no idea")
    child.expect("Cannot read no idea as a date")
    child.expect("expected to close")
    child.sendline("+3w")
    child.expect("Opened deal 1 with 王芳")
    assert ends(child) == 0
    assert crm("deal add 王芳 --amount 5 --json", code=2).error["code"] == "usage"


def test_an_amount_that_nobody_knows_yet_can_be_left_out(crm: Crm) -> None:
    crm("customer add 王芳")
    child = terminal(crm, "deal", "add", "王芳", "ERP")
    child.expect("How much")
    child.sendline("")
    child.expect("expected to close")
    child.sendline("")
    child.expect("Opened deal 1")
    assert ends(child) == 0
    shown = crm("deal show 1 --json").json
    assert (shown["amount"], shown["expected_close"]) == (None, None)


@pytest.mark.parametrize("line", ["deal add 李雷", "feedback add 李雷", "purchase add 李雷"])
def test_nothing_is_asked_about_a_customer_who_is_not_there(crm: Crm, line: str) -> None:
    crm("customer add 王芳")
    child = terminal(crm, *line.split())
    child.expect("No customer matches 李雷")
    assert ends(child) == 3


def test_losing_asks_why(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 1")
    child = terminal(crm, "deal", "lose", "1")
    child.expect("Why")
    child.sendline("")
    child.expect("reason cannot be used: it is empty")
    child.expect("Why")
    child.sendline("太贵")
    child.expect("Lost deal 1")
    assert ends(child) == 0
    assert crm("deal show 1 --json").json["lost_reason"] == "太贵"


def test_the_board_is_drawn_for_the_terminals_width(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("deal add 王芳 ERP --amount 12万 --close +3w")
    child = terminal(crm, "deal", "list", "--board")
    child.expect("initial contact 1   need confirmed 0    quote 0             negotiation 0")
    child.expect("1 open deal: CNY 120,000.00; weighted CNY 12,000.00")
    assert ends(child) == 0
