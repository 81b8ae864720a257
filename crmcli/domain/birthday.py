"""Birthdays (生日): solar or lunar, with or without a year, kept as one plain text.

The kept form is `1988-05-06`, `05-06`, `lunar:1988-08-15` or `lunar:08-15`; the month is `L06`
where it is the leap month (闰月) that follows month 06, as in `lunar:1987-L06-05`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from crmcli.domain.birthday_text import LUNAR, said_in
from crmcli.domain.message import Message, message
from crmcli.domain.numerals import read_number
from crmcli.errors import N_, UsageFault

_DATE = re.compile(
    r"(?:([0-9]{4})\s*[-/.年]\s*)?(闰|l|leap\s)?\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})$")
_COMPACT = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})")
_CHINESE = re.compile(
    r"(?:([0-9]{4}|[〇零一二三四五六七八九]{4})\s*年\s*)?(闰)?"
    r"([正一二三四五六七八九十冬腊]+)月初?([一二三四五六七八九十廿卅]+)[日号]?"
)
_TENS = {"廿": "二十", "卅": "三十"}
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


class NoSuchLunarDay(UnreadableBirthday):
    """A lunar birthday on a day that its month had not got in its year."""

    sentence = N_(
        "Cannot read {text} as a birthday: that month of the lunar year {year} had {days} days."
    )
    hint = N_("Write {last}, or leave out the year: {yearless}.")


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
        return LUNAR + kept if self.lunar else kept


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
        text: a date with or without a year, with what says that it is a lunar one
            (`birthday_text.said_in`); `L` or 闰 before a month if it is a leap month.
        today: the local date; a birthday in the future is refused.

    Raises:
        UnreadableBirthday: it is no date, there is no such day, or it lies in the future.
        NoSuchLeapMonth: its year has no such leap month.
        NoSuchLunarDay: its month had no such day in its year.
    """
    said = said_in(text)
    found = None if said is None else _read(said.date, lunar=said.lunar)
    if found is None or not _exists(found):
        raise UnreadableBirthday(text=text)
    if found.lunar and found.year is not None:
        _check_lunar_day(text, found, found.year)
    if _is_ahead(found, today):
        raise UnreadableBirthday(text=text)
    return str(found)


def _read(text: str, *, lunar: bool | None) -> Birthday | None:
    # Address books write a day without its year like --05-06.
    text = _NO_YEAR.sub(r"\1-\2", text)
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        year, leap, month, day = match.groups()
        return Birthday(
            None if year is None else int(year), int(month), int(day), bool(lunar), bool(leap)
        )
    match = _CHINESE.fullmatch(text.replace("○", "〇"))
    if match is None or lunar is None:
        # 八月十五 is a day of either calendar.
        return None
    year, leap, month_text, day_text = match.groups()
    try:
        month = _MONTHS.get(month_text) or read_number(month_text)
        day = read_number("".join([_TENS.get(each, each) for each in day_text]))
        born = None if year is None else read_number(year)
    except ValueError:
        return None
    return Birthday(born, month, day, lunar, bool(leap))


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


def _check_lunar_day(text: str, birthday: Birthday, year: int) -> None:
    """Check that a lunar birthday has been a day; beyond the known years nobody can tell."""
    from crmcli.domain.lunar import (  # noqa: PLC0415 - as above
        FIRST_YEAR,
        LAST_YEAR,
        lunar_month,
    )

    if not FIRST_YEAR <= year <= LAST_YEAR:
        return
    month = lunar_month(year, birthday.month, leap=birthday.leap)
    if month is None:
        raise NoSuchLeapMonth(text=text, year=year, month=birthday.month)
    if birthday.day > month.days:
        last, yearless = birthday._replace(day=month.days), birthday._replace(year=None)
        raise NoSuchLunarDay(
            text=text, year=year, days=month.days, last=str(last), yearless=str(yearless)
        )
