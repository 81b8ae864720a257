"""The values of a spreadsheet's cells as the text that a table of text would have for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_CELL = 16_000_000
"""The most characters of one cell, as in a table of text."""

_EXACT_BELOW = 2**53
"""Up to here a number holds every digit of a whole one."""

_LONGEST_DECIMAL = 40


_ESCAPES = (("_xFFFE_", "\ufffe"), ("_xFFFF_", "\uffff"))
"""How Excel writes what XML does not hold, as far as calamine leaves it so."""


class Loss(StrEnum):
    """What a cell lost on its way into the file."""

    DIGITS = "digits"
    NUL = "nul"
    LENGTH = "length"


def texts_of(row: Iterable[object]) -> tuple[list[str], dict[int, str]]:
    """Give the texts of a row's cells, and by place what those lost that cannot be used."""
    texts: list[str] = []
    lost: dict[int, str] = {}
    for value in row:
        if value.__class__ is str:
            text = str(value)
            if "_xFFF" in text:
                for escape, meant in _ESCAPES:
                    text = text.replace(escape, meant)
            if "\0" in text or len(text) > LONGEST_CELL:
                lost[len(texts)] = Loss.NUL if "\0" in text else Loss.LENGTH
                text = text[:100].replace("\0", "\ufffd")
        else:
            text = text_of(value)
            if isinstance(value, (int, float)) and abs(value) >= _EXACT_BELOW:
                lost[len(texts)] = Loss.DIGITS
        texts.append(text)
    return texts, lost


def text_of(value: object) -> str:
    """Give a value as text: a day as an ISO date, a whole number without a fraction."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        value = _whole_second(value)
        day, clock = value.date().isoformat(), value.time()
        return f"{day} {clock.isoformat()}" if clock != time() else day
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        # A time alone has no day to round into.
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, timedelta):
        return _duration(value)
    return str(value)


def _number(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < _EXACT_BELOW):
        return str(int(value))
    # What a spreadsheet shows: fifteen digits. The rest is noise of its arithmetic.
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    plain = f"{Decimal(text):f}"
    fits = abs(value) < _EXACT_BELOW and len(plain) <= _LONGEST_DECIMAL
    return plain if fits else text.upper()


def _whole_second(value: datetime) -> datetime:
    # A moment is kept as a fraction of a day, which is seldom a whole second.
    try:
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    except OverflowError:
        return value.replace(microsecond=0)


def _duration(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if value < timedelta() else ''}{hours}:{minutes:02}:{seconds:02}"
