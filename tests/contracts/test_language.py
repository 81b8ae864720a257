"""Every word a user sees comes through the catalogue: with a marking one, no line is unmarked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

MARK = "¤"
PROGRAM = f"""
import gettext, sys
from crmcli import language

class Marking(gettext.NullTranslations):
    def gettext(self, message):
        return "{MARK}" + message
    def ngettext(self, one, many, count):
        return "{MARK}" + (one if count == 1 else many)

language.bind = lambda chosen: None
language._bound[0] = Marking()
from crmcli.main import run
sys.exit(run(sys.argv[1:]))
"""

LINES = (
    ["customer", "add", "李雷", "--need", "clear", "--close", "+2w"],
    ["log", "add", "王芳", "hello", "--via", "phone", "--next", "call", "--by", "fri"],
    ["log", "q", "电话王芳 报价12万 下周五前给合同 有点嫌贵", "--yes"],
    ["log", "show", "1"],
    ["log", "edit", "1", "--via", "visit"],
    ["grade", "set", "王芳", "A", "--reason", "x"],
    ["promise", "add", "王芳", "send", "--by", "fri"],
    ["due", "snooze", "follow_up:1", "--until", "+9d", "--reason", "x"],
    ["customer", "archive", "王芳"],
    ["customer", "lose", "王芳", "--reason", "x"],
    ["customer", "verify", "王芳"],
    ["churn", "look", "王芳", "--note", "x"],
    ["churn", "show", "王芳"],
    ["log", "add", "nobody", "--via", "phone"],
    ["log", "add", "王芳", "--via", "fax"],
    ["log", "add", "王芳", "--via", "phone", "--at", "+9d"],
    ["grade", "policy", "--set", "C=10d"],
    ["config", "set", "currency", "EUR"],
    ["loyalty", "adjust", "王芳", "+5", "--reason", "x"],
    ["loyalty", "redeem", "王芳", "1", "--reason", "x"],
    ["loyalty", "redeem", "王芳", "99", "--reason", "x"],
    ["campaign", "add", "spring", "王芳"],
    ["campaign", "reach", "fair", "王芳", "--via", "phone"],
    ["campaign", "remove", "fair", "王芳"],
    ["campaign", "drop", "fair", "--yes"],
    ["campaign", "show", "nothing"],
)


def marked(crm: Crm, words: list[str]) -> list[str]:
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    text = (done.stdout + done.stderr).decode()
    assert "Traceback" not in text
    return [line for line in text.splitlines() if line.strip()]


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --phone 13800138000 --need clear --close +3w")
    crm("log add 王芳 hi --via phone --next send --by fri")
    crm("grade policy --set loyalty.points=1 --yes")
    crm("loyalty adjust 王芳 +5 --reason x")
    crm("campaign add fair 王芳")
    return crm


@pytest.mark.parametrize("words", LINES, ids=lambda words: " ".join(words[:3]))
def test_what_a_command_says_comes_from_the_catalogue(book: Crm, words: list[str]) -> None:
    for line in marked(book, words):
        assert MARK in line, line


@pytest.mark.parametrize("verb", [["due"], ["log", "add"], ["customer", "add"], ["grade", "audit"]])
def test_help_comes_from_the_catalogue(book: Crm, verb: list[str]) -> None:
    page = "\n".join(marked(book, [*verb, "--help"]))
    section = page.split("Options:\n")[1].split(f"  {MARK}Example")[0]
    options = [each for each in re.split(r"\n(?=  -)", section) if "--help" not in each]
    assert len(options) > 2
    for option in options:
        assert MARK in option, option
    assert f"{MARK}Example" in page


def test_without_a_catalogue_the_words_are_english(book: Crm) -> None:
    assert book.real("due --ahead 9 --format table", LANG="xx_XX.UTF-8").out.count("Late") == 1
