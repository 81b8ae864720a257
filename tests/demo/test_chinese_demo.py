"""The demonstration in Chinese: no English word but names and codes, in data and in words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crmcli.demo import firms, people
from crmcli.demo.writing import CHINESE
from crmcli.domain.run import Run
from crmcli.services.demo.book import fill
from crmcli.store.book import Book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm

WORD = re.compile(r"[A-Za-z][a-z]{1,}[A-Za-z]*")
CODES = {"crm", "due", "ahead", "customer", "show", "log", "add", "via", "phone", "churn", "look"}
"""Words of commands that are told to be typed, and nothing else."""


def names() -> set[str]:
    """Give the words of the names in the book: people, brands, trades, forms of companies."""
    lists = (
        people.WESTERN_SURNAMES, people.WESTERN_WOMEN, people.WESTERN_MEN,
        people.JAPANESE_GIVEN, people.JAPANESE_SURNAMES, firms.WESTERN_BRANDS,
        [trade for _, trade in firms.WESTERN_INDUSTRIES],
        [place.form for place in firms.PLACES], [place.city for place in firms.PLACES],
    )  # fmt: skip
    return {word for each in lists for name in each for word in WORD.findall(name)}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book as a Chinese reader has it."""
    place = tmp_path_factory.mktemp("demo") / "demo.db"
    now = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    fill(Book(place), Run(now, "tester", "demo"), CHINESE)
    return place


def english(text: str, allowed: set[str]) -> set[str]:
    # What snooze takes is a code; a name may be cut where a column ends.
    text = re.sub(r"\b[a-z_]+:p?[0-9]+(\.[a-z_]+)?", "", text)
    cut = {word for word in WORD.findall(text) if f"{word}…" in text or f"{word} …" in text}
    return {word for word in WORD.findall(text) if word not in allowed} - cut


@pytest.mark.parametrize("line", ["due", "due --ahead 30", "due --why --limit 40"])
def test_the_due_list_has_no_english_word_but_names(crm: Crm, demo: Path, line: str) -> None:
    shown = crm.real(
        f"--db {demo} {line} --format table",
        today="2026-11-30 12:00",
        LANG="zh_CN.UTF-8",
        COLUMNS="200",
    )
    assert "等级" in shown.out
    assert english(shown.out + shown.err, names() | CODES) == set()


def test_what_is_written_down_is_chinese(demo: Path) -> None:
    columns = {
        "customer": ("industry", "occupation", "title", "source", "product_needs",
                     "service_requirements", "hobbies", "notes", "lost_reason"),
        "contact": ("note", "said"), "promise": ("text",), "person": ("title", "role"),
        "deal": ("title", "notes", "lost_reason"), "purchase": ("product",),
        "feedback": ("text", "category", "handler", "result"), "feedback_step": ("note",),
        "measure": ("text", "owner", "effect"), "survey": ("note",), "tag": ("tag",),
        "campaign": ("name", "note"), "churn_look": ("note",), "winback_try": ("note",),
    }  # fmt: skip
    known = names() | {"RFID", "ERP", "Wi", "Fi", "Type", "PDA"}
    with closing(sqlite3.connect(demo)) as connection:
        for table, wanted in columns.items():
            for column in wanted:
                rows = connection.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
                found = {word for (text,) in rows for word in english(text, known)}
                assert found == set(), (table, column)


def test_deals_are_called_in_chinese_whole(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as connection:
        titles = [title for (title,) in connection.execute("SELECT title FROM deal")]
    assert {word for title in titles for word in WORD.findall(title)} <= {"RFID"}
