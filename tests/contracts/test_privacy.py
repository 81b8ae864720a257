"""Nobody's data is where nobody looks for it: in faults, in traces, in what a run leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import crmcli

if TYPE_CHECKING:
    from tests.conftest import Crm

PRIVATE = "王芳 13800138000"
SOURCES = sorted(Path(crmcli.__file__).parent.rglob("*.py"))


def fail(*_: object, **__: object) -> None:
    try:
        int(PRIVATE)
    except ValueError as error:
        raise LookupError(PRIVATE) from error


@pytest.mark.parametrize("options", [[], ["--json"], ["--debug"], ["--debug", "--json"]])
def test_a_fault_of_the_program_says_where_and_no_value(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    crm("customer add 李雷")
    monkeypatch.setattr("crmcli.services.customers.listing.selection_of", fail)
    told = crm(["customer", "list", *options], code=1)
    assert told.out == ""
    assert "LookupError (crmcli/services/customers/listing.py:" in told.err
    assert "13800138000" not in told.err
    assert ("Traceback" in told.err) is ("--debug" in options)
    assert ("ValueError" in told.err) is ("--debug" in options)


def test_a_statement_that_fails_does_not_say_its_values(crm: Crm) -> None:
    crm("customer add 李雷")
    with closing(sqlite3.connect(crm.db)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = substr(sql, 1, length(sql) - 1) || ', CHECK (id = 1))'"
            " WHERE name = 'customer'"
        )
    for options in ([], ["--debug"]):
        told = crm(["customer", "add", "王芳", "--phone", "13800138000", *options], code=None)
        assert told.code == 1
        assert "13800138000" not in told.err
        assert "王芳" not in told.err


def test_crm_starts_no_other_program_and_keeps_no_log() -> None:
    for source in SOURCES:
        text = source.read_text("utf-8")
        if source.name == "process.py":
            # A workbook is read by this very Python, in a process of its own.
            assert text.count("subprocess.Popen(") == text.count("sys.executable") == 1
            text = text.replace("import subprocess", "").replace("subprocess.Popen(", "")
        for word in ("import subprocess", "os.system", "os.exec", "popen", "import logging"):
            assert word not in text.lower(), source.name


# What is left behind


@pytest.fixture
def temporary(crm: Crm, tmp_path: Path) -> Path:
    crm("customer add 李雷", today="2026-03-30")
    folder = tmp_path / "tmp"
    folder.mkdir()
    return folder


def table(count: int) -> bytes:
    rows = "".join(f"客{n},{13800000000 + n},{'长' * 200}\n" for n in range(count))
    return f"name,phone,note\n{rows}".encode()


def environment(crm: Crm, temporary: Path) -> dict[str, str]:
    return {
        **os.environ,
        "CRM_DB": str(crm.db),
        "TMPDIR": str(temporary),
        "SQLITE_TMPDIR": str(temporary),
    }


def strangers(crm: Crm, temporary: Path) -> list[str]:
    """List what lies in the temporary folder, and beside the book without belonging to it."""
    own = {crm.db.name, f"{crm.db.name}-journal", f"{crm.db.stem}.backups", temporary.name}
    beside = {each.name for each in crm.db.parent.iterdir()}
    return sorted(beside - own) + sorted(each.name for each in temporary.iterdir())


@pytest.mark.parametrize(
    ("words", "given", "code"),
    [
        (["customer", "import", "-"], table(3000), 0),
        (["customer", "import", "-", "--dry-run"], table(3000), 0),
        (["customer", "import", "-"], table(3000) + b"x,words,\n", 5),
        (["customer", "import", "-"], b"\xff" + table(30), 5),
        (["customer", "import", "-"], b'[{"name": "a"}, {"na', 5),
        (["customer", "export"], b"", 0),
        (["customer", "export", "--where", "nonsense"], b"", 2),
        (["customer", "list", "--json"], b"", 0),
    ],
)
def test_nothing_is_left_of_what_passed_through(
    crm: Crm, temporary: Path, words: list[str], given: bytes, code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crmcli", *words],
        input=given,
        env=environment(crm, temporary),
        capture_output=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert strangers(crm, temporary) == []


@pytest.mark.parametrize("words", [["import", "-"], ["export"]])
def test_nothing_is_left_of_what_was_killed(crm: Crm, temporary: Path, words: list[str]) -> None:
    crm(["customer", "import", "-"], stdin=table(3000))
    for part in (1, 2, 4):
        running = subprocess.Popen(
            [sys.executable, "-m", "crmcli", "customer", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(crm, temporary),
        )
        assert running.stdin is not None
        with suppress(BrokenPipeError), running.stdin as stdin:
            stdin.write(table(3000))
        time.sleep(part / 4)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert strangers(crm, temporary) == []
    assert crm("customer list --limit 1 --json").json
