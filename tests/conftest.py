"""What the tests share: the command line, run on a real book of its own."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from crmcli.language import bind

if TYPE_CHECKING:
    from collections.abc import Iterator

# As many examples as the suite has time for; HYPOTHESIS_PROFILE=default runs more of them.
settings.register_profile("suite", max_examples=25)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

LONG = (
    "test_failing_writes.py", "test_readme.py", "test_comparing.py", "test_hostile.py",
    "test_help_examples.py", "test_language.py", "test_interrupts.py", "test_won_lost.py",
    "test_killing.py", "test_merge_walk.py", "test_workers.py",
)  # fmt: skip
"""The files that take longest: they come first, so that none of two workers waits for the other."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the long files to the front; what is in one file stays together."""
    order = {name: at for at, name in enumerate(LONG)}
    items.sort(key=lambda each: order.get(each.path.name, len(LONG)))


SHARED = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Answer:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        self.flush()
        content = self.buffer
        assert isinstance(content, io.BytesIO)
        return content.getvalue().decode()


class Crm:
    """Runs command lines on one book; in this process, which is quick, or as a real program."""

    def __init__(self, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.db = db
        self._monkeypatch = monkeypatch

    def __call__(
        self,
        line: str | list[str],
        *,
        today: str | None = "2026-03-31",
        code: int | None = 0,
        stdin: str | bytes = b"",
    ) -> Answer:
        """Run in this process; `code` is what the run must end with, None for anything."""
        from crmcli.main import run

        words = shlex.split(line) if isinstance(line, str) else list(line)
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = _Stream(), _Stream()
        with self._monkeypatch.context() as patch:
            patch.setenv("CRM_DB", str(self.db))
            if today is not None:
                patch.setenv("CRM_TODAY", today)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            ended = run(words)
        answer = Answer(ended, out.text(), err.text())
        if code is not None:
            assert answer.code == code, f"{words} ended with {answer.code}: {answer.err}"
        return answer

    def real(
        self,
        line: str | list[str],
        *,
        today: str | None = "2026-03-31",
        stdin: bytes = b"",
        **env: str,
    ) -> Answer:
        """Run the installed program in a process of its own."""
        words = shlex.split(line) if isinstance(line, str) else list(line)
        environment = {**os.environ, "CRM_DB": str(self.db), **env}
        if today is not None:
            environment["CRM_TODAY"] = today
        done = subprocess.run(
            [sys.executable, "-m", "crmcli", *words],
            input=stdin,
            capture_output=True,
            env=environment,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let each test begin and end in English, whatever it binds."""
    bind("en")
    yield
    bind("en")


@pytest.fixture
def crm(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Crm]:
    """Give a command line with a book of its own, in an empty home and an English locale."""
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    for name in ("CRM_LANG", "CRM_TZ", "CRM_CONFIG", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home/data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home/config"))
    monkeypatch.setenv("CRM_USER", "tester")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield Crm(tmp_path / "book.db", monkeypatch)
    time.tzset()


@pytest.fixture
def shared() -> Path:
    """Give the folder of real and hostile files, or skip where it is not there."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here")
    return SHARED
