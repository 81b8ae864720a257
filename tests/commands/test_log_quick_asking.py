"""`crm log q` on a real terminal: it shows, asks, and lets one of several be picked."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

NOW = "2026-11-22 16:00"


def terminal(crm: Crm, *words: str) -> pexpect.spawn[str]:
    environment = {
        **os.environ,
        "CRM_DB": str(crm.db),
        "CRM_TODAY": NOW,
        "TERM": "dumb",
        "LANG": "C.UTF-8",
    }
    return pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", "log", "q", *words],
        env=environment,
        encoding="utf-8",
        timeout=20,
        echo=False,
        dimensions=(24, 80),
    )


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --company 甲公司", today="2026-11-01")
    crm("customer add 王小明", today="2026-11-01")
    crm("customer add 'Anna Smith'", today="2026-11-01")
    return crm


def ended(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_one_of_several_is_picked_then_all_is_shown_and_confirmed(book: Crm) -> None:
    child = terminal(book, "昨天下午3点电话王总 报价12万 下周五前给合同 有点嫌贵")
    child.expect("Several customers match 王总")
    child.expect("Which one")
    child.sendline("2")
    child.expect_exact("Customer   王小明 (2)")
    child.expect_exact("Promise    2026-11-27  给合同")
    child.expect_exact("Log this? [y/N]")
    child.sendline("y")
    child.expect("Logged call with 王小明")
    assert ended(child) == 0
    (entry,) = book("log list --json", today=NOW).json
    assert entry["customer_id"] == 2


def test_the_same_in_english(book: Crm) -> None:
    child = terminal(
        book,
        "called Anna Smith yesterday 3pm, quoted 12k, send contract by next fri,"
        " finds it a bit expensive, and wonders whether a smaller one would do",
    )
    child.expect_exact("Quoted     CNY 12,000.00")
    child.expect_exact("\r\n           ")
    child.expect_exact("Log this? [y/N]")
    child.sendline("y")
    child.expect("Logged call with Anna Smith")
    assert ended(child) == 0


@pytest.mark.parametrize("answer", ["n", ""])
def test_no_writes_nothing(book: Crm, answer: str) -> None:
    child = terminal(book, "called Anna Smith")
    child.expect_exact("Log this? [y/N]")
    child.sendline(answer)
    child.expect("Nothing was changed")
    assert ended(child) == 2
    assert book("log list --json", today=NOW).json == []


def test_what_is_missing_is_asked(book: Crm) -> None:
    child = terminal(book, "talked about the offer")
    child.expect("No customer matches|No customer is named")
    child.expect("Customer: ")
    child.sendline("anna")
    child.expect("How ")
    child.sendline("meeting")
    child.expect_exact("Log this? [y/N]")
    child.sendline("y")
    child.expect("Logged meeting with Anna Smith")
    assert ended(child) == 0


def test_sentences_that_are_typed_line_by_line_are_no_answers(book: Crm) -> None:
    child = terminal(book, "-", "--yes")
    child.sendline("电话王总")
    child.expect("# line 1: 王总 matches 2 customers")
    child.sendline("called Anna Smith")
    child.expect("Logged call with Anna Smith")
    child.sendeof()
    assert ended(child) == 4


def test_sentences_that_were_typed_are_asked_about_when_they_end(book: Crm) -> None:
    child = terminal(book, "-")
    child.sendline("called Anna Smith")
    child.expect("Anna Smith")
    child.sendline("not a contact")
    child.expect("# line 2: ")
    child.sendline("微信王小明 没回")
    child.expect("王小明 ")
    child.sendeof()
    child.expect_exact("Log these 2 contacts? [y/N]")
    child.sendline("y")
    child.expect("Logged call with Anna Smith")
    child.expect("Logged .* with 王小明")
    assert ended(child) == 3
    assert len(book("log list --json", today=NOW).json) == 2


def test_lines_that_are_not_confirmed_are_not_logged(book: Crm) -> None:
    child = terminal(book, "-")
    child.sendline("called Anna Smith")
    child.expect("Anna Smith")
    child.sendeof()
    child.expect_exact("Log this 1 contact? [y/N]")
    child.sendline("n")
    child.expect("Nothing was changed")
    assert ended(child) == 2
    assert book("log list --json", today=NOW).json == []


def test_what_would_be_logged_otherwise_than_shown_is_given_back(book: Crm) -> None:
    child = terminal(book, "-")
    child.sendline("yesterday called Anna Smith, quoted 5k")
    child.expect("new deal")
    child.sendline("emailed Anna Smith, quoted 4k")
    child.expect("new deal")
    child.sendeof()
    child.expect_exact("Log these 2 contacts? [y/N]")
    child.sendline("y")
    child.expect("Logged call with Anna Smith")
    child.expect("# line 2: The book has changed since this was shown")
    assert ended(child) == 4
    (deal,) = book("deal list --json", today=NOW).json
    assert deal["amount"] == {"amount": "5000.00", "currency": "CNY"}


def test_as_json_too_it_is_shown_before_it_is_asked_about(book: Crm) -> None:
    child = terminal(book, "-", "--json")
    child.sendline("called Anna Smith")
    child.expect("Customer  Anna Smith")
    child.sendeof()
    child.expect_exact("Log this 1 contact? [y/N]")
    child.sendintr()
    assert ended(child) == 130
    assert "# " not in (child.before or "")


def test_with_yes_nothing_is_asked(book: Crm) -> None:
    child = terminal(book, "called Anna Smith", "--yes")
    child.expect("Logged call with Anna Smith")
    assert ended(child) == 0


def test_ctrl_c_at_the_question_writes_nothing(book: Crm) -> None:
    child = terminal(book, "called Anna Smith")
    child.expect_exact("Log this? [y/N]")
    child.sendintr()
    assert ended(child) == 130
    assert book("log list --json", today=NOW).json == []
