"""crm's own words in plain ASCII, for whoever chose a locale that writes no more than that.

Names and what else is in a book stay as they are; what crm says of its own, its examples and the
lines it draws are written with ASCII alone.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache

_ASCII = {
    "→": "->", "…": "...", "“": '"', "”": '"', "·": "|", "×": "x", "÷": "/", "–": "-", "−": "-",
    "、": ";", "¥": "The sign of yen", "─": "-", "█": "#",
    "王芳": "wangfang", "李雷": "lilei", "李四": "lisi", "采购经理": "buyer", "钢管": "pipe",
    "电话": "tel", "摘要": "text", "编号": "no", "国庆节": "holiday", "有限公司": "Ltd",
    "农历八月十五": "lunar:08-15", "8小时": "8 hours", "元": "A yuan", "周一至周五": "mon-fri",
    "1.2万": "12k", "5万": "50,000", "下周三": "next wed", "月底": "end of month",
    "上周三": "last wed", "下周一": "mon", "跟进记录": "contacts", "购买记录": "purchases",
    "结果": "outcome", "报价": "quote", "客户": "customers", "旧表": "old-list",
    "宏远": "hongyuan", "总经理": "director", "车牌": "plate", "谈判": "negotiation",
    "经手人": "clerk", "送货很快": "punctual", "表扬": "praise", "春节问候": "new-year",
    "节日问候": "greeting", "1万": "10k", "11万": "110k", "12万": "120k", "±": "+-",
    "王总": "Mr. Wang", "电话王总": "call Mr. Wang", "农历闰六月初五": "lunar:L06-05",
    "下月底": "month end", "10月8日": "Oct 8", "三天后": "+3d", "三天前": "-3d",
    "下周五": "next friday", "上周五": "last friday", "农历": "lunar", "公历": "solar",
}  # fmt: skip
"""What crm says or draws beyond ASCII, and how it is written where that cannot be.

A name is written by its sound, which finds the same customer; a phrase by another one that is read
alike. What is not here is written as Python escapes it, or left out where other examples say the
same.
"""


@cache
def _own() -> re.Pattern[str]:
    # Compiled where it is needed: most locales write more than ASCII.
    return re.compile("|".join(sorted(map(re.escape, _ASCII), key=len, reverse=True)))


def in_ascii(text: str) -> str:
    """Write a text of crm's own in plain ASCII."""
    if text.isascii():
        return text
    return _replaced(text).encode("ascii", "backslashreplace").decode()


def has_ascii_form(text: str) -> bool:
    """Tell whether a text of crm's own can be written in ASCII without escapes."""
    return _replaced(text).isascii()


def _replaced(text: str) -> str:
    return _own().sub(lambda found: _ASCII[found[0]], text)


def signs_in_ascii(text: str) -> str:
    """Write the signs of a text in ASCII, but no word: it may hold what somebody typed."""
    if text.isascii():
        return text
    return _own().sub(
        lambda found: found[0] if found[0][-1] > _LAST_SIGN else _ASCII[found[0]], text
    )


_LAST_SIGN = "\u33ff"


def writes_unicode() -> bool:
    """Tell whether the locale writes more than ASCII."""
    return "utf8" in _locale().lower().replace("-", "")


_COERCED = {"C.UTF-8", "C.utf8", "UTF-8"}
"""What Python sets LC_CTYPE to where it finds the C locale."""


def _locale() -> str:
    """Give the name of the locale of characters, as it was when the program started."""
    given = os.environ
    stated = given.get("LC_CTYPE", "")
    if sys.flags.utf8_mode and stated in _COERCED:
        stated = ""
    return given.get("LC_ALL") or stated or given.get("LANG", "")
