"""What the tests of the store share: a book's path, a run, a customer, and other processes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

import crmcli
from crmcli.domain.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.transaction import Transaction

HOME = Path(crmcli.__file__).parents[1]


LOOP = """
import sys
print("ready", flush=True)
for line in sys.stdin:
    print(work(line.removesuffix(chr(10))), flush=True)
"""


class AddCustomer(Protocol):
    def __call__(self, transaction: Transaction, name: str = ...) -> int: ...


class StartWorker(Protocol):
    def __call__(self, code: str) -> Worker: ...


class Worker:
    """Another process; it runs `work(line)` for each line it is asked and prints the answer."""

    def __init__(self, code: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code + LOOP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": str(HOME), "PYTHONUTF8": "1"},
        )
        assert self.answer() == "ready"

    def ask(self, line: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def end(self) -> int:
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def start_worker() -> Iterator[StartWorker]:
    workers: list[Worker] = []

    def start(code: str) -> Worker:
        workers.append(Worker(code))
        return workers[-1]

    yield start
    for worker in workers:
        worker.end()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.db"


@pytest.fixture
def run() -> Run:
    return Run(now=datetime(2026, 3, 20, 4, 0, tzinfo=UTC), author="wei", command="log add")


@pytest.fixture
def add_customer() -> AddCustomer:
    def add(transaction: Transaction, name: str = "王芳") -> int:

        day, now = date(2026, 3, 1), transaction.run.now
        return transaction.add(
            "customer",
            uid=f"u-{name}",
            kind="person",
            name=name,
            owner="wei",
            grade="B",
            grade_source="start",
            grade_since=day,
            importance="normal",
            status="prospect",
            value="low",
            frequency="low",
            lifecycle="prospect",
            first_due=day,
            verified=day,
            created=now,
            updated=now,
        )

    return add
