"""What stands in each format for a cell of a report, and reading it back."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from fractions import Fraction
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from crmcli.domain.money import Money
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.named import Named
from crmcli.domain.reports.report import Kind
from crmcli.render.reports.cells import cell_text

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Block, Cell, Column

_PLACES = 4


def as_json(cell: Cell) -> Any:
    """Say what stands in JSON for a cell."""
    if isinstance(cell, Share):
        rate = None if cell.rate is None else float(round(cell.rate, _PLACES))
        parts = (None, None) if cell.of_money else (cell.part, cell.whole)
        return {"part": parts[0], "whole": parts[1], "rate": rate}
    if isinstance(cell, (Mean, Median)):
        name, places = ("mean", _PLACES) if isinstance(cell, Mean) else ("median", 2)
        value = None if cell.value is None else float(round(cell.value, places))
        currency = getattr(cell, "currency", None)
        return {name: value, "count": cell.count, **({"currency": currency} if currency else {})}
    if isinstance(cell, Sums):
        amounts = [as_json(each) for each in cell.amounts]
        return {"amounts": amounts, "book_amount": as_json(cell.book)}
    if isinstance(cell, Money):
        return {"amount": cell.decimal_text(), "currency": cell.currency}
    if isinstance(cell, Fraction):
        return float(cell)
    if isinstance(cell, Named):
        return cell.key
    if isinstance(cell, Enum):
        return cell.value
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if cell is None or isinstance(cell, (str, int)) else cell_text(cell)


def as_flat(column: Column, cell: Cell) -> dict[str, str]:
    """Say what stands in csv for a cell, by the names of its columns."""
    key, told = column.key, as_json(cell)
    match column.kind:
        case Kind.SHARE:
            told = told or {"part": None, "whole": None, "rate": None}
            names = {key: told["part"], f"{key}_of": told["whole"], f"{key}_rate": told["rate"]}
        case Kind.MEAN | Kind.MEDIAN:
            told = told or {"mean": None, "median": None, "count": None}
            names = {key: told.get("mean", told.get("median")), f"{key}_count": told["count"]}
            names |= {beside(key, "currency"): told["currency"]} if "currency" in told else {}
        case Kind.AMOUNT:
            told = told or {"amount": None, "currency": None}
            names = {key: told["amount"], beside(key, "currency"): told["currency"]}
        case Kind.SUMS:
            told = told or {"amounts": [], "book_amount": None}
            book = told["book_amount"] or {"amount": None, "currency": None}
            each = [f"{one['amount']} {one['currency']}" for one in told["amounts"]]
            names = {key: book["amount"], beside(key, "currency"): book["currency"]}
            names[beside(key, "amounts")] = ";".join(each)
        case _:
            names = {key: told}
    return {name: plain(value) for name, value in names.items()}


def beside(key: str, what: str) -> str:
    """Name a column beside that of an amount: a plain one has the plain name."""
    names = {"amount": what, "amount_before": f"{what}_before"}
    return names.get(key, f"{key}_{what}")


def plain(value: Any) -> str:
    """Write a plain value as csv has it: no zeros at the end of a number."""
    if isinstance(value, float):
        return f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


def sheet_cells(block: Block, row: tuple[Cell, ...]) -> list[Any]:
    """Say what stands in a row of a sheet, but for what is not known."""
    found: list[Any] = []
    for column, cell in zip(block.columns, row, strict=True):
        if isinstance(cell, Share):
            found += [] if cell.rate is None else [float(cell.rate)]
            found += [] if cell.of_money else [float(cell.part), float(cell.whole)]
        elif isinstance(cell, (Mean, Median)):
            found += [] if cell.value is None else [float(cell.value)]
            found.append(float(cell.count))
        elif isinstance(cell, Money):
            found += [float(cell.decimal_text()), cell.currency]
        elif isinstance(cell, Sums):
            found += [] if cell.book is None else [float(cell.book.decimal_text())]
            found += [0.0] if cell.book is None and not cell.amounts else []
            base = None if cell.book is None else cell.book.currency
            if any(each.currency != base for each in cell.amounts):
                found.append(" + ".join(map(cell_text, cell.amounts)))
        elif isinstance(cell, (int, Fraction)):
            found.append(float(cell))
        elif isinstance(cell, date) and column.kind is Kind.WORD:
            found.append(cell)
        else:
            found += [cell_text(cell)] if cell not in (None, "") else []
    return found


def unescaped(line: str) -> list[str]:
    """Take a line of tsv apart."""
    known = {"t": "\t", "n": "\n", "\\": "\\"}
    cells = line.split("\t")
    return [re.sub(r"\\(.)", lambda match: known[match[1]], cell) for cell in cells]


class _Page(HTMLParser):
    """Collects the texts of cells, by the table they are of, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section":
            self._rows = self.tables.setdefault(str(given["data-block"]), [])
        elif tag in {"tr", "dl"}:
            self._rows.append([])
        elif tag in {"td", "th", "dd", "dt"}:
            self._rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "dd", "dt"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self._rows[-1][-1] += data


def read_page(text: str) -> dict[str, list[list[str]]]:
    """Read the tables of a page."""
    page = _Page()
    page.feed(text)
    return page.tables
