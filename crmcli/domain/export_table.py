"""A table as it is exported: its columns, what each holds, and whose words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """What the values of a column are; any of them may be absent."""

    TEXT = auto()
    """Text."""

    WHOLE = auto()
    """A whole number."""

    DECIMAL = auto()
    """A number with decimals, such as a quantity."""

    AMOUNT = auto()
    """An amount as decimal text; the column after it holds its currency."""

    DATE = auto()
    """A local date, in ISO 8601."""

    INSTANT = auto()
    """An instant in UTC, in ISO 8601 with its offset."""

    FLAG = auto()
    """Yes or no."""

    LIST = auto()
    """A list of texts."""

    PAIRS = auto()
    """Texts by their names."""

    PEOPLE = auto()
    """A list of people, each by the keys of its JSON."""

    RECORDS = auto()
    """A list of records, each by the keys of its JSON; a cell has one value of each."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of an exported table.

    Args:
        name: the key of the JSON, and what the column is called.
        kind: what its values are.
        words: whether they may be somebody's own words, which a spreadsheet must not run.
        part: of records the key whose value stands in a cell for each.
    """

    name: str
    kind: Kind = Kind.TEXT
    words: bool = False
    part: str = ""


@dataclass(frozen=True)
class ExportTable:
    """A table that can be exported.

    A row of it has a plain value for each column: those of its JSON, but for amounts, which are
    text beside their currency.

    Args:
        record: the table of the book that its rows come from.
        title: what several of its rows are called, such as `contacts`.
        columns: its columns, in order.
    """

    record: str
    title: str
    columns: tuple[ExportColumn, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(each.name for each in self.columns)

    @cached_property
    def holder(self) -> int:
        """Where in a row it stands whose record it is."""
        return self.names.index("customer_id") if "customer_id" in self.names else 0

    @cached_property
    def currencies(self) -> Mapping[str, str]:
        """By the name of each amount that of its currency, which stands after it."""
        beside = zip(self.columns, self.names[1:], strict=False)
        return {each.name: name for each, name in beside if each.kind is Kind.AMOUNT}
