"""Reports for a terminal, made of a few words, and drawn as one would see them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import strategies as st

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.money import Money
from crmcli.domain.reports.comparing import compared
from crmcli.domain.reports.figures import Mean, Median, Share, Sums, sums_of
from crmcli.domain.reports.period import ReportPeriod
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Matching, Report, Row
from crmcli.domain.stage import Stage
from crmcli.render.reports.terminal import shown_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.reports.report import Cell

TODAY = date(2026, 11, 30)
HOW = message("Deals by what was noted when they were closed.")
WHO = Column("who", "原因 Reason", Kind.WORD)
COUNT = Column("deals", "Deals")
SUM = Column("amount", "Amount", Kind.SUMS)

ODD = (
    "价格高于竞争对手，而且交货期也比别人长两周以上",
    "👩‍👩‍👧 family ❤️ 🇨🇳",
    "e\u0301\u0301 combining a\u0300",
    "שלום עולם مرحبا",
    "new\nline\tand tab",
    "[/red] [bold]markup",
    "\x1b[31mred\x1b[0m \u202eevil \x07\x9b",
    "averyverylongwordwithoutanyspaces" * 3,
    "",
)
"""What a name may be."""


def cny(yuan: int) -> Sums:
    return sums_of({"CNY": yuan * 100}, yuan * 100, "CNY")


def table(
    rows: Sequence[Sequence[Cell]],
    *columns: Column,
    chart: Chart | None = None,
    total: Sequence[Cell] | None = None,
    matching: Matching = Matching.NAME,
    ids: bool = False,
) -> Block:
    """Make a table; its first figure is drawn."""
    chosen = columns or (WHO, COUNT, SUM)[: len(rows[0]) if rows else 3]
    made = tuple(
        Row(tuple(cells), IdRanges((at * 90, at * 90 + at) for at in range(30)) if ids else None)
        for cells in rows
    )
    return Block(
        "made", "Why", chosen, made, HOW, "deal",
        total=None if total is None else Row(tuple(total)),
        chart=chart, drawn=chosen[1].key if chart else None, matching=matching,
    )  # fmt: skip


def year_of_days(counts: Sequence[int], first: date = date(2026, 1, 1)) -> Block:
    """Make a table with a row for each day."""
    rows = [((first + timedelta(days=at)).isoformat(), count) for at, count in enumerate(counts)]
    when = Column("when", "When", Kind.WORD)
    return table(
        rows, when, Column("contacts", "Contacts"), chart=Chart.DAYS, total=(None, sum(counts))
    )


def beside(block: Block, before: Block) -> Block:
    (found,) = compared([block], [before])
    return found


def report(
    *blocks: Block,
    first: date = date(2026, 1, 1),
    last: date = date(2026, 12, 31),
    explained: bool = False,
) -> Report:
    period = ReportPeriod(first, last)
    is_compared = any(column.earlier for block in blocks for column in block.columns)
    before = period.before() if is_compared else None
    base = (message("98 customers"), message("only where {filter}", filter="owner = 王芳"))
    return Report(
        "won", "What was won, and why? 赢", TODAY, period, base, blocks, before, explained
    )


def drawn(
    made: Report, columns: int = 80, locale: str = "C.UTF-8", **environment: str
) -> list[str]:
    """Draw a report on a terminal without colour, or one with the environment given."""
    plain = {"NO_COLOR": "1", "TERM": "dumb"}
    given = {"COLUMNS": str(columns), "LC_ALL": locale, **(environment or plain)}
    kept = {name: text for name, text in os.environ.items() if name not in _COLOUR}
    with patch.dict("os.environ", {**kept, **given}, clear=True):
        return "".join(shown_lines(made)).splitlines()


_COLOUR = {"NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"}


def block_lines(block: Block, columns: int = 80, locale: str = "C.UTF-8") -> list[str]:
    """Draw a table, and give the lines below its title."""
    lines = drawn(report(block), columns, locale)
    return lines[lines.index("") + 2 :]


# Any report

_COUNTS = st.integers(-(10**6), 10**12)
_CODES = st.sampled_from(["CNY", "USD", "JPY", "EUR"])
_TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=50))


@st.composite
def _sums(draw: st.DrawFn) -> Sums:
    totals = draw(st.dictionaries(_CODES, st.integers(-(10**8), 10**14), max_size=4))
    return sums_of(totals, draw(st.none() | st.integers(-(10**8), 10**14)), "CNY")


@st.composite
def _shares(draw: st.DrawFn) -> Share:
    whole = draw(st.integers(0, 10**6))
    return Share(draw(st.integers(0, whole)), whole)


_CELLS: dict[Kind, st.SearchStrategy[Cell]] = {
    Kind.WORD: st.one_of(st.none(), _TEXTS, st.dates(), st.sampled_from(Stage)),
    Kind.COUNT: _COUNTS,
    Kind.NUMBER: st.none() | st.builds(Fraction, st.integers(0, 10**7), st.just(1000)),
    Kind.AMOUNT: st.none() | st.builds(Money, _COUNTS, _CODES),
    Kind.SUMS: _sums(),
    Kind.SHARE: _shares(),
    Kind.MEAN: st.builds(Mean, st.integers(-5, 10**4), st.integers(0, 300)),
    Kind.MEDIAN: st.builds(
        lambda twice, count: Median(Fraction(twice, 2) if count else None, count),
        st.integers(0, 999),
        st.integers(0, 99),
    ),
}


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Make any table."""
    kinds = [Kind.WORD, *draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=5))]
    labels = st.one_of(st.sampled_from(["数量", "Median days open", "Of all closed"]), _TEXTS)
    columns = tuple(Column(f"c{at}", draw(labels) or "x", kind) for at, kind in enumerate(kinds))
    count = draw(st.one_of(st.integers(0, 5), st.integers(20, 40)))
    some = [[draw(_CELLS[kind]) for kind in kinds] for _ in range(min(count, 5))]
    rows = [[*some[at % 5]] for at in range(count)]
    chart = draw(st.none() | st.sampled_from(Chart))
    if chart is Chart.DAYS:
        start = draw(st.dates(date(2020, 1, 1), date(2026, 1, 1)))
        for at, row in enumerate(rows):
            row[0] = start + timedelta(days=at * 3)
    is_totalled = draw(st.booleans())
    total = [None, *rows[0][1:]] if rows and is_totalled else None
    block = table(rows, *columns, chart=chart, total=total, ids=draw(st.booleans()))
    block = replace(block, title=draw(_TEXTS), matching=draw(st.sampled_from(Matching)))
    return replace(block, notes=(message("A note: {text}", text=draw(_TEXTS)),))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Make any report of one table, compared or not."""
    block = draw(blocks())
    if draw(st.booleans()):
        block = beside(block, replace(block, rows=block.rows[::-1][:7]))
    return report(block, explained=draw(st.booleans()))
