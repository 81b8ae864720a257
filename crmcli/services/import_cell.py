"""The text of one cell as a value: what a spreadsheet writes where an option would be typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.domain.text import clean, clean_name
from crmcli.domain.when import Look, read_day, read_when
from crmcli.errors import N_, Refused
from crmcli.exchange import column_names as names
from crmcli.services.fields import read_field

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, time

    from crmcli.services.fields import Reading


class InFuture(Refused):
    """A day that can only lie in the past, and lies in the future."""

    code = "in_future"
    sentence = N_("{text} lies in the future.")


@dataclass(frozen=True, slots=True)
class Clock:
    """When rows are read.

    Args:
        now: the run's instant, aware.
        instant: gives the local instant of a day, at noon where no time is given.
    """

    now: datetime
    instant: Callable[[date, time | None], datetime]


# What people write where they have nothing to write; in a text it is text.
_NOTHING = frozenset({
    "-", "--", "—", "——", "/", "无", "暂无", "没有", "不详", "未知", "待定", "未定", "未联系",
    "从未", "从未联系", "n/a", "na", "null", "none", "nil", "tbd", "never", "unknown",
})  # fmt: skip
_MAY_BE_NOTHING = frozenset({
    "phones", "emails", "birthday", "gender", "company_size", "registered", "potential", "wechat",
    "expected_close", "channel", "every", "by_channel", names.LAST_CONTACT, names.LAST_VIA,
    names.LOST,
})  # fmt: skip
_FEW_VALUES = frozenset({
    "kind", "gender", "company_size", "need", "need_kind", "importance", "grade", "channel",
    "every", "by_channel", "expected_close", "registered", "birthday", "potential", "tags",
    names.LAST_CONTACT, names.LAST_VIA, names.LOST,
})  # fmt: skip
_MOST_REMEMBERED = 20_000
_MIDNIGHT = re.compile(r"[ T]+0?0:00(?::00(?:\.0+)?)?$")


def says_nothing(name: str, text: str) -> bool:
    """Tell whether a cell of a field holds a mark or word for nothing."""
    return name in _MAY_BE_NOTHING and text.casefold() in _NOTHING


class CellReader:
    """Reads cells by field; dates and choices, which repeat, only once each.

    Args:
        reading: what text is read with.
        clock: the run's instant and local days.
    """

    def __init__(self, reading: Reading, clock: Clock) -> None:
        self._reading = reading
        self._clock = clock
        self._remembered: dict[str, dict[str, Any]] = {name: {} for name in _FEW_VALUES}

    def read(self, name: str, text: str) -> Any:  # noqa: ANN401 - each field has its type
        """Read the text of a cell that is not blank.

        Raises:
            CrmError: it cannot be read.
        """
        remembered = self._remembered.get(name)
        if remembered is None:
            return self._fresh(name, text)
        if text not in remembered:
            if len(remembered) >= _MOST_REMEMBERED:
                remembered.clear()
            remembered[text] = self._fresh(name, text)
        return remembered[text]

    def _fresh(self, name: str, text: str) -> Any:  # noqa: ANN401 - each field has its type
        if name in {"expected_close", "registered", "birthday"}:
            return read_field(name, _MIDNIGHT.sub("", text), self._reading)
        if name == names.LOST:
            day = read_day(_MIDNIGHT.sub("", text), today=self._reading.today, look=Look.BACK)
            if day > self._reading.today:
                raise InFuture(text=text)
            return day
        if name == names.LAST_CONTACT:
            return self._last_contact(_MIDNIGHT.sub("", text))
        if name == names.LAST_VIA:
            return read_choice(Channel, text, "channel")
        if name in {names.PERSON, names.PEOPLE}:
            parts = text.split(";") if name == names.PEOPLE else [text]
            return tuple(clean_name(each, "name") for each in parts if each.strip())
        if name in names.ONLY_IMPORTED:
            return clean(text, name)
        return read_field(name, text, self._reading)

    def _last_contact(self, text: str) -> tuple[datetime, date]:
        now = self._clock.now
        when = read_when(text, now=now, look=Look.BACK)
        at = self._clock.instant(when.day, when.time)
        if when.time is None and when.day == now.date():
            at = min(at, now)
        if at > now:
            raise InFuture(text=text)
        return at, when.day
