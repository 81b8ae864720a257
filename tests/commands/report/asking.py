"""Asking for reports on the books of these tests, and reading what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.commands.report.plain_book import PlainBook, Row, Span, Whom
from tests.conftest import Crm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pytest

DEMO_DAY, RANDOM_DAY = "2026-11-30", "2026-06-17"
NAMES = ("demo", "random", "foreign")
_EMPTY = Span("2019", date(2019, 1, 1), date(2019, 12, 31))
_YEAR = Span("2026", date(2026, 1, 1), date(2026, 12, 31))
_ALL = Span("all", None, None)
PERIODS = {
    "demo": (
        Span("this-month", date(2026, 11, 1), date(2026, 11, 30)),
        Span("last-quarter", date(2026, 7, 1), date(2026, 9, 30)),
        _YEAR,
        _ALL,
        _EMPTY,
        Span("last-10-days", date(2026, 11, 21), date(2026, 11, 30)),
    ),
    "random": (
        Span("this-month", date(2026, 6, 1), date(2026, 6, 30)),
        Span("last-quarter", date(2026, 1, 1), date(2026, 3, 31)),
        _YEAR,
        _ALL,
        _EMPTY,
        Span("2026-02-01..2026-05-09", date(2026, 2, 1), date(2026, 5, 9)),
        Span("..2026-01-15", None, date(2026, 1, 15)),
    ),
}
"""By the day from which a book is seen; the period that is empty ends before every book begins."""

PLAIN, GRADED, EVERYBODY = Whom(), Whom("--grade A,B", "AB"), Whom("--all", everybody=True)
CASES = [
    (name, span, whom)
    for name in NAMES
    for span in PERIODS["demo" if name == "demo" else "random"]
    for whom in (PLAIN, GRADED, EVERYBODY)
    if whom is PLAIN or (name != "foreign" and span.text in {"last-quarter", "2026", "all"})
]
"""Every book, over several periods, all of it and a part of it."""
_PICKED = {
    ("demo", "this-month"): PLAIN, ("demo", "last-quarter"): GRADED, ("demo", "2026"): PLAIN,
    ("demo", "all"): EVERYBODY, ("busy", "this-month"): PLAIN, ("busy", "last-quarter"): PLAIN,
    ("busy", "2026"): EVERYBODY, ("busy", "all"): GRADED, ("busy", "2019"): PLAIN,
    ("busy", "2026-02-01..2026-05-09"): PLAIN, ("busy", "..2026-01-15"): PLAIN,
    ("foreign", "all"): PLAIN,
}  # fmt: skip
FEW = [
    (name, span, whom)
    for (name, text), whom in _PICKED.items()
    for span in PERIODS["demo" if name == "demo" else "random"]
    if span.text == text
]
"""A few of them, and the book that is busy: each period, and each part of a book, once or twice."""
LATER = [("demo@2027-05-01", _ALL, PLAIN), ("busy@2026-12-20", _YEAR, GRADED)]
"""Books that nothing was done with until a later day, from which they are seen."""


def name_of(value: object) -> str | None:
    """Name a case."""
    if isinstance(value, Whom):
        return value.text.replace(" ", "") or "-"
    return value.text if isinstance(value, Span) else None


@dataclass(frozen=True)
class Made:
    """A book that was made for these tests, and its tables."""

    path: Path
    today: str
    plain: PlainBook

    def seen_on(self, later: str) -> Made:
        """Give it as it is seen on a later day."""
        return Made(self.path, later, PlainBook(self.path, date.fromisoformat(later)))


class Asking:
    """Asks for reports on one of the books, and gives the JSON."""

    def __init__(self, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book = made.plain
        self.crm = Crm(made.path, monkeypatch)
        self._today = made.today

    def __call__(self, line: str) -> Any:
        """Ask for a report with all records that are in it."""
        return self.told(f"{line} --explain")

    def told(self, line: str) -> Any:
        """Ask for a report, once for all tests: the books of these tests stay as they are."""
        key = str(self.crm.db), self._today, line
        if key not in _ANSWERS:
            _ANSWERS[key] = self.run(f"report {line} --json").json
        return _ANSWERS[key]

    def run(self, line: str | list[str]) -> Any:
        """Run a command line that reads."""
        return self.crm(line, today=self._today)


_ANSWERS: dict[tuple[str, str, str], Any] = {}


def told(block: Row) -> list[Row]:
    """Give the rows of a table: amounts by currency, records as numbers."""
    return [told_row(row) for row in block["rows"]]


def told_row(row: Row) -> Row:
    """Give a row of a table so, or its total; which records its figures count is checked."""
    for key in [key for key in row if key.endswith("_ids")]:
        _check_part(row, key.removesuffix("_ids"), row[key])
    return {key: _told(value) for key, value in row.items() if not key.endswith("_ids")}


def _check_part(row: Row, key: str, ids: list[int]) -> None:
    """Check that as many records are named for a figure as it counts, and no other records."""
    figure = row[key]
    if figure is None:
        return
    assert ids == sorted(set(ids)), key
    assert set(ids) <= set(row["ids"]), key
    if isinstance(figure, dict):
        # What one record has several of, such as purchases, is counted more than once.
        figure = figure["part"] if "part" in figure else figure["count"]
    several = row["record"] in {"customer", "winback_try"}
    assert len(ids) == figure or (several and bool(ids) == bool(figure)), key


def _told(value: Any) -> Any:
    if isinstance(value, dict) and "amounts" in value:
        by_currency = {each["currency"]: each["amount"] for each in value["amounts"]}
        assert len(by_currency) == len(value["amounts"])
        book = value["book_amount"]
        return {"sums": by_currency, "book": book and book["amount"]}
    return value


def ids(rows: Iterable[Row]) -> list[int]:
    """Give the ids of records, each once."""
    return sorted({row["id"] for row in rows})


def by_name(rows: Sequence[Row], *names: str) -> dict[Any, Row]:
    """Give rows by their names, which no two of them share."""
    found = {tuple(row[name] for name in names): row for row in rows}
    assert len(found) == len(rows)
    return found
