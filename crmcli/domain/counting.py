"""How a cadence is counted: by the calendar or in working days, and what becomes of free days.

A cadence below seven days counts working days; a longer one that ends on a free day is due on the
working day before it, unless that is not after the day it is counted from, or lies before the day
from which free days count so: then on the next one.
Both are policies (issue "At home in Chinese and in English").
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from crmcli.domain.span import Span, Unit
from crmcli.domain.work_calendar import EVERY_DAY, WorkCalendar
from crmcli.errors import N_, UsageFault

_SHORT: Final = 7
"""Cadences below so many days count working days unless a policy says otherwise."""

CADENCES: Final = (
    "A", "B", "C", "D", "E", "visit", "call", "own", "verify", "survey", "quiet",
)  # fmt: skip
"""What is counted: each grade's cadence, the relationship's, and the quiet limit of deals."""


class Counted(StrEnum):
    """What the days of a cadence are."""

    AUTO = "auto"
    CALENDAR = "calendar"
    WORKING = "working"


class FreeDays(StrEnum):
    """What becomes of a cadence that ends on a free day."""

    BEFORE = "before"
    AFTER = "after"
    STAY = "stay"


class UnreadableCounted(UsageFault):
    """A way to count a cadence that is none."""

    code = "unreadable_cadence_counting"
    sentence = N_("Cannot read {text} as a way to count a cadence.")
    hint = N_("Write auto, calendar or working: auto counts working days below seven days.")


class UnreadableFreeDays(UsageFault):
    """A rule for free days that is none."""

    code = "unreadable_free_days"
    sentence = N_("Cannot read {text} as a rule for free days.")
    hint = N_("Write before, after or stay: the working day before, the next one, or as it falls.")


def read_counted(text: str) -> Counted:
    """Read how a cadence is counted: `auto`, `calendar`, `working`, 自然日, 工作日.

    Raises:
        UnreadableCounted: it is none of these.
    """
    from crmcli.domain.choice import choice_named  # noqa: PLC0415 - to change a policy

    found = choice_named(Counted, text)
    if found is None:
        raise UnreadableCounted(text=text)
    return found


def read_free_days(text: str) -> FreeDays:
    """Read what becomes of free days: `before`, `after`, `stay`, 提前, 顺延, 不变.

    Raises:
        UnreadableFreeDays: it is none of these.
    """
    from crmcli.domain.choice import choice_named  # noqa: PLC0415 - to change a policy

    found = choice_named(FreeDays, text)
    if found is None:
        raise UnreadableFreeDays(text=text)
    return found


class Reckoned(NamedTuple):
    """The end of a cadence, and what the work calendar had to do with it; dates are local.

    Args:
        due: when it ends.
        working: whether working days were counted.
        free: the free day it would have ended on; of counted working days, the first holiday that
            was passed over.
        holiday: why that day is free; empty for a weekend.
        known_until: the last day whose holidays are known, where the end lies beyond it.
        known_from: the first one, where the end lies before it.
        set_on: the day from which free days count so, where that is why the end was not moved to
            the working day before.
    """

    due: date
    working: bool = False
    free: date | None = None
    holiday: str = ""
    known_until: date | None = None
    known_from: date | None = None
    set_on: date | None = None

    @property
    def figures(self) -> str | None:
        """What is kept of it beside the date, as JSON; None where the calendar did nothing."""
        if not (self.working or self.free or self.known_until or self.known_from):
            return None
        import json  # noqa: PLC0415 - where there is a calendar

        said = {
            "due": self.due.isoformat(),
            "working": self.working,
            "free": None if self.free is None else self.free.isoformat(),
            "holiday": self.holiday,
            "known_until": None if self.known_until is None else self.known_until.isoformat(),
            "known_from": None if self.known_from is None else self.known_from.isoformat(),
        }
        if self.set_on is not None:
            # Few have it: what older releases kept of the others is still what is reckoned.
            said["set_on"] = self.set_on.isoformat()
        return json.dumps(said, ensure_ascii=False)


def reckoned_from(figures: str) -> Reckoned:
    """Read back what `Reckoned.figures` kept of the end of a cadence."""
    import json  # noqa: PLC0415 - where there is a calendar

    said = json.loads(figures)
    free, known, begun = said["free"], said["known_until"], said["known_from"]
    set_on = said.get("set_on")
    return Reckoned(
        due=date.fromisoformat(said["due"]),
        working=said["working"],
        free=date.fromisoformat(free) if free else None,
        holiday=said["holiday"],
        known_until=date.fromisoformat(known) if known else None,
        known_from=date.fromisoformat(begun) if begun else None,
        set_on=date.fromisoformat(set_on) if set_on else None,
    )


class Rhythm(NamedTuple):
    """How often something comes round, and how that is counted."""

    span: Span
    calendar: WorkCalendar = EVERY_DAY
    counted: Counted = Counted.AUTO
    free_days: FreeDays = FreeDays.BEFORE
    set_on: date | None = None
    """The day from which free days count so: none is moved to before it."""

    @property
    def is_counted_in_working_days(self) -> bool:
        """Whether its days are working days; weeks, months and years are always the calendar's."""
        if self.calendar.is_plain or self.span.unit is not Unit.DAY:
            return False
        if self.counted is Counted.AUTO:
            return self.span.count < _SHORT
        return self.counted is Counted.WORKING

    def next_day(self, day: date) -> date:
        """Give the next day that it may end on; beyond the year 9999 `date.max`.

        Where free days are passed over that is a working day, however its own days are counted.
        """
        works = self.is_counted_in_working_days or self.free_days is not FreeDays.STAY
        return (self.calendar if works else EVERY_DAY).later(day, 1)

    def after(self, since: date) -> Reckoned:
        """Give the end of the cadence that is counted from a local date."""
        calendar = self.calendar
        if calendar.is_plain:
            return Reckoned(self.span.after(since))
        if self.is_counted_in_working_days:
            return self._worked(since)
        plain = self.span.after(since)
        found = self._off_free_days(plain, since)
        found = self._known(found, max(plain, found.due), min(plain, found.due))
        if found.due == plain:
            return found
        return found._replace(free=plain, holiday=calendar.holiday(plain) or "")

    def _worked(self, since: date) -> Reckoned:
        calendar = self.calendar
        due = calendar.later(since, self.span.count)
        passed = (
            day
            for day in map(date.fromordinal, range(since.toordinal() + 1, due.toordinal()))
            if calendar.holiday(day)
        )
        free = next(passed, None)
        found = Reckoned(
            due,
            working=True,
            free=free,
            holiday="" if free is None else calendar.holiday(free) or "",
        )
        return self._known(found, due, since)

    def _known(self, found: Reckoned, last: date, first: date) -> Reckoned:
        """Add what is not known of the days between two."""
        known_from, known_until = self.calendar.known_from, self.calendar.known_until
        if known_until is not None and last > known_until:
            return found._replace(known_until=known_until)
        if known_from is not None and first < known_from:
            return found._replace(known_from=known_from)
        return found

    def _off_free_days(self, day: date, since: date) -> Reckoned:
        if self.free_days is FreeDays.STAY or self.calendar.is_working(day):
            return Reckoned(day)
        after = Reckoned(self.calendar.at_or_after(day))
        if self.free_days is FreeDays.AFTER:
            return after
        before = self.calendar.at_or_before(day)
        if before <= since:
            return after
        if self.set_on is not None and before < self.set_on:
            return after._replace(set_on=self.set_on)
        return Reckoned(before)
