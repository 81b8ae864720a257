"""Birthdays (生日): solar or lunar, with or without a year, kept as one plain text.

The kept form is `1988-05-06`, `05-06`, `lunar:1988-08-15` or `lunar:08-15`.
"""

from __future__ import annotations

import re
from datetime import date

from crmcli.domain.numerals import read_number
from crmcli.errors import N_, UsageFault

_LUNAR = ("lunar:", "lunar ", "农历", "阴历", "旧历")
_DATE = re.compile(r"(?:([0-9]{4})\s*[-/.年]\s*)?([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?")
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})$")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CHINESE = re.compile(r"([正一二三四五六七八九十冬腊]+)月初?([一二三四五六七八九十廿]+)[日号]?")
_LUNAR_MONTH_DAYS = 30
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LEAP_YEAR = 2000


class UnreadableBirthday(UsageFault):
    """A birthday that cannot be read."""

    code = "unreadable_birthday"
    sentence = N_("Cannot read {text} as a birthday.")
    hint = N_("Write it like 1988-05-06, 05-06, lunar:1988-08-15 or 农历八月十五.")


def read_birthday(text: str, today: date) -> str:
    """Read a birthday and return its kept form.

    Args:
        text: a date with or without a year, `lunar:` or 农历 before it if it is a lunar one.
        today: the local date; a birthday in the future is refused.

    Raises:
        UnreadableBirthday: it is no date, there is no such day, or it lies in the future.
    """
    rest = text.strip()
    lunar = False
    for mark in _LUNAR:
        if rest.lower().startswith(mark):
            lunar, rest = True, rest[len(mark) :].strip()
    parts = _parts(rest, lunar=lunar)
    if parts is None or not _exists(*parts, lunar=lunar):
        raise UnreadableBirthday(text=text)
    year, month, day = parts
    if year is not None and (year < 1 or (year, month, day) > (today.year, today.month, today.day)):
        raise UnreadableBirthday(text=text)
    kept = f"{month:02}-{day:02}" if year is None else f"{year:04}-{month:02}-{day:02}"
    return f"lunar:{kept}" if lunar else kept


def _parts(text: str, *, lunar: bool) -> tuple[int | None, int, int] | None:
    # Address books write a day without its year like --05-06.
    text = _NO_YEAR.sub(r"\1-\2", text)
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        year, month, day = match.groups()
        return (None if year is None else int(year), int(month), int(day))
    match = _CHINESE.fullmatch(text)
    if match is None or not lunar:
        return None
    month_text, day_text = match.groups()
    try:
        month = _MONTHS.get(month_text) or read_number(month_text)
        tens = day_text.replace("廿", "二十") if day_text != "廿" else "二十"
        return None, month, read_number(tens)
    except ValueError:
        return None


def _exists(year: int | None, month: int, day: int, *, lunar: bool) -> bool:
    if lunar:
        return 1 <= month <= len("正二三四五六七八九十冬腊") and 1 <= day <= _LUNAR_MONTH_DAYS
    try:
        date(_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True
