"""What a terminal is asked in Chinese, and which answers it understands in both languages."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from crmcli.commands.asking import is_yes

if TYPE_CHECKING:
    from tests.conftest import Crm


def terminal(crm: Crm, *words: str, language: str = "zh") -> pexpect.spawn[str]:
    environment = {
        **os.environ,
        "CRM_DB": str(crm.db),
        "CRM_TODAY": "2026-03-31",
        "CRM_LANG": language,
        "TERM": "dumb",
    }
    return pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", *words],
        env=environment,
        encoding="utf-8",
        timeout=20,
        echo=False,
        dimensions=(24, 120),
    )


def ended(child: pexpect.spawn[str]) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_a_contact_is_asked_for_in_chinese_and_answered_in_chinese(crm: Crm) -> None:
    crm("customer add 王芳", today="2026-03-20")
    child = terminal(crm, "log", "add", "王芳")
    child.expect_exact("[电话]：")
    asked = str(child.before)
    assert "微信" in asked
    assert "phone" not in asked
    child.sendline("传真")
    child.expect_exact("--via 不能是“传真”")
    child.expect_exact("[电话]：")
    child.sendline("微信")
    child.expect_exact("：")
    child.sendline("要报价单")
    child.expect_exact("：")
    child.sendline("")
    child.expect_exact("：")
    child.sendline("发报价")
    child.expect_exact("[+1w]：")
    child.sendline("周五")
    assert ended(child) == 0
    (contact,) = crm("log list 王芳 --json").json
    assert (contact["via"], contact["note"]) == ("wechat", "要报价单")
    (promise,) = crm("promise list 王芳 --json").json
    assert promise["by"] == "2026-04-03"


@pytest.mark.parametrize(("language", "question"), [("zh", "吗？[y/N]："), ("en", "? [y/N]: ")])
@pytest.mark.parametrize(
    ("answer", "code"), [("y", 0), ("是", 0), ("好", 0), ("n", 2), ("否", 2), ("不", 2), ("", 2)]
)
def test_a_change_is_confirmed_in_both_languages(
    crm: Crm, language: str, question: str, answer: str, code: int
) -> None:
    crm("customer add 王芳")
    crm("customer add 李雷")
    child = terminal(crm, "customer", "merge", "王芳", "李雷", language=language)
    child.expect_exact(question)
    child.sendline(answer)
    assert ended(child) == code
    assert len(crm("customer list --json").json) == (1 if code == 0 else 2)


@pytest.mark.parametrize(
    "answer", ["y", "Yes", " ＹＥＳ ", "是", "是的。", "好的", "对", "OK", "可以"]
)
def test_what_agrees(answer: str) -> None:
    assert is_yes(answer)


@pytest.mark.parametrize(
    "answer", ["", "n", "no", "否", "不", "不是", "不对", "不好", "yesterday", "取消"]
)
def test_what_does_not_agree(answer: str) -> None:
    assert not is_yes(answer)


def test_a_question_that_is_a_sentence_keeps_its_mark(crm: Crm) -> None:
    crm("customer add 王芳")
    child = terminal(crm, "grade", "set", "王芳", "A")
    child.expect_exact("？ ")
    assert "：" not in str(child.before).rpartition("\n")[2]
    child.sendline("预算已批")
    assert ended(child) == 0
