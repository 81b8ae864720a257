"""What stands in the cells of a sheet for a cell of a report: numbers, days, text."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.money import Money
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.report import RecordId
from crmcli.errors import N_
from crmcli.exchange.xlsx.frame import Look

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Cell
    from crmcli.exchange.xlsx.report_words import ReportWords

WHOLE = "#,##0"
RATE = "0.0%"
DAY = Look.DATE.value

_MEAN = "#,##0.00"
_MEDIAN = "#,##0.00"
_QUANTITY = "#,##0.###"
_MOST_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)
"""The first day that Excel counts as others do."""


class Value(NamedTuple):
    """What stands in a cell.

    Args:
        content: text, a number, a day; None where nothing does.
        form: the number format of Excel.
    """

    content: str | float | date | None
    form: str = ""

    @property
    def shown(self) -> str:
        """What a reader sees, nearly: enough to tell how wide it is."""
        if isinstance(self.content, (int, float)):
            places = len(self.form.partition(".")[2])
            return f"{self.content:,.{places}f}"
        return "" if self.content is None else str(self.content)


NOTHING = Value(None)


class Values:
    """Writes the cells of a report.

    Args:
        words: what writes what is no figure.
    """

    def __init__(self, words: ReportWords) -> None:
        self._word = words.cell
        self._no_data = Value(words.text(N_("no data")))

    def plain(self, cell: Cell) -> Value:
        """Write a cell that takes one column: a number, a day, an amount, text."""
        if cell is None:
            return NOTHING
        if isinstance(cell, Money):
            return _exact(cell.decimal_text())
        if isinstance(cell, RecordId):
            return Value(int(cell), "0")
        if isinstance(cell, int) and not isinstance(cell, bool):
            return _exact(str(cell))
        if isinstance(cell, Fraction):
            return Value(float(cell), _QUANTITY)
        if isinstance(cell, date) and not isinstance(cell, datetime):
            return Value(cell, DAY) if cell >= _FIRST_DAY else Value(cell.isoformat())
        if isinstance(cell, str) and not isinstance(cell, Enum):
            return Value(cell)
        return Value(self._word(cell))

    def rate(self, cell: Cell) -> Value:
        """Write how much of the whole a share is."""
        return self._known(cell.rate, RATE) if isinstance(cell, Share) else self.plain(cell)

    def middle(self, cell: Cell) -> Value:
        """Write a mean or a median."""
        if isinstance(cell, Mean):
            return self._known(cell.value, _MEAN)
        return self._known(cell.value, _MEDIAN) if isinstance(cell, Median) else self.plain(cell)

    def _known(self, value: Fraction | None, form: str) -> Value:
        return self._no_data if value is None else Value(float(value), form)

    def sum(self, cell: Cell) -> Value:
        """Write what amounts add up to in the book's currency, where that is known."""
        if isinstance(cell, Sums) and not cell.amounts:
            return self.plain(cell.book or 0)
        return self.plain(cell.book if isinstance(cell, Sums) else cell)

    def by_currency(self, cell: Cell) -> Value:
        """Write the sum of each currency, where that is not the one sum."""
        if not isinstance(cell, Sums) or not has_others(cell):
            return NOTHING
        return Value(" + ".join(map(self._word, cell.amounts)))


def has_others(cell: Cell) -> bool:
    """Tell whether amounts in other currencies than the book's were added up."""
    if not isinstance(cell, Sums):
        return False
    return any(cell.book is None or each.currency != cell.book.currency for each in cell.amounts)


def part(cell: Cell) -> Value:
    """Write of how many a share tells."""
    if not isinstance(cell, Share) or cell.of_money:
        return NOTHING
    return _exact(str(cell.part))


def count(cell: Cell) -> Value:
    """Write what a figure rests on."""
    if isinstance(cell, Share):
        return NOTHING if cell.of_money else _exact(str(cell.whole))
    return _exact(str(cell.count)) if isinstance(cell, (Mean, Median)) else NOTHING


def currency(cell: Cell) -> Value:
    """Write what an amount is in."""
    return Value(cell.currency) if isinstance(cell, Money) else NOTHING


def _exact(text: str) -> Value:
    """Make a number of its digits; Excel reckons with 15, and what has more is kept as text."""
    if sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return Value(text)
    places = len(text.partition(".")[2])
    return Value(float(text), f"{WHOLE}.{'0' * places}") if places else Value(int(text), WHOLE)
