"""How cadences are counted: in working days below seven days, and off free days above."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.counting import (
    Counted,
    FreeDays,
    Rhythm,
    UnreadableCounted,
    UnreadableFreeDays,
    read_counted,
    read_free_days,
    reckoned_from,
)
from crmcli.domain.span import Span, Unit, read_span
from crmcli.domain.work_calendar import EVERY_DAY, MarkedDay, WorkCalendar
from crmcli.store.reads.work_calendars import shipped

CN = WorkCalendar(
    "CN", frozenset(range(5)), shipped()["CN"].marked, known_until=shipped()["CN"].known_until
)
WEEKENDS = WorkCalendar("weekend", frozenset(range(5)))

days = st.dates(date(2018, 2, 1), date(2028, 12, 31))
spans = st.builds(Span, st.integers(1, 40), st.sampled_from(Unit))
calendars = st.sampled_from([CN, WEEKENDS, WorkCalendar("XX", frozenset({6, 0, 1, 2, 3}))])


@pytest.mark.parametrize(
    ("since", "length", "due", "free", "holiday"),
    [
        # The three of the issue.
        ("2026-09-26", "7d", "2026-09-30", "2026-10-03", "国庆节"),
        ("2026-09-30", "1d", "2026-10-08", "2026-10-01", "国庆节"),
        ("2026-10-03", "7d", "2026-10-10", None, ""),
        # A make-up Sunday is worked on, and counted.
        ("2026-09-18", "1d", "2026-09-20", None, ""),
        ("2026-09-19", "1d", "2026-09-20", None, ""),
        # A weekend by itself.
        ("2026-11-27", "1d", "2026-11-30", None, ""),
        ("2026-11-21", "15d", "2026-12-04", "2026-12-06", ""),
        # A month is of the calendar, and moved off a free day.
        ("2026-01-17", "1m", "2026-02-14", "2026-02-17", "春节"),
        ("2026-01-31", "1m", "2026-02-28", None, ""),
        # The working day before would not be after the last contact: the next one counts.
        ("2026-09-30", "7d", "2026-10-08", "2026-10-07", "国庆节"),
        ("2026-02-14", "8d", "2026-02-24", "2026-02-22", "春节"),
    ],
)
def test_a_cadence_under_the_calendar_of_china(
    since: str, length: str, due: str, free: str | None, holiday: str
) -> None:
    found = Rhythm(read_span(length), CN).after(date.fromisoformat(since))
    assert found.due.isoformat() == due
    assert (None if found.free is None else found.free.isoformat(), found.holiday) == (
        free,
        holiday,
    )


@pytest.mark.parametrize(
    ("counted", "rule", "length", "due"),
    [
        (Counted.AUTO, FreeDays.BEFORE, "6d", "2026-10-10"),
        (Counted.CALENDAR, FreeDays.BEFORE, "6d", "2026-09-30"),
        (Counted.CALENDAR, FreeDays.AFTER, "6d", "2026-10-08"),
        (Counted.CALENDAR, FreeDays.STAY, "6d", "2026-10-02"),
        (Counted.WORKING, FreeDays.STAY, "7d", "2026-10-12"),
        (Counted.AUTO, FreeDays.AFTER, "7d", "2026-10-08"),
        (Counted.AUTO, FreeDays.STAY, "7d", "2026-10-03"),
        (Counted.WORKING, FreeDays.BEFORE, "1w", "2026-09-30"),
    ],
)
def test_both_rules_can_be_changed(counted: Counted, rule: FreeDays, length: str, due: str) -> None:
    found = Rhythm(read_span(length), CN, counted, rule).after(date(2026, 9, 26))
    assert found.due.isoformat() == due


def test_beyond_the_known_days_weekends_alone_are_free_and_it_says_so() -> None:
    rhythm = Rhythm(Span(7, Unit.DAY), CN)
    found = rhythm.after(date(2026, 12, 25))
    assert (found.due, found.known_until) == (date(2027, 1, 1), date(2026, 12, 31))
    assert rhythm.after(date(2026, 12, 24)).known_until is None
    assert rhythm.after(date(2026, 12, 26)).due == date(2027, 1, 1)
    assert Rhythm(Span(7, Unit.DAY), WEEKENDS).after(date(2030, 1, 1)).known_until is None


@given(spans, days)
def test_without_a_calendar_a_cadence_is_its_span(span: Span, since: date) -> None:
    found = Rhythm(span, EVERY_DAY).after(since)
    assert (found.due, found.figures) == (span.after(since), None)


@given(spans, days, calendars, st.sampled_from(Counted), st.sampled_from(FreeDays))
def test_a_cadence_ends_on_a_working_day_after_the_one_it_is_counted_from(
    span: Span, since: date, calendar: WorkCalendar, counted: Counted, rule: FreeDays
) -> None:
    rhythm = Rhythm(span, calendar, counted, rule)
    found = rhythm.after(since)
    assert found.due > since
    assert calendar.is_working(found.due) or rule is FreeDays.STAY
    if rhythm.is_counted_in_working_days:
        between = [since + timedelta(days=at) for at in range(1, (found.due - since).days + 1)]
        assert sum(map(calendar.is_working, between)) == span.count
    elif found.free is None:
        assert found.due == span.after(since)
    else:
        assert found.free == span.after(since)
        assert not calendar.is_working(found.free)
        first, last = sorted((found.due, found.free))
        gap = [first + timedelta(days=at) for at in range(1, (last - first).days)]
        assert not any(map(calendar.is_working, gap))


@given(spans, days, calendars)
def test_what_is_kept_of_it_is_read_back(span: Span, since: date, calendar: WorkCalendar) -> None:
    found = Rhythm(span, calendar).after(since)
    if found.figures is not None:
        assert reckoned_from(found.figures) == found
    else:
        assert (found.free, found.working, found.known_until) == (None, False, None)


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    never = WorkCalendar(
        "XX", frozenset({0}), {date(9999, 12, 27): MarkedDay(works=False, name="x")}
    )
    assert Rhythm(Span(1, Unit.DAY), never).after(date(9999, 12, 25)).due == date.max
    assert Rhythm(Span(10, Unit.DAY), never).after(date.max).due == date.max
    assert never.at_or_before(date(1, 1, 1)) == date(1, 1, 1)


def test_how_it_is_counted_is_read_in_both_languages() -> None:
    assert read_counted(" Working ") is read_counted("工作日") is Counted.WORKING
    assert read_free_days("顺延") is read_free_days("AFTER") is FreeDays.AFTER
    with pytest.raises(UnreadableCounted):
        read_counted("sometimes")
    with pytest.raises(UnreadableFreeDays):
        read_free_days("")
