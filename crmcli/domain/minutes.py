"""Minutes of work, as a time budget is typed."""

from __future__ import annotations

import re
from typing import Final

from crmcli.domain.numerals import CHINESE_NUMBER, read_number
from crmcli.domain.wording import tidy
from crmcli.errors import N_, UnreadableSpan

_HINT: Final = N_("Write it like 90m, 2h or 1h30.")
_MOST: Final = 7 * 24 * 60
_HOUR: Final = "(?:h|hr|hrs|hour|hours|个?小时|个?钟头)"
_MINUTE: Final = "(?:m|min|mins|minute|minutes|分钟|分)"
_WHOLE: Final = rf"(?:{CHINESE_NUMBER}|[a-z]+(?= ))"
_SHAPES: Final = (
    rf"(?P<minutes>{_WHOLE}) ?{_MINUTE}",
    rf"(?P<hours>{_WHOLE}) ?{_HOUR}(?:(?: and)? ?(?P<minutes>{_WHOLE}) ?{_MINUTE}?)?",
    rf"(?P<hours>[0-9]+)\.(?P<fraction>[0-9]{{1,4}}) ?{_HOUR}",
    rf"(?P<hours>{_WHOLE})个(?P<half>半)(?:小时|钟头)",
    rf"(?P<hours>{_WHOLE})(?:小时|钟头)(?P<half>半)",
    r"(?P<half>半)个?(?:小时|钟头)",
    r"(?P<half>half) an hour",
)


def minutes_of(words: str) -> int | None:
    """Read tidy words such as `90m`, `1h30`, `1.5h`, `an hour` or `一个半小时`; None for others.

    More than a week, or a part of a minute, is not read.
    """
    for shape in _SHAPES:
        match = re.fullmatch(shape, words)
        if match is not None:
            break
    else:
        return None
    parts = match.groupdict()
    try:
        minutes = read_number(parts.get("minutes") or "0")
        minutes += 60 * read_number(parts.get("hours") or "0")
    except ValueError:
        return None
    if parts.get("half"):
        minutes += 30
    fraction = parts.get("fraction") or "0"
    whole, broken = divmod(60 * int(fraction), 10 ** len(fraction))
    minutes += whole
    return None if broken or minutes > _MOST else minutes


def read_minutes(text: str) -> int:
    """Read an amount of work in minutes: `90m`, `2h`, `1h30`, `1.5h`, `90分钟`; `90` is minutes.

    Raises:
        UnreadableSpan: it is none of these, is zero, or is longer than a week.
    """
    try:
        words = tidy(text)
    except ValueError:
        raise UnreadableSpan(hint=_HINT, text=text) from None
    minutes = minutes_of(f"{words}m" if words.isdecimal() else words)
    if not minutes:
        raise UnreadableSpan(hint=_HINT, text=text)
    return minutes
