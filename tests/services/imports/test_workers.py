"""A large import is shared with other processes, and comes out as if it were not."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.run import Run
from crmcli.services.imports import workers
from crmcli.services.imports.importing import Watching, import_customers
from crmcli.services.imports.result import ImportRequest
from crmcli.store.book import Book
from tests.contents import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROWS = workers._WORTH_IT + 700  # noqa: SLF001 - enough for more than one process


def table(count: int) -> str:
    return "客户名称,联系人,手机,邮箱,标签,最近联系,等级,楼层\n" + "".join(
        f"客户{n}公司,单{n},{13800000000 + n},c{n}@example.com,老客户;甲{n % 7},"
        f"{'2026-11-0' + str(n % 9 + 1) if n % 3 else ''},{'ABCDE'[n % 5]},{n % 4 or ''}\n"
        for n in range(count)
    )


def bring(book: Book, watching: Watching | None = None) -> int:
    def instant(day: date, at: clock_time | None) -> datetime:
        return datetime.combine(day, at or clock_time(12), tzinfo=UTC)

    request = ImportRequest("t.csv", io.BytesIO(table(ROWS).encode()), instant)
    return import_customers(book, Run(NOW, "tester", "customer import"), request, watching).created


def children(pid: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(each.parent.name))
    return found


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(workers, "_spare", lambda: 2)
    before = children(os.getpid())
    yield
    left = set(children(os.getpid())) - set(before)
    assert not [each for each in left if not is_tracker(each)]


def is_tracker(pid: int) -> bool:
    """Tell whether a process is the one that Python keeps for all others of a program."""
    return b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.mark.usefixtures("others")
def test_the_book_is_the_same_whoever_did_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, alone = Book(tmp_path / "shared.db"), Book(tmp_path / "alone.db")
    assert bring(shared) == ROWS
    monkeypatch.setattr(workers, "_spare", lambda: 0)
    assert bring(alone) == ROWS
    first, second = contents(shared.path), contents(alone.path)
    assert {name for name in first if first[name] != second[name]} <= {"book"}


@pytest.mark.usefixtures("others")
def test_an_interrupt_leaves_nothing_and_nobody(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db")

    def interrupt(done: int, whole: int) -> None:
        del whole
        if done > 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(book, Watching(writing=interrupt))
    with book.reading() as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (0,)


def test_they_end_with_the_process_they_work_for(tmp_path: Path) -> None:
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("there is one processor, so nobody else is asked")
    file = tmp_path / "table.csv"
    file.write_text(table(12_000), "utf-8")
    line = [sys.executable, "-m", "crmcli", "--db", str(tmp_path / "book.db"), "customer", "import"]
    parent = subprocess.Popen([*line, str(file), "--yes"], stdout=subprocess.DEVNULL)
    try:
        seen: list[int] = []
        while parent.poll() is None and len(seen) < 2:
            # The tracker of the processes' resources is one of them.
            seen = children(parent.pid)
            time.sleep(0.05)
        assert seen, "it ended before it asked anybody"
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    for _ in range(600):
        if not any(Path(f"/proc/{each}").exists() for each in seen):
            break
        time.sleep(0.05)
    assert not [each for each in seen if Path(f"/proc/{each}").exists()]
