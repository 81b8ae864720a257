"""Figures as JSON has them, of plain numbers: shares, medians, amounts, what was when."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.commands.report.plain_book import Row, Span, amount_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def money(minor: int, currency: str) -> Row:
    """Give one amount as JSON has it."""
    return {"amount": amount_text(minor, currency), "currency": currency}


def share(part: int, whole: int) -> Row:
    """Give a part of a whole; of nothing there is no rate."""
    rate = float(round(Fraction(part, whole), 4)) if whole else None
    return {"part": part, "whole": whole, "rate": rate}


def rate(part: int, whole: int) -> Row:
    """Give a part of a whole that is money, which is told elsewhere."""
    return {**share(part, whole), "part": None, "whole": None}


def mean(numbers: Sequence[int]) -> Row:
    """Give the arithmetic mean; of nothing there is none."""
    found = float(round(Fraction(sum(numbers), len(numbers)), 4)) if numbers else None
    return {"mean": found, "count": len(numbers)}


def median(numbers: Sequence[int | Fraction], places: int = 1) -> Row:
    """Give the number in the middle, or the mean of the two that are."""
    ordered, size = sorted(numbers), len(numbers)
    if not size:
        return {"median": None, "count": 0}
    middle = Fraction(ordered[(size - 1) // 2] + ordered[size // 2]) / 2
    return {"median": float(round(middle, places)), "count": size}


def over_time(
    span: Span, dated: Iterable[tuple[date, Row]], *, daily: bool = False
) -> dict[str, list[Row]]:
    """Put rows to the days, weeks or months of a period: at most 14 days, or 14 weeks, or more.

    Where it is daily, days are shown up to 400 of them.
    """
    known = sorted(dated, key=lambda pair: pair[0])
    if (span.first is None or span.last is None) and not known:
        return {}
    first = span.first or known[0][0]
    last = span.last or max([first, *(on for on, _ in known[-1:])])
    length = (last - first).days + 1
    named = 1 if daily and length <= 400 else length
    found: dict[str, list[Row]] = {}
    for at in range(length):
        found.setdefault(_stretch(first + timedelta(days=at), named), [])
    for on, row in known:
        found[_stretch(on, named)].append(row)
    return found


def _stretch(on: date, length: int) -> str:
    year, week, _ = on.isocalendar()
    if length <= 14:
        return on.isoformat()
    return f"{year}-W{week:02d}" if length <= 98 else on.isoformat()[:7]


def folded(text: str | None) -> str:
    """Make texts equal that differ in case and width alone."""
    return unicodedata.normalize("NFKC", text or "").casefold()
