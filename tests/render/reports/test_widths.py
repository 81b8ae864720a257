"""Reports, boards and charts line up under names that no two programs count alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from crmcli.render.columns import width

if TYPE_CHECKING:
    from tests.conftest import Crm

NAMES = ("❤️爱心公司", "☎️", "दुकान", "नमस्ते दुकान", "👩‍👧 家", "🇩🇪 Berlin", "Plain")


@pytest.fixture
def book(crm: Crm, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Crm:
    monkeypatch.setenv("COLUMNS", str(request.param))
    for at, name in enumerate(NAMES):
        crm(["customer", "add", name, "--source", name, "--force"])
        crm(["purchase", "add", name, "--amount", f"{at + 1}000", "--product", name])
        crm(["deal", "add", name, name, "--amount", "5000"])
    return crm


def rows_of(crm: Crm, line: str) -> list[str]:
    """Give the lines of the rows that have these names, as they are drawn."""
    names = [each.replace("\ufe0f", "") for each in NAMES]
    lines = crm(f"{line} --format table").lines
    return [each for each in lines if each.startswith(tuple(names))]


@pytest.mark.parametrize(
    ("book", "line", "figure"),
    [
        (80, "report count --by source", r"\b1\b"),
        (60, "report count --by source", r"\b1\b"),
        (80, "report products", r"\.00\b"),
    ],
    indirect=["book"],
)
def test_figures_and_bars_stand_below_each_other(book: Crm, line: str, figure: str) -> None:
    rows = rows_of(book, line)
    assert len(rows) == len(NAMES)
    figures = [row[: match.end()] for row in rows if (match := re.search(figure, row))]
    bars = [row[: match.start()] for row in rows if (match := re.search("[█▏▎▍▌▋▊▉]", row))]
    for each in (figures, bars):
        assert len(each) == len(NAMES)
        assert len(set(map(width, each))) == 1
