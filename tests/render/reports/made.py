"""Reports made by hand: every kind of cell and of chart, and texts that try to act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.money import Money
from crmcli.domain.reports.comparing import compared
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.period import ReportPeriod
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Matching, Report, Row
from crmcli.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.reports.report import Cell

TODAY = date(2026, 11, 30)
YEAR = ReportPeriod(date(2026, 1, 1), date(2026, 12, 31))
HOW = message("What is counted, and how.")

NAMES = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\"quoted\" & 'so' &amp; {{ 7 * 7 }} {% raw %}",
    "上海宏远自动化设备有限公司（华东大区采购中心，二号楼）",
    "👩‍👩‍👧 一家 🎉",
    "محمد عبد الله",
    "שלום עולם 12",
    "evil\u202etxt \x1b[31m\x07\x00\x85",
    "https://example.org/?a=1&b=2",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-Featherstonehaugh",
    "two\nlines",
)
"""What customers may be called."""

WORD = Kind.WORD


def cny(yuan: int) -> Sums:
    amount = Money(yuan * 100, "CNY")
    return Sums((amount,), amount)


MANY = Sums((Money(262_550_000, "CNY"), Money(400_000, "EUR"), Money(2_080_000, "JPY")), None)
"""Amounts that have no sum, as a rate is missing."""


def outcome() -> Block:
    """Make a table of one row."""
    columns = (
        Column("outcome", "Outcome", WORD),
        Column("deals", "Deals"),
        Column("amount", "Amount", Kind.SUMS),
        Column("share", "Of all closed", Kind.SHARE),
        Column("days", "Median days open", Kind.MEDIAN),
    )
    cells = (Stage.WON, 26, MANY, Share(26, 50), Median(Fraction(127, 2), 26))
    row = Row(cells, IdRanges([(83, 108)]))
    return Block("outcome", "All together", columns, (row,), HOW, "deal")


def named(names: Sequence[Cell] = NAMES, chart: Chart | None = Chart.BARS) -> Block:
    """Make a table with a row for each name."""
    columns = (
        Column("customer", "Customer", WORD),
        Column("deals", "Deals"),
        Column("amount", "Amount", Kind.SUMS),
        Column("score", "Mean score", Kind.MEAN),
    )
    rows = tuple(
        Row(
            (name, 3 * (len(names) - at), cny(1_000 * at), Mean(at, at % 3)),
            IdRanges([(at * 9, at * 9 + at)]),
        )
        for at, name in enumerate(names)
    )
    total = Row((None, sum(3 * at for at in range(len(names) + 1)), MANY, Mean(9, 4)))
    return Block(
        "named",
        "Who bought",
        columns,
        rows,
        HOW,
        "deal",
        total=total,
        chart=chart,
        drawn="deals" if chart else None,
        notes=(message("A note about {who}.", who=NAMES[0]),),
    )


def over_time(labels: Sequence[Cell], chart: Chart, values: Sequence[int]) -> Block:
    """Make a table of what follows one another."""
    rows = tuple(
        Row((label, value), IdRanges()) for label, value in zip(labels, values, strict=True)
    )
    columns = (Column("when", "When", WORD), Column("deals", "Deals"))
    return Block(
        "time", "When", columns, rows, HOW, "deal",
        chart=chart, drawn="deals", matching=Matching.PLACE,
    )  # fmt: skip


def days(count: int) -> list[Cell]:
    """Name so many days up to today."""
    return [TODAY - timedelta(days=count - 1 - at) for at in range(count)]


def months(count: int) -> list[str]:
    """Name so many months."""
    return [f"{2016 + at // 12}-{at % 12 + 1:02d}" for at in range(count)]


def funnel() -> Block:
    """Make a table of steps, to each of which fewer come."""
    columns = (
        Column("stage", "Stage", WORD),
        Column("entered", "Entered"),
        Column("went", "Went on", Kind.SHARE),
    )
    steps = ((Stage.INITIAL_CONTACT, 120, 88), (Stage.QUOTE, 51, 30), (Stage.WON, 12, 0))
    rows = tuple(Row((stage, all_, Share(part, all_))) for stage, all_, part in steps)
    return Block("funnel", "Step by step", columns, rows, HOW, chart=Chart.FUNNEL, drawn="entered")


def empty() -> Block:
    """Make a table that says nothing."""
    return Block("empty", "Nothing here", (Column("n", "N", WORD), Column("d", "D")), (), HOW)


def all_blocks() -> tuple[Block, ...]:
    """Make a table of each kind, with different keys."""
    waves = [(at * 7) % 13 * (at % 5) for at in range(400)]
    found = (
        outcome(),
        named(),
        named(chart=None),
        funnel(),
        over_time(months(12), Chart.SERIES, waves[:12]),
        over_time(months(100), Chart.SERIES, waves[:100]),
        over_time(months(9), Chart.SERIES, [each - 9 for each in waves[:9]]),
        over_time(days(30), Chart.DAYS, waves[:30]),
        over_time(days(200), Chart.DAYS, waves[:200]),
        empty(),
    )
    return tuple(replace(each, key=f"{each.key}_{at}") for at, each in enumerate(found))


def report(*blocks: Block, explained: bool = False, compare: bool = False) -> Report:
    """Make a report of tables, compared with one that had half of everything."""
    base = (
        counted("{count} customer", "{count} customers", 98),
        message("only where {filter}", filter="owner = <b>王芳</b>"),
    )
    shown = compared(blocks, [_halved(each) for each in blocks]) if compare else blocks
    before = YEAR.before() if compare else None
    title = "What was won, and why?"
    return Report("won", title, TODAY, YEAR, base, tuple(shown), before, explained)


def _halved(block: Block) -> Block:
    rows = tuple(
        replace(
            row, cells=tuple(cell // 2 if isinstance(cell, int) else cell for cell in row.cells)
        )
        for row in block.rows
    )
    return replace(block, rows=rows)
