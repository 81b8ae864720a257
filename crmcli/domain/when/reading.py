"""Reading a date phrase, with or without a time of day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from crmcli.domain.minutes import minutes_of
from crmcli.domain.when.asked import Asked, Edge, Look
from crmcli.domain.when.chinese import read_chinese
from crmcli.domain.when.clock import split_clock
from crmcli.domain.when.deadline import read_within, without_deadline
from crmcli.domain.when.english import read_english
from crmcli.domain.when.hints import NO_SUCH_DAY, hint_for
from crmcli.domain.when.nearest import NoSuchDay
from crmcli.domain.when.plain import read_plain
from crmcli.domain.wording import tidy
from crmcli.errors import UnreadableDate

_NOW: Final = ("now", "just now", "现在", "此刻", "刚才", "刚刚")
_INSTANT: Final = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?)"
    r" ?(z|[+-][0-9]{2}(?::?[0-9]{2})?)"
)
_ABOUT: Final = "左右$"
_PARTS_ALONE: Final = ("上午", "下午", "中午", "早上", "傍晚", "晚上")
# Each pattern stands behind a sign without which it cannot match, as compiling takes time.
_AGO: Final = (
    ("in ", r"in (?P<ahead>.+)"),
    (" ", r"(?P<length>.+?) (?P<way>ago|from now|later)"),
    ("内", r"(?P<length>.+?)(?:之|以)?(?P<way>内)"),
    ("within ", r"within (?P<ahead>.+)"),
    ("后", r"(?P<length>.+?)(?:之|以)?(?P<way>后)"),
    ("前", r"(?P<length>.+?)(?:之|以)?(?P<way>前)"),
)


_AHEAD_ALONE: Final = frozenset({"内", "within "})


@dataclass(frozen=True, slots=True)
class When:
    """A local date, and the local time of day if the phrase gave one."""

    day: date
    time: time | None


def read_when(
    text: str, *, now: datetime, look: Look = Look.AHEAD, edge: Edge | None = None
) -> When:
    """Read a date phrase with an optional time: `fri 3pm`, `2026-12-01 15:00`, 明天下午三点.

    A time alone is today's. An instant with an offset or `Z` becomes local. A part of the day
    without an hour (明天下午) gives the day alone.

    Args:
        text: what the user typed, English or Chinese.
        now: the local moment of the run, aware of its zone.
        look: where a phrase that names no direction points.
        edge: which day of a stretch such as 上周 is meant; without one it is refused.

    Raises:
        UnreadableDate: no rule reads it, or there is no such day or time.
        AmbiguousDate: two rules read it differently.
    """
    hint = None
    try:
        found = _read_or_until(Asked(text, tidy(text), now.date(), look, edge), now)
        if found is None:
            hint = hint_for(tidy(text), look)
    except (ValueError, OverflowError) as error:
        found = None
        hint = NO_SUCH_DAY if isinstance(error, NoSuchDay) else _past_hint(look)
    if found is None:
        raise UnreadableDate(text=text, hint=hint)
    return found


def read_day(text: str, *, today: date, look: Look = Look.AHEAD, edge: Edge | None = None) -> date:
    """Read a date phrase that has no time of day.

    Args:
        text: what the user typed, English or Chinese.
        today: the local date of the run.
        look: where a phrase that names no direction points.
        edge: which day of a stretch such as 上周 is meant; without one it is refused.

    Raises:
        UnreadableDate: no rule reads it, there is no such day, or it names a time.
        AmbiguousDate: two rules read it differently.
    """
    midnight = datetime.combine(today, time(), tzinfo=UTC)
    found = read_when(text, now=midnight, look=look, edge=edge)
    if found.time is not None and text.strip().lower() not in _NOW:
        raise UnreadableDate(text=text, hint=_past_hint(look))
    return found.day


def _past_hint(look: Look) -> str | None:
    """Give examples of days that are over, where such a day is wanted."""
    return UnreadableDate.hint_back if look is Look.BACK else None


def _read_or_until(asked: Asked, now: datetime) -> When | None:
    """Read a phrase, looking ahead also one that says until when."""
    asked = asked._replace(words=re.sub(_ABOUT, "", asked.words))
    found = _read(asked, now)
    if found is not None or asked.look is Look.BACK:
        return found
    day = read_within(asked)
    if day is not None:
        return When(day, None)
    rest = without_deadline(asked)
    return None if rest is None else _read(asked._replace(words=rest.strip()), now)


def _read(asked: Asked, now: datetime) -> When | None:
    moment = _moment(asked.words, now, asked.look)
    if moment is not None:
        return When(moment.date(), moment.time().replace(microsecond=0))
    words, clock = split_clock(re.sub("(?<=[0-9])t(?=[0-9])", " ", asked.words))
    asked = asked._replace(words=words)
    day: date | None
    if not words or (asked.look is Look.BACK and words in _PARTS_ALONE):
        day = asked.today if clock or words else None
    elif words.isascii():
        day = read_plain(asked) or read_english(asked)
    else:
        day = read_chinese(asked) or read_plain(asked)
    if day is None or clock is None:
        return None if day is None else When(day, None)
    if clock.second is not None:
        raise asked.torn(
            *(
                f"{day + timedelta(days=each.days)} {each.at:%H:%M}"
                for each in (clock.first, clock.second)
            )
        )
    return When(day + timedelta(days=clock.first.days), clock.first.at)


def _moment(words: str, now: datetime, look: Look) -> datetime | None:
    """Read a phrase that means one moment: now, an ISO instant, or some hours from now."""
    if words in _NOW:
        return now
    instant = re.fullmatch(_INSTANT, words) if ":" in words else None
    if instant:
        stamp = f"{instant[1]}T{instant[2]}{instant[3].upper()}"
        return datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    for mark, pattern in _AGO:
        match = re.fullmatch(pattern, words) if mark in words else None
        if match is None or (look is Look.BACK and mark in _AHEAD_ALONE):
            continue
        parts = match.groupdict()
        length = parts.get("ahead") or parts["length"]
        # A lone m is months after a sign: minutes have to be spelled out here.
        minutes = None if re.fullmatch("[0-9]+ ?m", length) else minutes_of(length)
        if minutes is not None:
            sign = -1 if parts.get("way") in ("ago", "前") else 1
            # Through UTC, so that an hour is an hour when the clocks change.
            moved = now.astimezone(UTC) + timedelta(minutes=sign * minutes)
            return moved.astimezone(now.tzinfo)
    return None
