"""Where a date phrase may begin and end in a sentence, so that no other word is torn apart."""

from __future__ import annotations

from typing import Final

FIGURES: Final = "0-9零〇一二两三四五六七八九十百"
"""The figures of dates, as a class of characters in a pattern."""

STARTS: Final = frozenset((
    "today", "tomorrow", "tmr", "tmrw", "yesterday", "tonight", "this", "next", "last", "coming",
    "in", "on", "by", "within", "until", "till", "no", "not", "before", "the", "end", "start",
    "beginning", "first", "noon", "midnight", "eow", "eom", "eoq", "eoy", "eod", "cob", "at", "a",
    "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "half", "quarter", "day", "mon", "tue", "tues", "wed", "weds", "thu", "thur",
    "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "january", "february", "march", "april", "june", "july", "august",
    "september", "october", "november", "december", "month", "year",
))  # fmt: skip
"""The English words that a date phrase may begin with."""

_LEFT_OUT_AFTER: Final = {
    "号": "楼线机店仓柜门厅院桌车位码房",
    "前": "台面期景任者提途天年",
    "后": "悔面续期台勤备果",
    "内": "部容存",
    "日": "本常用程报历志语",
    "一": "定直起般样些共切旦向致律概味再次个家台件趟位批口种",
}  # fmt: skip
FIGURES_SEEN: Final = frozenset("0123456789零〇一二两三四五六七八九十百")
_COUNTABLE: Final = frozenset("天日周月年个季")
_COUNTED: Final = "次个家台件趟位批单份套米吨万元"
_BEFORE_WEEKDAY: Final = frozenset("每个0123456789零一二两三四五六七八九十几")


def may_begin(text: str, start: int) -> bool:
    """Tell whether a Chinese phrase may begin at a place."""
    char, before = text[start], text[start - 1] if start else " "
    if char in " ):,-/." or (char.isascii() and before.isascii() and before.isalnum()):
        return False
    if char in FIGURES and before in FIGURES and not before.isspace() and before != "-":
        return False
    if char in _COUNTABLE and before in "半几数":
        return False
    # 3-5天 and 三、五天 are no five days.
    if (
        char in FIGURES_SEEN
        and before in "-~、到至"
        and text[start - 2 : start - 1] in FIGURES_SEEN
    ):
        return False
    return not (char in "周星礼" and before in _BEFORE_WEEKDAY)


def may_end(text: str, stop: int) -> bool:
    """Tell whether a Chinese phrase may end before a place."""
    char, after = text[stop - 1], text[stop] if stop < len(text) else " "
    if char in " :,-/(." or (char.isascii() and after.isascii() and after.isalnum()):
        return False
    if char in FIGURES and char != "-" and (after in _COUNTED or after in "0123456789"):
        return False
    if char == "前" and text[stop : stop + 2] in _DEEDS:
        return True
    return after not in _LEFT_OUT_AFTER.get(char, "")


_DEEDS: Final = frozenset({"提供", "提交", "提醒", "提出", "提货"})
