"""Birthdays (生日): solar or lunar, with or without a year, kept as one plain text.

The kept form is `1988-05-06`, `05-06`, `lunar:1988-08-15` or `lunar:08-15`; the month is `L06`
where it is the leap month (闰月) that follows month 06, as in `lunar:1987-L06-05`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from crmcli.domain.message import Message, message
from crmcli.domain.numerals import read_number
from crmcli.errors import N_, UsageFault

_LUNAR = ("lunar:", "lunar ", "农历", "阴历", "旧历")
_DATE = re.compile(
    r"(?:([0-9]{4})\s*[-/.年]\s*)?(闰|閏|l|leap\s)?\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})$")
_COMPACT = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})")
_CHINESE = re.compile(
    r"(?:([0-9]{4})\s*年\s*)?(闰|閏)?([正一二三四五六七八九十冬腊]+)月初?([一二三四五六七八九十廿]+)[日号]?"
)
_KEPT = re.compile(r"(lunar:)?(?:([0-9]{4})-)?(L)?([0-9]{2})-([0-9]{2})")
_LUNAR_MONTH_DAYS = 30
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LEAP_YEAR = 2000


def birthday_told(kept: str | None) -> Message:
    """Say a birthday as it is kept: a lunar one in words, any other as it is; nothing for none."""
    born = None if kept is None else kept_birthday(kept)
    if born is None or not born.lunar:
        return Message("{date}", {"date": kept or ""})
    year = "" if born.year is None else f"{born.year:04}-"
    text = N_("lunar {date} (leap month)") if born.leap else N_("lunar {date}")
    return message(text, date=f"{year}{born.month:02}-{born.day:02}")


class UnreadableBirthday(UsageFault):
    """A birthday that cannot be read."""

    code = "unreadable_birthday"
    sentence = N_("Cannot read {text} as a birthday.")
    hint = N_("Write it like 1988-05-06, 05-06, lunar:1988-08-15, lunar:L06-05 or 农历八月十五.")


class NoSuchLeapMonth(UnreadableBirthday):
    """A birthday in a leap month that its year has not got."""

    sentence = N_(
        "Cannot read {text} as a birthday: the lunar year {year} has no leap month {month}."
    )
    hint = N_("Leave out the leap month or the year, as in lunar:{year}-06-05 or lunar:L06-05.")


class Birthday(NamedTuple):
    """A birthday; of a lunar one `year` is the year in which its lunar year began."""

    year: int | None
    month: int
    day: int
    lunar: bool = False
    leap: bool = False

    def __str__(self) -> str:
        """Give the kept form."""
        kept = f"{'L' if self.leap else ''}{self.month:02}-{self.day:02}"
        if self.year is not None:
            kept = f"{self.year:04}-{kept}"
        return f"lunar:{kept}" if self.lunar else kept


def kept_birthday(text: object) -> Birthday | None:
    """Take a kept birthday apart; None for what is none, as another program may have written it."""
    found = _KEPT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    lunar, year, leap, month, day = found.groups()
    birthday = Birthday(
        None if year is None else int(year), int(month), int(day), bool(lunar), bool(leap)
    )
    return birthday if _exists(birthday) else None


def read_birthday(text: str, today: date) -> str:
    """Read a birthday and return its kept form.

    Args:
        text: a date with or without a year, `lunar:` or 农历 before it if it is a lunar one; `L` or
            闰 before a month if it is a leap month.
        today: the local date; a birthday in the future is refused.

    Raises:
        UnreadableBirthday: it is no date, there is no such day, or it lies in the future.
        NoSuchLeapMonth: its year has no such leap month.
    """
    rest = text.strip()
    lunar = False
    for mark in _LUNAR:
        if rest.lower().startswith(mark):
            lunar, rest = True, rest[len(mark) :].strip()
    found = _read(rest, lunar=lunar)
    if found is None or not _exists(found) or _is_ahead(found, today):
        raise UnreadableBirthday(text=text)
    if found.leap and found.year is not None:
        _check_leap_month(text, found)
    return str(found)


def _read(text: str, *, lunar: bool) -> Birthday | None:
    # Address books write a day without its year like --05-06.
    text = _NO_YEAR.sub(r"\1-\2", text)
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        year, leap, month, day = match.groups()
        return Birthday(
            None if year is None else int(year), int(month), int(day), lunar, bool(leap)
        )
    match = _CHINESE.fullmatch(text)
    if match is None or not lunar:
        return None
    year, leap, month_text, day_text = match.groups()
    try:
        month = _MONTHS.get(month_text) or read_number(month_text)
        tens = day_text.replace("廿", "二十") if day_text != "廿" else "二十"
        day = read_number(tens)
    except ValueError:
        return None
    return Birthday(None if year is None else int(year), month, day, lunar, bool(leap))


def _exists(birthday: Birthday) -> bool:
    year, month, day = birthday[:3]
    if year is not None and year < 1:
        return False
    if birthday.lunar:
        return 1 <= month <= len("正二三四五六七八九十冬腊") and 1 <= day <= _LUNAR_MONTH_DAYS
    if birthday.leap:
        return False
    try:
        date(_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _is_ahead(birthday: Birthday, today: date) -> bool:
    year, month, day = birthday[:3]
    if year is None:
        return False
    if birthday.lunar:
        from crmcli.domain.lunar import lunar_day  # noqa: PLC0415 - few birthdays are lunar

        born = lunar_day(year, month, day, leap=birthday.leap)
        if born is not None:
            return born > today
    return (year, month, day) > (today.year, today.month, today.day)


def _check_leap_month(text: str, birthday: Birthday) -> None:
    from crmcli.domain.lunar import FIRST_YEAR, LAST_YEAR, leap_month  # noqa: PLC0415 - as above

    year = birthday.year or 0
    if FIRST_YEAR <= year <= LAST_YEAR and leap_month(year) != birthday.month:
        raise NoSuchLeapMonth(text=text, year=year, month=birthday.month)
