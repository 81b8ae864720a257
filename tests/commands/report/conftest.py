"""Books for the reports: the demonstration, and three that chance has written."""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.report.asking import DEMO_DAY, RANDOM_DAY, Asking, Made
from tests.commands.report.plain_book import PlainBook
from tests.commands.report.random_book import write_book
from tests.commands.report.random_more import write_busy_book
from tests.conftest import Crm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Books:
    """The books, each made when it is asked for first, and once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        name, _, later = name.partition("@")
        if later:
            return self[name].seen_on(later)
        if name not in self._made:
            with _home(self._folder) as patch:
                self._made[name] = self._make(name, patch)
        return self._made[name]

    def _make(self, name: str, patch: pytest.MonkeyPatch) -> Made:
        if name == "demo":
            answer = Crm(self._folder / "none.db", patch)("demo --json", today=DEMO_DAY)
            found = re.search(r"CRM_DB=(\S+)", answer.err)
            assert found is not None
            path, today = Path(found[1]), DEMO_DAY
        else:
            path, today = self._folder / f"{name}.db", RANDOM_DAY
            if name == "busy":
                write_busy_book(Crm(path, patch), self._folder / name)
            else:
                write_book(Crm(path, patch), self._folder / name, foreign=name == "foreign")
        return Made(path, today, PlainBook(path, date.fromisoformat(today)))


@contextmanager
def _home(folder: Path) -> Iterator[pytest.MonkeyPatch]:
    """Set up what the fixture `crm` sets up, for as long as a book is made."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CRM_LANG", "CRM_TZ", "CRM_CONFIG", "FORCE_COLOR", "COLUMNS", "LINES"):
            patch.delenv(name, raising=False)
        patch.setattr(tempfile, "tempdir", str(folder))
        for name, place in {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "own"}.items():
            patch.setenv(name, str(folder / place))
        patch.setenv("CRM_USER", "tester")
        before = os.environ.get("TZ")
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield patch
    assert os.environ.get("TZ") == before
    time.tzset()


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The books of the reports' tests."""
    return Books(tmp_path_factory.mktemp("reports"))


@pytest.fixture
def asking(crm: Crm, books: Books, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Asking]:
    """Give what asks for reports on a book, by its name."""
    del crm  # sets up the place
    return lambda name: Asking(books[name], monkeypatch)
