"""The text of one cell as a value: what a spreadsheet writes where an option would be typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli.domain.birthday_text import LUNAR, read_is_lunar, said_in
from crmcli.domain.cell import divided
from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.domain.consent import FLAGS, read_flag
from crmcli.domain.date_order import DateOrder, from_serial, has_year_last, year_first
from crmcli.domain.grade import GradeSource
from crmcli.domain.person import PersonDraft
from crmcli.domain.simplified import simplified
from crmcli.domain.text import clean, clean_name
from crmcli.domain.when import Look, read_day, read_when
from crmcli.errors import N_, AmbiguousDate, Refused, UnreadableDate
from crmcli.exchange import column_names as names
from crmcli.exchange.people_cell import read_people
from crmcli.services.customers.fields import read_field
from crmcli.services.imports.words import from_google

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, time

    from crmcli.services.customers.fields import Reading


class InFuture(Refused):
    """A day that can only lie in the past, and lies in the future."""

    code = "in_future"
    sentence = N_("{text} lies in the future.")


class DayOrMonthFirst(Refused):
    """A date that may be one or the other, as long as nobody says what comes first."""

    code = "day_or_month_first"
    sentence = N_(
        "{text} may be {first} or {second}: say --dates dmy if the day comes first, --dates mdy"
        " if the month does."
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """When rows are read, and how their dates are written.

    Args:
        now: the run's instant, aware.
        instant: gives the local instant of a day, at noon where no time is given.
        order: what comes first in a date whose year comes last; None where nobody said so.
        serial: whether a day may be a spreadsheet's number.
    """

    now: datetime
    instant: Callable[[date, time | None], datetime]
    order: DateOrder | None = None
    serial: bool = False


# What people write where they have nothing to write; in a text it is text.
_NOTHING = frozenset({
    "-", "--", "—", "——", "/", "无", "暂无", "没有", "不详", "未知", "待定", "未定", "未联系",
    "从未", "从未联系", "n/a", "na", "null", "none", "nil", "tbd", "never", "unknown",
    "unspecified", "未指定", "0/0/00", "00/00/00", "0/0/0000", "00/00/0000", "0000-00-00",
    "0000-00-00 00:00:00",
})  # fmt: skip
_MAY_BE_NOTHING = frozenset({
    "phones", "emails", "birthday", names.LUNAR_BIRTHDAY, names.BIRTHDAY_CALENDAR, "gender",
    "company_size", "registered", "potential", "wechat",
    "expected_close", "channel", "every", "by_channel", names.LAST_CONTACT, names.LAST_VIA,
    names.LOST, "consent_on", names.REFERRED_BY,
})  # fmt: skip
_FLAGS = frozenset({*FLAGS, names.NO_CONTACT})
_MARKS = frozenset({"-", "--", "—", "——", "/", "n/a", "na", "null", "不详", "未知", "unknown"})
"""What says nothing where 无 or none may be the answer."""

_FEW_VALUES = frozenset({
    "kind", "gender", "company_size", "need", "need_kind", "importance", "grade", "channel",
    "every", "by_channel", "expected_close", "registered", "birthday", "potential", "tags",
    names.LUNAR_BIRTHDAY, names.BIRTHDAY_CALENDAR,
    "may_contact", "may_share", "consent_on", names.NO_CONTACT, names.GRADE_SOURCE,
    names.LAST_CONTACT, names.LAST_VIA, names.LOST, "festivals",
})  # fmt: skip
_DATES = frozenset({
    "expected_close", "registered", "consent_on", names.LOST, names.LAST_CONTACT,
})  # fmt: skip
_MANY = frozenset({"phones", "emails", "tags"})
_MOST_REMEMBERED = 20_000
_MIDNIGHT = re.compile(r"[ T]+0?0:00(?::00(?:\.0+)?)?$")


def says_nothing(name: str, text: str) -> bool:
    """Tell whether a cell of a field holds a mark or word for nothing."""
    if name in _FLAGS:
        return simplified(text.casefold()) in _MARKS
    return name in _MAY_BE_NOTHING and simplified(text.casefold()) in _NOTHING


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
        self._readers: dict[str, Callable[[str], Any]] = {
            names.LOST: self._lost,
            names.LAST_CONTACT: self._last_contact,
            names.LAST_VIA: lambda text: read_choice(Channel, text, "channel"),
            names.VERIFIED: self._verified,
            names.ARCHIVED: self._archived,
            names.PERSON: lambda text: (clean_name(text, "name"),),
            names.PEOPLE: lambda text: tuple(map(self._person, read_people(text))),
            names.CARD: lambda text: tuple(clean(text, names.CARD).split("\n")),
            names.NO_CONTACT: lambda text: read_flag(text, names.NO_CONTACT),
            names.BIRTHDAY_CALENDAR: read_is_lunar,
            names.LUNAR_BIRTHDAY: lambda text: self._birthday(f"{LUNAR}{text}"),
            "birthday": self._birthday,
            names.GRADE_SOURCE: lambda text: read_choice(GradeSource, text, names.GRADE_SOURCE),
        }

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
        if name in _DATES:
            text = self._date(text)
        elif name in _MANY and (":::" in text or text[:2] == "* "):
            text = from_google(text)
        try:
            return self._read(name, text)
        except AmbiguousDate as error:
            if not has_year_last(text):
                raise
            first, second = error.details["first"], error.details["second"]
            raise DayOrMonthFirst(text=text, first=first, second=second) from None

    def _birthday(self, text: str) -> str:
        said = said_in(text)
        if said is not None:
            day = self._date(said.date)
            if has_year_last(day):
                day = read_day(day, today=self._reading.today, look=Look.BACK).isoformat()
            if day != said.date:
                text = said._replace(date=day).text
        return str(read_field("birthday", text, self._reading))

    def _date(self, text: str) -> str:
        plain = _MIDNIGHT.sub("", text)
        if self._clock.serial:
            plain = from_serial(plain)
        return year_first(plain, self._clock.order, self._reading.today)

    def _read(self, name: str, text: str) -> Any:  # noqa: ANN401 - each field has its type
        reader = self._readers.get(name)
        if reader is not None:
            return reader(text)
        if name in names.ONLY_IMPORTED:
            return clean(text, name)
        return read_field(name, text, self._reading)

    def exact(self, name: str, text: str) -> Any:  # noqa: ANN401 - each field has its type
        """Read a cell of a table that crm wrote, where a list is divided in one way alone.

        Raises:
            CrmError: it cannot be read.
        """
        if name == "tags":
            return tuple(dict.fromkeys(clean(each, name) for each in divided(text) if each))
        return self.read(name, text)

    def instants(self, texts: Iterable[str]) -> tuple[datetime, datetime] | None:
        """Read when a customer entered the book it was exported from, and was changed there."""
        created, updated = map(self._instant, texts)
        return None if created is None or updated is None else (created, updated)

    def _person(self, known: dict[str, Any]) -> PersonDraft:
        numbers, addresses = known.get("phones", ()), known.get("emails", ())
        return PersonDraft(
            name=clean_name(known.get("name", ""), "name"),
            phones=self.read("phones", ";".join(numbers)) if numbers else (),
            emails=self.read("emails", ";".join(addresses)) if addresses else (),
            **{
                name: clean(known[name], name)
                for name in ("title", "role", "birthday")
                if name in known
            },
        )

    def _lost(self, text: str) -> date:
        day = read_day(text, today=self._reading.today, look=Look.BACK)
        if day > self._reading.today:
            raise InFuture(text=text)
        return day

    def _verified(self, text: str) -> date:
        today = self._reading.today
        return min(read_day(text, today=today, look=Look.BACK), today)

    def _archived(self, text: str) -> datetime:
        at = self._instant(text)
        if at is None:
            raise UnreadableDate(text=text)
        return min(at, self._clock.now)

    def _instant(self, text: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return None
        # A workbook says no zone: it shows what the clock on the wall showed.
        return at if at.tzinfo else self._clock.instant(at.date(), at.time())

    def _last_contact(self, text: str) -> tuple[datetime, date]:
        now = self._clock.now
        aware = _aware(text)
        if aware is not None:
            if aware > now:
                raise InFuture(text=text)
            return aware, aware.astimezone(now.tzinfo).date()
        when = read_when(text, now=now, look=Look.BACK)
        at = self._clock.instant(when.day, when.time)
        if when.time is None and when.day == now.date():
            at = min(at, now)
        if at > now:
            raise InFuture(text=text)
        return at, when.day


def _aware(text: str) -> datetime | None:
    """Read an instant as programs write it, with its zone; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None else found
