"""Any number of crm processes work on one book at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.launcher import HOME
from tests.faults.place import unsound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crm

WRITERS = 8
COMMANDS = int(os.environ.get("CRM_COMMANDS", "100"))
"""Of each writer; 200 are what is promised, for which the suite has no time: CRM_COMMANDS=200."""
TODAY = "2026-03-20"

READING = """
import io, select, sys
from contextlib import redirect_stdout
from crmcli.main import run
seen = reads = 0
while not select.select([sys.stdin], [], [], 0.1)[0]:
    for line in (["log", "list", "王芳", "--format", "ids"], ["due", "--ahead", "40", "--json"]):
        out = io.StringIO()
        with redirect_stdout(out):
            if run(line):
                sys.exit(1)
        if line[0] == "log":
            # What was there once is never gone: each read sees all that was committed before it.
            found = len(out.getvalue().split())
            if found < seen:
                sys.exit(f"{found} after {seen}")
            seen = found
    reads += 1
print(reads)
"""

BACKING_UP = """
import io, select, sys
from contextlib import redirect_stdout
from crmcli.main import run
made = 0
while not select.select([sys.stdin], [], [], 0.5)[0]:
    made += 1
    with redirect_stdout(io.StringIO()):
        if run(["backup", f"{sys.argv[1]}/copy{made}.db"]):
            sys.exit(1)
print(made)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder in memory where there is one: what is tried are locks, not the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a private folder in it
    above = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="crm-many-", dir=above) as made:
        yield Path(made)


@dataclass(frozen=True)
class Companion:
    """A process that goes on until it is told to stop."""

    process: subprocess.Popen[str]

    def stop(self) -> int:
        """Stop it and give how often it did its work; it has met no fault."""
        out, err = self.process.communicate("stop\n")
        assert (self.process.returncode, err) == (0, "")
        return int(out)


def started(words: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=HOME,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def together(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Join what the writers expect; no two of them know the same."""
    joined: dict[str, Any] = {}
    for each in found:
        assert not joined.keys() & each[name].keys()
        joined |= each[name]
    return joined


def test_eight_writers_a_reader_and_backups_at_once_lose_nothing_and_never_fail(
    crm: Crm, folder: Path
) -> None:
    crm.db = folder / "book.db"
    crm("customer add 王芳 --grade B", today="2026-03-01")
    environment = {**os.environ, "CRM_DB": str(crm.db), "CRM_TODAY": TODAY}
    writers = [
        started(["-m", "tests.faults.mixed", str(who), str(COMMANDS)], environment)
        for who in range(WRITERS)
    ]
    reader = Companion(started(["-c", READING], environment))
    copier = Companion(started(["-c", BACKING_UP, str(folder)], environment))
    endings = [each.communicate() for each in writers]
    reads, copies = reader.stop(), copier.stop()
    assert [err for _, err in endings] == [""] * WRITERS
    expected = [json.loads(out) for out, _ in endings]
    assert [each["failed"] for each in expected] == [[]] * WRITERS
    assert min(reads, copies) > 1
    is_all_there(crm, expected)
    for number in range(1, copies + 1):
        is_whole(crm, folder / f"copy{number}.db")


def is_all_there(crm: Crm, expected: list[dict[str, Any]]) -> None:
    entries = crm("log list 王芳 --json", today=TODAY).json
    assert {str(each["id"]): each["note"] for each in entries} == together(expected, "notes")
    promises = crm("promise list 王芳 --all --json", today=TODAY).json
    kept = {str(each["id"]): each["state"] == "kept" for each in promises}
    assert kept == together(expected, "promises")
    customers = {each["name"]: each for each in crm("customer list --json", today=TODAY).json}
    shared = customers.pop("王芳")
    assert sorted(shared["tags"]) == sorted(tag for each in expected for tag in each["tags"])
    assert (shared["last_contact"], shared["next_due"]) == (TODAY, "2026-03-27")
    assert {name: each["grade"] for name, each in customers.items()} == together(expected, "grades")
    sources = {name: each["source"] for name, each in customers.items() if each["source"]}
    assert sources == together(expected, "sources")
    due = crm("due --ahead 400 --json", today=TODAY).json
    snoozed = {each["customer"] for each in due if each["snoozed_until"]}
    assert snoozed == {name for each in expected for name in each["snoozed"]}
    assert unsound(crm.db) == []
    crm("check", today=TODAY)


def is_whole(crm: Crm, copy: Path) -> None:
    assert copy.stat().st_mode & 0o77 == 0
    assert unsound(copy) == []
    crm(["--db", str(copy), "check"], today=TODAY)
