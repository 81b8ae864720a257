"""Weeks, months, quarters and years said without a day: which one is meant stays open."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.when.asked import Look
from crmcli.domain.when.periods import MONTHS, STEPS, YEARS, Period, first_day, last_day

if TYPE_CHECKING:
    from crmcli.domain.when.asked import Asked

_KINDS: Final = {
    "周": Period.WEEK, "星期": Period.WEEK, "礼拜": Period.WEEK, "月": Period.MONTH,
    "季": Period.QUARTER, "季度": Period.QUARTER, **{each.value: each for each in Period},
}  # fmt: skip
_CHINESE: Final = "(?P<which>上上|下下|上|本|这|下)个?(?P<kind>周|星期|礼拜|月|季度?)"
_ENGLISH: Final = r"(?:the )?(?P<which>this|next|last) (?P<kind>week|month|quarter|year)"
_OF_YEAR: Final = rf"(?:(?P<year>{CHINESE_NUMBER}年|[今本明后去前]年)的?)?"
_MONTH_OF: Final = rf"{_OF_YEAR}(?!两)(?P<month>{CHINESE_NUMBER})月份?"
_QUARTER_OF: Final = rf"{_OF_YEAR}(?:第?(?P<quarter>[一二三四1-4])季度?|q(?P<number>[1-4]))"
_ENGLISH_QUARTER: Final = "(?:in )?q(?P<quarter>[1-4])(?: (?P<year>[0-9]{4}))?"
_QUARTER_BEHIND: Final = "(?P<year>[0-9]{4})[- ]?q(?P<quarter>[1-4])"
_YEAR: Final = "[0-9零〇一二三四五六七八九]{4}年"
_THIRD: Final = "(?P<third>[上中下])旬"
_THIRDS: Final = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


def stretch_named(asked: Asked, words: str) -> tuple[date, date] | None:
    """Give the first and last day of a stretch such as 本周, 下季度, `next week` or 12月.

    Raises:
        ValueError or OverflowError: there is no such stretch.
    """
    match = re.fullmatch(_ENGLISH if words.isascii() else _CHINESE, words)
    if match is not None:
        kind, steps = _KINDS[match["kind"]], STEPS[match["which"]]
        return first_day(kind, asked.today, steps), last_day(kind, asked.today, steps)
    if words == "week after next":
        return first_day(Period.WEEK, asked.today, 2), last_day(Period.WEEK, asked.today, 2)
    bare = asked.edge is not None and re.fullmatch("[0-9]{4}", words) is not None
    if words in YEARS or bare or re.fullmatch(_YEAR, words):
        year = year_named(asked.today, words)
        return date(year, 1, 1), date(year, 12, 31)
    return _month(asked, words) or _quarter(asked, words) or _third(asked, words)


def _month(asked: Asked, words: str) -> tuple[date, date] | None:
    match = re.fullmatch(_MONTH_OF, words)
    if match is not None:
        year, month = match["year"], read_number(match["month"])
    else:
        match = re.fullmatch(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})", words)
        if match is None:
            match = re.fullmatch(r"(?:in )?(?P<month>[a-z]{3,9})(?: (?P<year>[0-9]{4}))?", words)
        if match is None:
            return None
        year = match["year"]
        found = MONTHS.get(match["month"])
        if found is None and not match["month"].isdecimal():
            return None
        month = int(match["month"]) if found is None else found
    return _bounds(asked, year, month)


def _quarter(asked: Asked, words: str) -> tuple[date, date] | None:
    match = re.fullmatch(_ENGLISH_QUARTER if words.isascii() else _QUARTER_OF, words)
    match = match or re.fullmatch(_QUARTER_BEHIND, words)
    if match is None:
        return None
    quarter = read_number(match["quarter"] or match.groupdict().get("number") or "")
    return _bounds(asked, match["year"], 3 * quarter - 2, Period.QUARTER)


def _bounds(
    asked: Asked, year: str | None, month: int, period: Period = Period.MONTH
) -> tuple[date, date]:
    """Give the ends of a month or quarter; without a year those of the nearest one looked for."""
    if year:
        first = date(year_named(asked.today, year), month, 1)
        return first, last_day(period, first)
    first = date(asked.today.year, month, 1)
    if asked.look is Look.AHEAD and last_day(period, first) < asked.today:
        first = date(asked.today.year + 1, month, 1)
    elif asked.look is Look.BACK and first > asked.today:
        first = date(asked.today.year - 1, month, 1)
    return first, last_day(period, first)


def _third(asked: Asked, words: str) -> tuple[date, date] | None:
    match = re.fullmatch(rf"(?P<month>.+月份?){_THIRD}", words)
    if match is None:
        return None
    month = stretch_named(asked, match["month"])
    if month is None:
        return None
    first, last = _THIRDS[match["third"]]
    return month[0].replace(day=first), month[0].replace(day=min(last, month[1].day))


def year_named(today: date, word: str) -> int:
    """Read a year such as 明年, 2027年 or `2027`.

    Raises:
        ValueError: it has not its four figures, as 26年.
    """
    if word in YEARS:
        return today.year + YEARS[word]
    year = read_number(word.removesuffix("年"))
    if year < _LEAST_YEAR:
        message = "a year needs its four figures"
        raise ValueError(message)
    return year


_LEAST_YEAR: Final = 1000  # two figures, as in 26年, do not name the century
