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
    "夜里": range(20, 24),
    "半夜": range(20, 24),
    "深夜": range(20, 24),
    "早": range(4, 12),
    "晚": range(17, 24),
    "morning": range(4, 12),
    "afternoon": range(12, 20),
    "evening": range(17, 24),
    "night": range(17, 24),
}
_NIGHTS: Final = frozenset({"晚上", "晚", "夜里", "半夜", "深夜", "night"})
_SMALL_HOURS: Final = range(1, 5)
_NOON: Final = 12
_MIDNIGHT: Final = 24
_LAST_MINUTE_QUARTER: Final = 45
_PART: Final = rf"(?P<part>(?<![a-z])(?:{'|'.join(_PARTS)}))"
_CHINESE_HOUR: Final = "(?<![周期拜])(?:二?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
_HALF: Final = r"(?P<half>[ap])\.?m\.?"
_SPOKEN: Final = rf"(?P<spoken>(?<![0-9])[0-9]{{1,2}}|{_CHINESE_HOUR})"
_WORD_HOUR: Final = (
    "(?P<spoken>(?<![0-9])[0-9]{1,2}"
    "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
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
    ("midnight", r"(?P<midnight>\bmidnight)"),
    ("正午", r"(?P<noon>正午)"),
    ("午夜", r"(?P<midnight>午夜)"),
    (" past ", rf"(?P<past>half|quarter) past {_WORD_HOUR}"),
    ("quarter to ", rf"(?P<before>quarter) to {_WORD_HOUR}"),
    ("o'clock", rf"{_WORD_HOUR} ?o'clock"),
    (" in the ", rf"{_WORD_HOUR}(?= in the )"),
    ("at ", rf"(?<=\bat ){_WORD_HOUR}"),
    ("morning ", rf"(?<=morning ){_WORD_HOUR}"),
    ("afternoon ", rf"(?<=afternoon ){_WORD_HOUR}"),
    ("evening ", rf"(?<=evening ){_WORD_HOUR}"),
    ("night ", rf"(?<=night ){_WORD_HOUR}"),
    ("点", rf"{_SPOKEN}点钟?{_SPOKEN_MINUTES}"),
    ("时", rf"{_SPOKEN}时{_SPOKEN_MINUTES}"),
)
_QUARTERS: Final = {"一刻": 15, "半": 30, "三刻": 45, "quarter": 15, "half": 30}
_WITHOUT_HOUR: Final = ("下班", "end of day", "eod", "cob", "close of business")
_EVERYDAY: Final = (
    ("tonight", r"^(.+) tonight$", r"tonight \1"),
    ("tonight", r"\btonight\b", "today night"),
    ("’", "’", "'"),
    ("this ", r"\bthis (morning|afternoon|evening)\b", r"today \1"),
    ("last night", r"\blast night\b", "yesterday night"),
    ("早", "([今明昨后前])早上?", r"\1天早上"),
    ("晚", "([今明昨后前])晚上?", r"\1天晚上"),
    ("今晨", "今晨", "今天早晨"),
)


class Moment(NamedTuple):
    """A time of day; midnight at the end of a day, and what follows, lies on the day after."""

    at: time
    days: int = 0


class Clock(NamedTuple):
    """A time of day, and the second reading it has when the half of the day is left open."""

    first: Moment
    second: Moment | None = None


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
        late = r"(?: (?:in the|at) (?P<late>morning|afternoon|evening|night))?"
        late = late if sign.isascii() else ""
        match = re.fullmatch(
            rf"(?P<rest>.*?)[ ,]*(?:\b(?:at|around|about) )?(?:{_PART}[ ,]*(?:at )?)?{clock}{late}",
            words,
        )
        if match is None and sign.isascii():
            match = re.fullmatch(rf"{clock}{late}(?: on)? (?P<rest>.+)", words)
        if match is not None:
            return match["rest"].strip(" ,"), _clock(match.groupdict())
    for part in (*_PARTS, *_WITHOUT_HOUR):
        # An English one is a word of its own, unlike the end of a fortnight.
        if words.endswith(f" {part}" if part.isascii() else part) and words != part:
            return words.removesuffix(part).rstrip(), None
    return words, None


def _clock(parts: dict[str, str | None]) -> Clock:
    second = int(parts.get("second") or 0)
    if parts.get("noon"):
        hour, minute = _NOON, 0
    elif parts.get("midnight"):
        hour, minute = 0, 0
    elif parts.get("spoken"):
        hour, minute = read_number(parts["spoken"] or ""), _spoken_minute(parts)
        if parts.get("before"):
            hour = hour - 1 or _NOON
    else:
        hour, minute = int(parts["hour"] or ""), int(parts.get("minute") or 0)
    moments = [
        Moment(time(found % _MIDNIGHT, minute, second), found // _MIDNIGHT)
        for found in sorted(_hours(hour, parts))
    ]
    if not moments:
        message = "the hour is not in this part of the day"
        raise ValueError(message)
    return Clock(moments[0], moments[1] if len(moments) > 1 else None)


def _spoken_minute(parts: dict[str, str | None]) -> int:
    if parts.get("before"):
        return _LAST_MINUTE_QUARTER
    if parts.get("past"):
        return _QUARTERS[parts["past"] or ""]
    return _QUARTERS.get(parts.get("quarter") or "") or read_number(parts.get("minutes") or "0")


def _is_spoken(parts: dict[str, str | None]) -> bool:
    """Tell whether figures may be an hour as it is said: `friday 3:30`, not 03:30.

    Beside a date in figures they are of the 24-hour clock, as tables write them: 2026/12/4 3:30.
    """
    hour, rest = parts.get("hour") or "", parts.get("rest") or ""
    return (
        re.fullmatch("[1-6]", hour) is not None
        and parts.get("second") is None
        and re.search("[0-9][-/.][0-9]", rest) is None
    )


def _hours(hour: int, parts: dict[str, str | None]) -> set[int]:
    """Give the hours that an hour as it was said can mean; from 24 on, those of the day after."""
    half, part = parts.get("half"), parts.get("part") or parts.get("late")
    hours = {hour}
    if hour >= _MIDNIGHT:
        message = "no such hour"
        raise ValueError(message)
    if parts.get("midnight") or (part in _NIGHTS and hour in {0, _NOON} and half != "p"):
        # It belongs to two days, and as a deadline to the one before it.
        return {0, _MIDNIGHT}
    if half:
        if not 1 <= hour <= _NOON:
            message = "no such hour before or after noon"
            raise ValueError(message)
        hours = {hour % _NOON + (_NOON if half == "p" else 0)}
    elif part in _NIGHTS and parts.get("spoken") and hour in _SMALL_HOURS:
        return {hour, hour + _MIDNIGHT}
    elif (
        (part and hour <= _NOON)
        or (parts.get("spoken") and 1 <= hour < _NOON)
        or (not part and _is_spoken(parts))
    ):
        hours.add((hour + _NOON) % _MIDNIGHT)
    return hours & set(_PARTS[part]) if part else hours
