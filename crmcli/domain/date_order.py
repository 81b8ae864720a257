"""Dates as other programs write them: day or month first, and a spreadsheet's numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_SERIAL_START = date(1899, 12, 30)  # day 1 of a spreadsheet is 1900-01-01, and it has a 29 February
_CENTURY = 100
_YEARS_AHEAD = 20


class DateOrder(StrEnum):
    """What comes first in a date whose year comes last."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def year_first(text: str, order: DateOrder | None, today: date) -> str:
    """Write a date whose year comes last with its year first; anything else stays as it is.

    Args:
        text: a date, with or without a time behind it.
        order: what comes first; None where nobody said so, and then nothing is turned round.
        today: the local date; a year of two digits lies at most twenty years ahead of it.
    """
    match = None if order is None else _YEAR_LAST.match(text)
    if match is None:
        return text
    first, _, second, year = match.groups()
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    if len(year) < len("2026"):
        full = today.year - today.year % _CENTURY + int(year)
        year = str(full - _CENTURY if full > today.year + _YEARS_AHEAD else full)
    return f"{year}-{int(month):02}-{int(day):02}{text[match.end() :]}"


def has_year_last(text: str) -> bool:
    """Tell whether a text is such a date."""
    return _YEAR_LAST.match(text) is not None


def from_serial(text: str) -> str:
    """Read the number by which a spreadsheet keeps a day since 1927; anything else stays as it is.

    Only what comes from a cell without a date format looks like that. In a workbook that counts
    from 1904 such a number would mean another day; its cells with dates have their format.
    """
    match = _SERIAL.fullmatch(text)
    return text if match is None else (_SERIAL_START + timedelta(int(match[1]))).isoformat()
