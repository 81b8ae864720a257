"""Whole numbers in digits, in English words up to twelve and in Chinese numerals below 1000."""

from __future__ import annotations

import re
from typing import Final

CHINESE_NUMBER: Final = "[0-9零〇一二两三四五六七八九十百]+"
"""A pattern for what `read_number` reads in a Chinese phrase."""

_DIGITS: Final = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3,
    "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_MOST_DIGITS: Final = 6
_YEAR_DIGITS: Final = 4
_ONE: Final = "[一二两三四五六七八九]"
_PLACES: Final = rf"(?:(?P<hundreds>{_ONE})百零?)?(?:(?P<tens>{_ONE}?)十)?(?P<ones>{_ONE}?)"


def read_number(text: str) -> int:
    """Read a whole number of at most six digits, such as `12`, `two`, `十二` or `二〇二六`.

    Figures in a row are read where no quantity is said so, as in years; 两三 is two or three.

    Raises:
        ValueError: the text is no such number.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    if _is_spelled_out(text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    places = re.fullmatch(_PLACES, text)
    if not text or places is None:
        message = "not a number"
        raise ValueError(message)
    tens = places["tens"]
    return (
        100 * _DIGITS.get(places["hundreds"] or "", 0)
        + 10 * (0 if tens is None else _DIGITS.get(tens, 1))
        + _DIGITS.get(places["ones"], 0)
    )


def _is_spelled_out(text: str) -> bool:
    if not all(sign in _DIGITS for sign in text) or len(text) > _MOST_DIGITS:
        return False
    return len(text) == 1 or len(text) >= _YEAR_DIGITS or bool(set(text) & {"零", "〇"})
