"""Until when: 周五前, 三天内, `by friday`, `within 3 days` name the last day that is meant."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from crmcli.domain.span import length_of
from crmcli.domain.when.stretches import stretch_named

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.when.asked import Asked

_BY: Final = "(?:by|until|till|no later than|not later than)"
_LATEST: Final = "(?:最晚|最迟|不晚于|截止到?|截至|赶在)"
_BEFORE: Final = "(?:之前|以前|前)"
_WITHIN: Final = "(?:之内|以内|内)"
_SHORT: Final = {
    "周": "本周", "星期": "本周", "月": "本月", "年": "今年", "季度": "本季度",
    "两月": "两个月",
}  # fmt: skip


def read_within(asked: Asked) -> date | None:
    """Read the last day of 三天内, 下周内, 年内, `within 3 days` or `within this week`.

    Raises:
        ValueError or OverflowError: there is no such day.
    """
    words = asked.words
    pattern = r"within (?P<what>.+)" if words.isascii() else rf"(?P<what>.+?){_WITHIN}"
    match = re.fullmatch(pattern, words)
    if match is None:
        return None
    what = match["what"] if words.isascii() else match["what"].replace(" ", "")
    what = _SHORT.get(what, what)
    span = length_of(what)
    if span is not None:
        return span.after(asked.today)
    stretch = stretch_named(asked, what)
    if stretch is None:
        return None
    months = length_of(re.sub("^([^年]+)月$", r"\1个月", what))
    if months is not None:
        # 三月内 is said of March, and of three months.
        raise asked.torn(*sorted((months.after(asked.today), stretch[1])))
    return stretch[1]


def without_deadline(asked: Asked) -> str | None:
    """Take the words that make a day a deadline off a phrase; None where there are none.

    Raises:
        AmbiguousDate: a stretch is named, as in 下周前, whose beginning or end may be meant.
    """
    words = asked.words
    if words.isascii():
        match = re.fullmatch(rf"{_BY} (?P<day>.+)", words)
        return None if match is None else match["day"]
    match = re.fullmatch(rf"(?P<day>[今明][天日]|后天){_WITHIN}", words)
    match = match or re.fullmatch(rf"{_LATEST}?(?P<day>.+?){_BEFORE}", words)
    match = match or re.fullmatch(rf"{_LATEST}(?P<day>.+)|(?P<end>.+)为止", words)
    if match is None:
        return None
    day = match["day"] or match.groupdict().get("end") or ""
    if words.endswith("前"):
        stretch = stretch_named(asked, day.replace(" ", ""))
        if stretch is not None:
            raise asked.torn(stretch[0] - timedelta(days=1), stretch[1])
    return day
