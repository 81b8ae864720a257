"""An answer whose reader has gone, or that finds no room: every list, in every format."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.launcher import HOME, Ended, Launcher, Order
from tests.faults.place import Place, unsound
from tests.faults.writers import LOG_ADD, Crm

LISTS = [
    "customer list",
    "customer find 客户",
    "customer person list 王芳",
    "customer field list",
    "log list",
    "promise list",
    "deal list",
    "deal list --board",
    "report cases 王芳",
    "due --ahead 400",
    "due load",
    "grade audit",
    "grade policy",
    "config",
    "history",
    "undo --list",
]
PAGES = ["customer show 王芳", "grade show 王芳", "log show 1", "deal show 1", "schema due list"]
FORMATS = ["", "table", "json", "jsonl", "csv", "tsv", "md", "ids"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, launcher: Launcher) -> Place:
    made = Place(tmp_path_factory.mktemp("pipes"))
    made.make()
    crm = Crm(made, launcher)
    LOG_ADD.prepare(crm, 300)
    crm("log", "add", "王芳", "call", "--via", "phone", "--next", "send quote", "--by", "+3d")
    crm("customer", "person", "add", "王芳", "李雷")
    crm("customer", "field", "add", "shoe size")
    crm("deal", "add", "王芳", "ERP", "--amount", "12万")
    crm("deal", "add", "王芳", "CRM", "--amount", "9万")
    crm("deal", "lose", "2", "--reason", "price")
    return made


def ended(launcher: Launcher, place: Place, line: str, stdout: str | None = None) -> Ended:
    return launcher.run(Order(shlex.split(line), place.environment, stdout=stdout))


@pytest.mark.parametrize("line", [*LISTS, *PAGES])
def test_an_answer_nobody_reads_ends_quietly(launcher: Launcher, place: Place, line: str) -> None:
    for form in FORMATS if line in LISTS else [""]:
        call = f"{line} --format {form}" if form else line
        given = ended(launcher, place, call)
        if given.code == 0 and given.out:
            unread = ended(launcher, place, call, stdout="closed")
            assert (unread.code, unread.err) == (0, given.err), call


def test_the_first_line_of_a_long_list_is_all_that_head_takes(place: Place) -> None:
    crm = f"{shlex.quote(sys.executable)} -m crmcli customer list --format csv"
    piped = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {crm} | head -n 1"],
        cwd=HOME,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (piped.returncode, piped.stderr) == (0, "")
    assert piped.stdout.startswith("id,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("line", [*LISTS, *PAGES, "log add 王芳 again --via phone"])
def test_an_answer_that_finds_no_room_is_told_as_lost(
    launcher: Launcher, place: Place, line: str
) -> None:
    lost = ended(launcher, place, f"{line} --json", stdout="/dev/full")
    assert lost.code == 6
    assert '"code": "answer_lost"' in lost.err or '"code":"answer_lost"' in lost.err
    assert "No space left" in lost.err


@pytest.mark.parametrize(
    "closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"], ids=["stdout", "stderr", "stdin", "all"]
)
@pytest.mark.parametrize(
    ("line", "code"), [("due", 0), ("log add 王芳 hello --via phone", 0), ("log show 999", 3)]
)
def test_a_program_started_without_its_streams_does_its_work(
    place: Place, closed: str, line: str, code: int
) -> None:
    crm = f"{shlex.quote(sys.executable)} -m crmcli {line} {closed}"
    done = subprocess.run(
        ["bash", "-c", crm],
        cwd=HOME,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "inside crm" not in done.stderr
    assert unsound(place.book) == []
