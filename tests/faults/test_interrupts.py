"""Ctrl-C and SIGTERM: 130 and as before, or, where it comes too late, 0 and done."""

from __future__ import annotations

import signal
import sqlite3
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.faults.dying import can_trace
from tests.faults.launcher import HOME
from tests.faults.place import content, unsound
from tests.faults.trials import Trials
from tests.faults.writers import (
    BACKUP,
    EDIT,
    ERASE,
    EXPORT,
    IMPORT,
    LOG_ADD,
    MIGRATION,
    RESTORE,
    UNDO_EDIT,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm
    from tests.faults.launcher import Launcher
    from tests.faults.writers import Writer

CUSTOMERS = 100
WRITERS = (LOG_ADD, IMPORT, EDIT, UNDO_EDIT, MIGRATION, BACKUP, RESTORE, EXPORT)


def moments(writer: Writer, calls: dict[str, int]) -> list[tuple[str, int, signal.Signals]]:
    """Choose when: while it writes, in the commit, and, for one of them, as it answers."""
    synced = "fdatasync" if "fdatasync" in calls else "fsync"
    # A restore is done with the drafts before a third of its writing; the book itself, if it is
    # small, is written in one step that is not interrupted.
    early = 1 + calls["pwrite64"] // (10 if writer is RESTORE else 4)
    chosen = [
        ("pwrite64", early, signal.SIGINT),
        (synced, calls[synced], signal.SIGTERM),
    ]
    if writer is LOG_ADD:
        chosen.append(("pwrite64", 1, signal.SIGTERM))
        chosen.append(("write", calls["write"], signal.SIGINT))
    return chosen


@pytest.mark.skipif(not can_trace(), reason="it takes strace to send a signal at a system call")
@pytest.mark.parametrize("writer", WRITERS, ids=[each.name for each in WRITERS])
def test_an_interrupted_command_is_rolled_back_or_done_and_says_which(
    tmp_path: Path, launcher: Launcher, writer: Writer
) -> None:
    trials = Trials(writer, tmp_path, launcher, customers=CUSTOMERS, seed=0)
    outcomes = {}
    for call, count, number in moments(writer, trials.calls):
        ended = trials.signalled(call, count, number)
        where = f"{number.name} at {call} {count} of {trials.calls[call]}"
        found = content(trials.place.book)
        outcomes[call] = ended.code
        assert ended.err == "", where
        if ended.code == 130:
            assert ended.out == "", where
            # Bringing an older book up is not what was asked for, and stays.
            after = [trials.after] if writer is MIGRATION else []
            assert found in (*trials.before, *after), where
        else:
            assert ended.code == 0, where
            assert ended.out == trials.out, where
            assert found == trials.after, where
        assert unsound(trials.place.book) == [], where
        assert trials.left_over() == [], where
    late = {0, 130} if writer is MIGRATION else {0}
    assert outcomes.pop("pwrite64") == 130
    assert set(outcomes.values()) <= late


def erased(book: Path) -> tuple[bool, bool]:
    """Tell whether somebody was erased, and whether the file was swept after it."""
    with closing(sqlite3.connect(book)) as connection:
        stones = connection.execute("SELECT swept FROM erasure").fetchall()
    return bool(stones), stones == [(1,)]


@pytest.mark.skipif(not can_trace(), reason="it takes strace to send a signal at a system call")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_sweep_leaves_the_erasure_done_and_says_what_is_left_to_do(
    tmp_path: Path, launcher: Launcher, number: signal.Signals
) -> None:
    trials = Trials(ERASE, tmp_path, launcher, customers=CUSTOMERS, seed=0)
    calls = trials.calls["pwrite64"]
    seen = []
    for tenth in (1, 5, 9):
        ended = trials.signalled("pwrite64", calls * tenth // 10, number)
        done, swept = erased(trials.place.book)
        told = " ".join(ended.err.split())
        assert ended.code == (0 if swept else 130), tenth
        assert ("Customer 1 is erased" in told) is (done and not swept), tenth
        assert unsound(trials.place.book) == [], tenth
        assert trials.left_over() == [], tenth
        seen.append((done, swept))
    assert (True, False) in seen
    assert seen == sorted(seen)


def test_waiting_for_the_lock_ends_with_an_interrupt(crm: Crm) -> None:
    crm("customer add 王芳")
    before = content(crm.db)
    with closing(sqlite3.connect(crm.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        words = ["-m", "crmcli", "--db", str(crm.db), "log", "add", "王芳", "hi", "--via", "phone"]
        child = pexpect.spawn(sys.executable, words, cwd=HOME, encoding="utf-8", timeout=20)
        time.sleep(2)
        child.kill(signal.SIGINT)
        # Less than the time it would wait.
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 130
    assert content(crm.db) == before


def test_a_backup_that_need_not_wait_to_be_noted_is_there(crm: Crm, tmp_path: Path) -> None:
    crm("customer add 王芳")
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(crm.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        words = ["-m", "crmcli", "--db", str(crm.db), "backup", str(copy)]
        child = pexpect.spawn(sys.executable, words, cwd=HOME, encoding="utf-8", timeout=20)
        while not copy.exists():
            time.sleep(0.05)
        time.sleep(0.5)
        child.kill(signal.SIGINT)
        child.expect("not noted in the book")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    assert content(copy) == content(crm.db)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, None])
def test_a_question_that_is_interrupted_writes_nothing_and_ends_its_line(
    crm: Crm, number: signal.Signals | None
) -> None:
    crm("customer add 王芳")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "crmcli", "--db", str(crm.db), "log", "add", "王芳"],
        cwd=HOME,
        encoding="utf-8",
        timeout=20,
    )
    child.expect(r"\[phone\]: ")
    if number is None:
        child.sendeof()
    else:
        child.kill(number)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert str(child.before).endswith("\r\n")
    assert "Traceback" not in str(child.before)
    assert crm("log list --json").json == []


def test_an_interrupt_while_sqlite_asks_us_is_no_fault_of_the_book(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")

    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("crmcli.store.reads.filters.selection._folded", interrupted)
    monkeypatch.setattr("crmcli.store.reads.filters.selection._holds", interrupted)
    ended = crm("customer list --where 'name ~ x'", code=130)
    assert (ended.out, ended.err) == ("", "")


def test_what_runs_crm_in_its_own_process_keeps_its_own_interrupts(crm: Crm) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    crm("customer add 王芳")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
