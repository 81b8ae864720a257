"""On a terminal `crm log add` asks for what is missing; tried on a real one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def terminal(crm: Crm, *words: str) -> pexpect.spawn[str]:
    environment = {
        **os.environ,
        "CRM_DB": str(crm.db),
        "CRM_TODAY": "2026-03-31",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
    }
    return pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", *words],
        env=environment,
        encoding="utf-8",
        timeout=20,
        echo=False,
        dimensions=(24, 80),
    )


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --company 甲公司", today="2026-03-20")
    crm("customer add 王小明", today="2026-03-20")
    crm("promise add 王芳 'send samples' --by 2026-03-31", today="2026-03-20")
    return crm


def test_customer_channel_note_promises_facts_and_next_step_are_asked(book: Crm) -> None:
    child = terminal(book, "log", "add")
    child.expect("Customer: ")
    child.sendline("王")
    child.expect("Several customers match")
    child.expect("Which one")
    child.sendline("1")
    child.expect("visit")
    child.sendline("visit")
    child.expect("What was said")
    child.sendline("wants the quote")
    child.expect("send samples")
    child.expect("Which are kept")
    child.sendline("1")
    child.expect("expected close")
    child.sendline("+3w")
    child.expect("Next step")
    child.sendline("send quote")
    child.expect("By when")
    child.sendline("fri")
    child.expect("Logged visit to 王芳")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    (entry,) = book("log list --json").json
    assert (entry["via"], entry["note"], entry["grade_to"]) == ("visit", "wants the quote", "A")
    (left,) = book("promise list --json").json
    assert (left["text"], left["by"]) == ("send quote", "2026-04-03")


def test_ctrl_c_at_a_question_writes_nothing_and_ends_with_130(book: Crm) -> None:
    child = terminal(book, "log", "add", "王小明")
    child.expect("visit")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert book("log list --json").json == []


def test_the_end_of_input_at_a_question_writes_nothing(book: Crm) -> None:
    child = terminal(book, "log", "add", "王小明")
    child.expect("visit")
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert book("log list --json").json == []


def test_nothing_is_asked_with_no_input(book: Crm) -> None:
    child = terminal(book, "log", "add", "王小明", "--no-input")
    child.expect("--via is missing")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2


def test_two_matches_are_picked_from_on_a_terminal(book: Crm) -> None:
    child = terminal(book, "log", "add", "王", "hello", "--via", "phone")
    child.expect("Which one")
    child.sendline("9")
    child.expect("Which one")
    child.sendline("2")
    child.expect("Logged call with 王小明")
    child.expect(pexpect.EOF)


def test_the_numbers_of_a_long_list_stand_below_each_other(crm: Crm) -> None:
    for number in range(10):
        crm(f"customer add 王{number}")
    child = terminal(crm, "log", "add", "王", "x", "--via", "phone")
    child.expect_exact("   1  王")
    child.expect_exact("   9  王")
    child.expect_exact("  10  王")
    child.expect("Which one")
    child.close(force=True)
