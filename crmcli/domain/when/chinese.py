"""Days in Chinese words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.span import Span, Unit, length_of
from crmcli.domain.when.nearest import (
    monthday_near,
    weekday_in_week,
    weekday_near,
    yearday_near,
)
from crmcli.domain.when.periods import Edge, Period, edge_of, first_day, month_edge_near

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.when.asked import Asked

_DAYS: Final = {
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3,
}  # fmt: skip
_WEEKDAYS: Final = dict(zip("一二三四五六日天1234567", (*range(7), 6, *range(7)), strict=True))
_STEPS: Final = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_YEARS: Final = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_EDGES: Final = {"初": Edge.START, "底": Edge.END, "末": Edge.END}
_LEAST_YEAR: Final = 1000  # two figures, as in 26年, do not name the century

_N: Final = CHINESE_NUMBER
_WHICH: Final = "(?P<which>上上|下下|上|本|这|下)个?"
_YEAR: Final = f"(?P<year>{_N}年|[今本明后去前]年)"
_EDGE: Final = "(?P<edge>[初底末])"


def read_chinese(asked: Asked) -> date | None:
    """Read a day such as 明天, 下周三, 三天后, 月底, 下月5号 or 12月1日.

    下周 is its Monday; 下个月 and 明年 keep the day; 半个月 is 15 days; 上周五 is in the week
    before this one.

    Raises:
        AmbiguousDate: two readings are possible, as for 周末.
        ValueError: there is no such day.
    """
    words = asked.words.replace(" ", "")
    if words in _DAYS:
        return asked.today + timedelta(days=_DAYS[words])
    for pattern, reader in _SHAPES:
        match = re.fullmatch(pattern, words)
        if match is not None:
            return reader(asked, match)
    return None


def _weekday(asked: Asked, match: re.Match[str]) -> date | None:
    steps = _STEPS[match["which"]] if match["which"] else None
    if match["day"] is None:
        return first_day(Period.WEEK, asked.today, steps) if steps else None
    days = (5, 6) if match["day"] == "末" else (_WEEKDAYS[match["day"]],)
    if steps is None:
        found = sorted(weekday_near(day, asked.today, asked.look) for day in days)
    else:
        found = [weekday_in_week(day, asked.today, steps) for day in days]
    if len(found) > 1:
        raise asked.torn(*found)
    return found[0]


def _counted(asked: Asked, match: re.Match[str]) -> date | None:
    span = length_of(match["length"])
    if span is None:
        return None
    return span.after(asked.today) if match["way"] == "后" else span.before(asked.today)


def _month(asked: Asked, match: re.Match[str]) -> date | None:
    return _stepped(asked, Unit.MONTH, _STEPS[match["which"]])


def _whole_year(asked: Asked, match: re.Match[str]) -> date | None:
    return _stepped(asked, Unit.YEAR, _YEARS[match["year"]])


def _stepped(asked: Asked, unit: Unit, steps: int) -> date:
    span = Span(abs(steps), unit)
    return span.after(asked.today) if steps > 0 else span.before(asked.today)


def _edge(asked: Asked, match: re.Match[str]) -> date | None:
    period = {"月": Period.MONTH, "季": Period.QUARTER}[match["period"]]
    steps = _STEPS[match["which"]] if match["which"] else None
    return edge_of(asked, period, _EDGES[match["edge"]], steps)


def _year_edge(asked: Asked, match: re.Match[str]) -> date | None:
    edge = _EDGES[match["edge"]]
    steps = None
    if match["year"]:
        steps = _year(asked, match["year"]) - asked.today.year
    return edge_of(asked, Period.YEAR, edge, steps)


def _month_edge(asked: Asked, match: re.Match[str]) -> date | None:
    year = _year(asked, match["year"]) if match["year"] else None
    return month_edge_near(asked, read_number(match["month"]), _EDGES[match["edge"]], year)


def _monthday(asked: Asked, match: re.Match[str]) -> date | None:
    day = read_number(match["day"])
    if match["which"] is None:
        return monthday_near(day, asked.today, asked.look)
    return first_day(Period.MONTH, asked.today, _STEPS[match["which"]]).replace(day=day)


def _yearday(asked: Asked, match: re.Match[str]) -> date | None:
    month, day = read_number(match["month"]), read_number(match["day"])
    if match["year"]:
        return date(_year(asked, match["year"]), month, day)
    return yearday_near(month, day, asked.today, asked.look)


def _year(asked: Asked, word: str) -> int:
    if word in _YEARS:
        return asked.today.year + _YEARS[word]
    year = read_number(word.removesuffix("年"))
    if year < _LEAST_YEAR:
        message = "a year needs its four figures"
        raise ValueError(message)
    return year


_SHAPES: Final[tuple[tuple[str, Callable[[Asked, re.Match[str]], date | None]], ...]] = (
    (rf"(?:{_WHICH})?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-7])?", _weekday),
    (r"(?P<length>.+?)(?:之|以)?(?P<way>后|前)", _counted),
    (r"(?P<which>上上|下下|上|下)个?月", _month),
    (r"(?P<year>前年|去年|明年|后年)", _whole_year),
    (rf"(?:{_WHICH})?(?P<period>[月季])度?{_EDGE}", _edge),
    (rf"(?:{_YEAR}|年){_EDGE}", _year_edge),
    (rf"{_YEAR}?(?P<month>{_N})月份?{_EDGE}", _month_edge),
    (rf"(?:{_WHICH}月)?(?P<day>{_N})[日号]", _monthday),
    (rf"{_YEAR}?(?P<month>{_N})月(?P<day>{_N})[日号]?", _yearday),
)
