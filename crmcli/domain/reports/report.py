"""A report: tables of figures that state their period, what they rest on, and how they came about.

It says nothing in any language yet: labels are message ids, and what is not a figure is a message,
a domain value, or text of the book. Every format writes the same cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.message import Message
from crmcli.domain.money import Money
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.named import Named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.reports.period import ReportPeriod

Cell = (
    str
    | int
    | Fraction
    | date
    | Enum
    | Message
    | Named
    | Money
    | Share
    | Mean
    | Median
    | Sums
    | None
)
"""What stands in one place of a table; None where there is nothing to say."""


class RecordId(int):
    """The id of a record, which is a name and no quantity."""


class Kind(StrEnum):
    """What a column holds, by which each format writes it."""

    WORD = "word"
    """Text of the book, a domain value, a message, or a day."""
    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    """An exact number, such as a quantity."""
    AMOUNT = "amount"
    """One amount of money."""
    SUMS = "sums"
    """Amounts that were added up."""
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"


class Chart(StrEnum):
    """How a table is drawn beside its figures."""

    BARS = "bars"
    """A bar for each row."""
    SERIES = "series"
    """One line over rows that follow one another in time."""
    FUNNEL = "funnel"
    """Steps, each narrower than the one before it."""
    DAYS = "days"
    """A strip of days, darker where there is more."""


class Matching(StrEnum):
    """How the rows of a table find those of the period before."""

    NAME = "name"
    """By the cells that name them."""
    PLACE = "place"
    """The first with the first: days, weeks and months follow one another."""
    NEVER = "never"
    """Not at all: a list of records, or what stands today whatever the period."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        key: its key in JSON and its heading in csv.
        label: its heading for people, a message id, or a message.
        kind: what it holds.
        unit: what it counts in, a message id, such as "days"; None where the label says it.
        in_currency: whether its medians are amounts, in the book's currency.
        standing: whether it tells of today whatever the period, so that it has none before.
        earlier: whether it is that of the period before.
    """

    key: str
    label: str | Message
    kind: Kind = Kind.COUNT
    unit: str | None = None
    in_currency: bool = False
    standing: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Args:
        cells: one for each column.
        ids: the records that were counted in it, where that was asked for.
        record: the table of those, where it is not that of all rows.
        parts: by the key of its column which of them a figure counts, where it does not count all.
    """

    cells: tuple[Cell, ...]
    ids: IdRanges | None = None
    record: str | None = None
    parts: Mapping[str, IdRanges] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a report.

    Args:
        key: its key in JSON.
        title: what it shows, a message id or a message.
        columns: its columns; the first ones name the rows.
        rows: its rows.
        how: how each figure is computed, and from which records.
        record: the kind of record that is counted, by its table; None where it is none.
        total: what all rows add up to; None where adding up makes no sense.
        chart: how it is drawn; None for a table alone.
        drawn: the key of the column that is drawn.
        matching: how it is compared with the period before.
        named: how many of its columns name a row.
        notes: what else is to be known to read it right.
        cards: whether each row has more to say than a line of a table has room for.
    """

    key: str
    title: str | Message
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    how: Message
    record: str | None = None
    total: Row | None = None
    chart: Chart | None = None
    drawn: str | None = None
    matching: Matching = Matching.NAME
    named: int = 1
    notes: tuple[Message, ...] = ()
    cards: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: no row, or none with a figure that is not zero."""
        return not any(map(self.has_something, self.rows))

    def has_something(self, row: Row) -> bool:
        """Tell whether a row says anything beside its name, now and in the period before."""
        pairs = zip(self.columns[1:], row.cells[1:], strict=True)
        return len(row.cells) == 1 or any(
            is_figure(cell)
            for column, cell in pairs
            if not (column.earlier and column.kind is Kind.WORD)
        )

    def as_it_stands(self) -> Block:
        """Give the same as what stands today, which has no earlier to be compared with."""
        return replace(self, matching=Matching.NEVER)

    def in_order(self) -> Block:
        """Give the same with rows that follow one another, as do those of the period before."""
        return replace(self, matching=Matching.PLACE)

    def called(self, key: str, title: str) -> Block:
        """Give the same under another key and title."""
        return replace(self, key=key, title=title)

    def noted(self, note: Message) -> Block:
        """Give the same with a note."""
        return replace(self, notes=(*self.notes, note))

    def index(self, key: str) -> int:
        """Say at which place a column stands."""
        return next(at for at, each in enumerate(self.columns) if each.key == key)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Args:
        name: its name, as it is typed.
        title: what it answers, likewise.
        today: the local date it was made on.
        period: the days it is about.
        base: what its figures rest on: how many customers, by which filter.
        blocks: its tables.
        before: the days it is compared with.
        explained: whether it is to say how each figure came about.
    """

    name: str
    title: str | Message
    today: date
    period: ReportPeriod
    base: tuple[Message, ...]
    blocks: tuple[Block, ...]
    before: ReportPeriod | None = None
    explained: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return all(each.is_empty for each in self.blocks)


def is_figure(cell: Cell) -> bool:
    """Tell whether a cell says something: no zero, no share or mean of nothing, no empty sum."""
    if isinstance(cell, Share):
        return cell.whole > 0
    if isinstance(cell, (Mean, Median)):
        return cell.count > 0
    if isinstance(cell, Sums):
        return any(amount.minor for amount in cell.amounts)
    return bool(cell)
