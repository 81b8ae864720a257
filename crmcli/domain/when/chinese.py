"""Days in Chinese words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.span import length_of
from crmcli.domain.when.asked import Edge, Look
from crmcli.domain.when.nearest import (
    day_of,
    monthday_near,
    weekday_in_week,
    weekday_near,
    yearday_near,
)
from crmcli.domain.when.periods import (
    STEPS,
    Period,
    edge_of,
    first_day,
    month_edge_near,
    quarter_edge_near,
)
from crmcli.domain.when.stretches import stretch_named, year_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.when.asked import Asked

_DAYS: Final = {
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "下班": 0,
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "今儿": 0, "今儿个": 0, "明儿": 1,
    "明儿个": 1,
    "昨儿": -1, "昨儿个": -1, "前儿": -2, "前儿个": -2, "后儿": 2,
}  # fmt: skip
_WEEKDAYS: Final = dict(zip("一二三四五六日天1234567", (*range(7), 6, *range(7)), strict=True))
_EDGES: Final = {"初": Edge.START, "底": Edge.END, "末": Edge.END}

_LAST_DAY: Final = 31

_N: Final = CHINESE_NUMBER
_WHICH: Final = "(?P<which>上上|下下|上|本|这|下)个?"
_YEAR: Final = f"(?P<year>{_N}年|[今本明后去前]年)"
_EDGE: Final = "(?P<edge>[初底末])"


def read_chinese(asked: Asked) -> date | None:
    """Read a day such as 明天, 下周三, 三天后, 月底, 下月5号 or 12月1日.

    半个月 is 15 days; 上周五 is in the week before this one; 下周, 下个月 and 明年 have many days.

    Raises:
        AmbiguousDate: two readings are possible, as for 周末.
        ValueError: there is no such day.
    """
    words = asked.words.replace(" ", "")
    if words in _DAYS:
        return asked.today + timedelta(days=_DAYS[words])
    for pattern, reader in _SHAPES:
        match = re.fullmatch(pattern, words)
        found = reader(asked, match) if match else None
        if found is not None:
            return found
    stretch = stretch_named(asked, words)
    if stretch is not None:
        return asked.one_of(*stretch)
    return _with_weekday(asked, words)


def _weekday(asked: Asked, match: re.Match[str]) -> date | None:
    steps = STEPS[match["which"]] if match["which"] else None
    days = (5, 6) if match["day"] == "末" else (_WEEKDAYS[match["day"]],)
    if steps is None:
        found = sorted(weekday_near(day, asked.today, asked.look) for day in days)
    else:
        found = [weekday_in_week(day, asked.today, steps) for day in days]
    if len(found) > 1:
        return asked.one_of(*found)
    return found[0]


def _counted(asked: Asked, match: re.Match[str]) -> date | None:
    span = length_of(match["length"])
    if span is None:
        return None
    day = re.fullmatch(rf"(?P<day>{_N})日", match["length"])
    if match["way"] == "前" and asked.look is Look.AHEAD and day and span.count <= _LAST_DAY:
        # 5日前 is five days ago, and as a deadline the fifth.
        raise asked.torn(
            span.before(asked.today),
            monthday_near(read_number(day["day"]), asked.today, asked.look),
        )
    return span.after(asked.today) if match["way"] == "后" else span.before(asked.today)


def _edge(asked: Asked, match: re.Match[str]) -> date | None:
    period = {"月": Period.MONTH, "季": Period.QUARTER}[match["period"]]
    steps = STEPS[match["which"]] if match["which"] else None
    return edge_of(asked, period, _EDGES[match["edge"]], steps)


def _year_edge(asked: Asked, match: re.Match[str]) -> date | None:
    edge = _EDGES[match["edge"]]
    steps = None
    if match["year"]:
        steps = year_named(asked.today, match["year"]) - asked.today.year
    return edge_of(asked, Period.YEAR, edge, steps)


def _month_edge(asked: Asked, match: re.Match[str]) -> date | None:
    year = year_named(asked.today, match["year"]) if match["year"] else None
    return month_edge_near(asked, read_number(match["month"]), _EDGES[match["edge"]], year)


def _monthday(asked: Asked, match: re.Match[str]) -> date | None:
    day = read_number(match["day"])
    if match["which"] is None:
        return monthday_near(day, asked.today, asked.look)
    first = first_day(Period.MONTH, asked.today, STEPS[match["which"]])
    return day_of(first.year, first.month, day)


def _yearday(asked: Asked, match: re.Match[str]) -> date | None:
    month, day = read_number(match["month"]), read_number(match["day"])
    if match["year"]:
        return day_of(year_named(asked.today, match["year"]), month, day)
    return yearday_near(month, day, asked.today, asked.look)


def _quarter_edge(asked: Asked, match: re.Match[str]) -> date | None:
    year = year_named(asked.today, match["year"]) if match["year"] else None
    edge = _EDGES[match["edge"]]
    return quarter_edge_near(asked, read_number(match["quarter"]), edge, year)


def _with_weekday(asked: Asked, words: str) -> date | None:
    """Read 12月1日(周二) or 明天周三, where the weekday has to be the day's own."""
    match = re.fullmatch(
        r"(?P<day>.+?)[(,]?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)?", words
    )
    found = None if match is None else read_chinese(asked._replace(words=match["day"]))
    if match is None or found is None:
        return None
    weekday = _WEEKDAYS[match["weekday"]]
    if found.weekday() != weekday:
        raise asked.torn(found, weekday_near(weekday, asked.today, asked.look))
    return found


_SHAPES: Final[tuple[tuple[str, Callable[[Asked, re.Match[str]], date | None]], ...]] = (
    (rf"(?:{_WHICH})?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-7])", _weekday),
    (r"(?P<length>.+?)(?:之|以)?(?P<way>后|前)", _counted),
    (rf"(?:{_WHICH})?(?:月份?的?)?(?P<period>[月季])度?{_EDGE}", _edge),
    (rf"(?:{_YEAR}的?年?|年){_EDGE}", _year_edge),
    (rf"{_YEAR}?的?第?(?P<quarter>[一二三四1-4])季度?{_EDGE}", _quarter_edge),
    (rf"{_YEAR}?q(?P<quarter>[1-4]){_EDGE}", _quarter_edge),
    (rf"{_YEAR}?的?(?!两)(?P<month>{_N})月份?{_EDGE}", _month_edge),
    (rf"(?:{_WHICH}月份?的?)?(?P<day>{_N})[日号]", _monthday),
    (rf"{_YEAR}?的?(?!两)(?P<month>{_N})月(?P<day>{_N})[日号]?", _yearday),
)
