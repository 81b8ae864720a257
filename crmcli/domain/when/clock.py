"""Times of day within a date phrase, in English and Chinese."""

from __future__ import annotations

import re
from datetime import time
from typing import Final, NamedTuple

from crmcli.domain.numerals import CHINESE_NUMBER, read_number

# The hours of the 24-hour clock that each part of the day can mean.
_PARTS: Final = {
    "凌晨": range(6),
    "清晨": range(4, 9),
    "早上": range(4, 12),
    "早晨": range(4, 12),
    "上午": range(5, 13),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(16, 21),
    "晚上": range(17, 24),
    "早": range(4, 12),
    "晚": range(17, 24),
    "morning": range(4, 12),
    "afternoon": range(12, 20),
    "evening": range(17, 24),
    "night": range(17, 24),
}
_NOON: Final = 12
_PART: Final = rf"(?P<part>{'|'.join(_PARTS)})"
_CHINESE_HOUR: Final = "(?<![周期拜])(?:二?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
_HALF: Final = r"(?P<half>[ap])\.?m\.?"
_SPOKEN: Final = rf"(?P<spoken>(?<![0-9])[0-9]{{1,2}}|{_CHINESE_HOUR})"
_SPOKEN_MINUTES: Final = rf"(?:整|(?P<quarter>半|[一三]刻)|(?P<minutes>{CHINESE_NUMBER})分?)?"
# Each pattern stands behind a sign without which it cannot match, so that it is compiled only for
# phrases that need it.
_CLOCKS: Final = (
    (
        ":",
        (
            rf"(?<![0-9])(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})"
            rf"(?::(?P<second>[0-9]{{2}})(?:\.[0-9]+)?)?(?: ?{_HALF})?"
        ),
    ),
    ("m", rf"(?<![0-9])(?P<hour>[0-9]{{1,2}}) ?{_HALF}"),
    ("noon", r"(?P<noon>\bnoon)"),
    ("正午", r"(?P<noon>正午)"),
    ("点", rf"{_SPOKEN}点钟?{_SPOKEN_MINUTES}"),
    ("时", rf"{_SPOKEN}时{_SPOKEN_MINUTES}"),
)
_QUARTERS: Final = {"一刻": 15, "半": 30, "三刻": 45}
_EVERYDAY: Final = (
    ("tonight", r"\btonight\b", "today night"),
    ("this ", r"\bthis (morning|afternoon|evening)\b", r"today \1"),
    ("last night", r"\blast night\b", "yesterday night"),
    ("早", "([今明昨后前])早上?", r"\1天早上"),
    ("晚", "([今明昨后前])晚上?", r"\1天晚上"),
    ("今晨", "今晨", "今天早晨"),
)


class Clock(NamedTuple):
    """A time of day, and the second reading it has when morning or afternoon is left open."""

    first: time
    second: time | None = None


def split_clock(words: str) -> tuple[str, Clock | None]:
    """Take the time of day off a date phrase.

    Args:
        words: the tidy phrase; the time stands at its end, or before it as in `3pm fri`.

    Returns:
        The words of the day, which may be empty, and the time if there is one.

    Raises:
        ValueError: the time does not exist, or contradicts its part of the day.
    """
    for sign, pattern, plain in _EVERYDAY:
        if sign in words:
            words = re.sub(pattern, plain, words)
    for sign, clock in _CLOCKS:
        if sign not in words:
            continue
        match = re.fullmatch(rf"(?P<rest>.*?) ?(?:\bat )?(?:{_PART} ?(?:at )?)?{clock}", words)
        if match is None and sign.isascii():
            match = re.fullmatch(rf"{clock}(?: on)? (?P<rest>.+)", words)
        if match is not None:
            return match["rest"].strip(" ,"), _clock(match.groupdict())
    for part in _PARTS:
        if words.endswith(part) and words != part:
            return words.removesuffix(part).rstrip(), None
    return words, None


def _clock(parts: dict[str, str | None]) -> Clock:
    second = int(parts.get("second") or 0)
    if parts.get("noon"):
        hour, minute = _NOON, 0
    elif parts.get("spoken"):
        hour = read_number(parts["spoken"] or "")
        minute = _QUARTERS.get(parts["quarter"] or "") or read_number(parts["minutes"] or "0")
    else:
        hour, minute = int(parts["hour"] or ""), int(parts.get("minute") or 0)
    times = [time(found, minute, second) for found in sorted(_hours(hour, parts))]
    if not times:
        message = "the hour is not in this part of the day"
        raise ValueError(message)
    return Clock(times[0], times[1] if len(times) > 1 else None)


def _hours(hour: int, parts: dict[str, str | None]) -> set[int]:
    """Give the hours of the 24-hour clock that an hour as it was said can mean."""
    half, part = parts.get("half"), parts.get("part")
    hours = {hour}
    if half:
        if not 1 <= hour <= _NOON:
            message = "no such hour before or after noon"
            raise ValueError(message)
        hours = {hour % _NOON + (_NOON if half == "p" else 0)}
    elif (part and hour <= _NOON) or (parts.get("spoken") and 1 <= hour < _NOON):
        hours.add((hour + _NOON) % 24)
    return hours & set(_PARTS[part]) if part else hours
