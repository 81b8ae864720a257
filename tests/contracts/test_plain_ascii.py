"""Under a locale that writes ASCII alone, crm's own words do; what is in the book stays UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from crmcli.own_signs import has_ascii_form, in_ascii, signs_in_ascii
from tests import catalogue

if TYPE_CHECKING:
    from tests.conftest import Crm

# Runs each line of stdin in one process, as a terminal's width of 80 has it.
PROGRAM = """
import shlex, sys
from crmcli.main import run
for line in sys.stdin.read().splitlines():
    print(f"$ {line}", flush=True)
    run(shlex.split(line))
"""
HELP = """
import sys
from crmcli.language import bind
bind(None)
from crmcli.commands.tree import TREE, Branch
from crmcli.main import run

def pages(branch, path=()):
    yield path
    for name, entry in branch.verbs.items():
        if isinstance(entry, Branch):
            yield from pages(entry, (*path, name))
        else:
            yield (*path, name)

for path in pages(TREE):
    run([*path, "--help"])
"""
MAKING = """
customer add Rene --company Acme --phone 13800138000 --need clear --close +3w
customer add "Ann Lee" --need clear --close +3w --potential 12000 --tag vip --tag new
customer add Bob --referred-by id:1 --phone 13900139000
customer person add id:1 Tom --title buyer --phone 13700137000
customer edit id:1 --close +2w --importance key
customer edit id:2 --may-contact no --reason "asked for it."
customer pin id:1 --value high --reason "large orders"
grade set id:1 A --reason "says so."
log add id:1 hello --via phone --said "too dear" --next "send it." --by fri
log add id:3 hi --via visit --outcome no_answer
promise list --format table
promise move 1 --by +9d --reason "asked for it"
deal add id:1 "Big deal" --amount 1000 --close +2w
deal add id:3 "Old deal" --amount 2000 --close tomorrow
deal move 1 quote
deal lose 2 --reason "too dear."
purchase add id:1 --product "Steel pipe" --quantity 3 --amount 900
rate set EUR 7.8
feedback add id:1 "it leaks" --kind complaint --severity high
feedback advance 1 --note "looked at it"
feedback measure add "train them" --owner Tom --by fri --feedback 1
feedback survey add id:1 --score 4 --recommend 9
campaign add fair id:1 id:3
campaign reach fair id:1 --via phone
customer lose id:3 --reason "no budget."
churn try id:3 --result thinking --via phone
grade policy --set C=10d --yes
grade policy --set loyalty.points=1 --yes
loyalty adjust id:1 +5 --reason "a gift."
config set region DE
""".strip()
LOOKING = """
due --format table
due --why --format table
due --ahead 30 --format table
due load --format table
due spread --dry-run --format table
due snooze follow_up:1 --until +9d --reason later
customer list --format table
customer show 1
customer find deal --format table
customer dupes --format table
customer merge id:1 id:2 --dry-run
customer erase id:2 --dry-run
customer person list id:1 --format table
customer suggest id:1
log list --format table
log show 1
grade show id:1
grade suggest --format table
grade audit --format table
grade policy --format table
grade policy --history --format table
promise list --all --format table
deal list --format table --all
deal list --board --format table
deal show 1
purchase list --format table
purchase show 1
purchase suggest id:1 --format table
feedback list --format table
feedback show 1
feedback measure list --format table
feedback survey list --format table
rate list --format table
loyalty list --format table
loyalty show id:1 --format table
churn list --format table
churn show id:1
churn lost --format table
campaign list --format table
campaign show fair --format table
calendar list --format table
history --format table
undo --dry-run
undo --list --format table
config --format table
report pipeline
report activity
mapping list --format table
customer add
customer show nobody
customer add x --close someday
deal add id:1 x --amount 1x2
log add id:1 x --via fax
grade policy --set C=often
nothing
check
""".strip()


def under_c(crm: Crm, program: str, lines: str = "", **more: str) -> tuple[bytes, bytes]:
    """Run a program in the locale C, which nothing in the environment says otherwise of."""
    names = ("LC_ALL", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONUTF8", "CRM_LANG")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    given = {"LANG": "C", "CRM_DB": str(crm.db), "CRM_TODAY": "2026-03-31", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=lines.encode(),
        capture_output=True,
        env={**kept, **given, **more},
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.stdout, done.stderr


def test_every_message_has_an_ascii_form() -> None:
    for each in catalogue.messages():
        for text in each.id if isinstance(each.id, tuple) else (each.id,):
            assert in_ascii(text).isascii(), text
            assert has_ascii_form(text), f"{text} is written with escapes"


def test_what_somebody_typed_into_a_reason_keeps_its_words() -> None:
    assert signs_in_ascii("王芳 → 5万 … 周一") == "王芳 -> 5万 ... 周一"


def test_no_answer_about_a_book_of_plain_names_has_another_character(crm: Crm) -> None:
    made, told = under_c(crm, PROGRAM, MAKING)
    assert made.count(b"$ ") == len(MAKING.splitlines())
    seen, more = under_c(crm, PROGRAM, LOOKING)
    for text in (made, told, seen, more):
        odd = [line for line in text.splitlines() if not line.isascii()]
        assert odd == []
    assert "->" in made.decode()


def test_no_help_page_has_another_character(crm: Crm) -> None:
    pages, told = under_c(crm, HELP)
    assert pages.count(b"Usage: crm") > 100
    assert [line for line in pages.splitlines() if not line.isascii()] == []
    assert told == b""


def test_no_help_page_is_escaped_or_wider_than_the_terminal(crm: Crm) -> None:
    pages = under_c(crm, HELP)[0].decode()
    assert [line for line in pages.splitlines() if "\\u" in line or len(line) > 80] == []
    for page in pages.split("Usage: crm")[1:]:
        if "\nCommands:\n" not in page:
            _before, title, rest = page.rpartition("\nExample")
            assert title, page
            assert rest.splitlines()[1].startswith("  "), page


def test_a_name_of_the_book_stays_as_it_is(crm: Crm) -> None:
    seen, _ = under_c(crm, PROGRAM, "customer add 王芳 --company 公司·甲\ncustomer show 1")
    assert "王芳 (1) | 公司·甲" in seen.decode()


@pytest.mark.parametrize("wanted", [{"CRM_LANG": "zh"}])
def test_another_language_that_is_asked_for_is_spoken_all_the_same(
    crm: Crm, wanted: dict[str, str]
) -> None:
    seen, _ = under_c(crm, PROGRAM, "customer add Bob", **wanted)
    assert "已添加 Bob (1)" in seen.decode()
