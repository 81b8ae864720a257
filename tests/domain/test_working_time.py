"""When a limit runs out: by the calendar and in working time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.limit import Limit, LimitUnit, read_limit
from crmcli.domain.work_calendar import MarkedDay, WorkCalendar
from crmcli.domain.working_time import WorkingTime, deadline

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = WorkingTime()
WORKING = WorkingTime(working=True)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def runs_out(
    since: str, limit: str, working: WorkingTime = WORKING, zone: ZoneInfo = SHANGHAI
) -> str:
    start = datetime.fromisoformat(since).replace(tzinfo=zone)
    found = deadline(start, read_limit(limit), working, zone)
    assert found.tzinfo is UTC
    local = found.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {local:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("since", "limit", "end"),
    [
        ("2026-03-02 09:00", "1d", "Tue 2026-03-03 09:00"),
        ("2026-03-06 17:30", "1d", "Sat 2026-03-07 17:30"),
        ("2026-03-02 09:00", "4h", "Mon 2026-03-02 13:00"),
        ("2026-03-02 23:00", "4h", "Tue 2026-03-03 03:00"),
        ("2026-03-02 09:00", "7d", "Mon 2026-03-09 09:00"),
    ],
)
def test_the_calendar_counts_every_hour_and_day(since: str, limit: str, end: str) -> None:
    assert runs_out(since, limit, CALENDAR) == end


@pytest.mark.parametrize(
    ("since", "limit", "end"),
    [
        ("2026-03-02 09:00", "1d", "Tue 2026-03-03 09:00"),
        ("2026-03-06 17:30", "1d", "Mon 2026-03-09 17:30"),
        ("2026-03-06 11:00", "3d", "Wed 2026-03-11 11:00"),
        ("2026-03-06 18:00", "1d", "Tue 2026-03-10 09:00"),
        ("2026-03-07 12:00", "1d", "Tue 2026-03-10 09:00"),
        ("2026-03-02 07:15", "1d", "Tue 2026-03-03 09:00"),
        ("2026-03-02 09:00", "4h", "Mon 2026-03-02 13:00"),
        ("2026-03-02 17:00", "1h", "Mon 2026-03-02 18:00"),
        ("2026-03-02 17:00", "2h", "Tue 2026-03-03 10:00"),
        ("2026-03-06 16:00", "4h", "Mon 2026-03-09 11:00"),
        ("2026-03-07 10:00", "4h", "Mon 2026-03-09 13:00"),
        ("2026-03-02 09:00", "9h", "Mon 2026-03-02 18:00"),
        ("2026-03-02 09:00", "18h", "Tue 2026-03-03 18:00"),
        ("2026-03-02 03:00", "10h", "Tue 2026-03-03 10:00"),
    ],
)
def test_working_time_counts_no_night_and_no_weekend(since: str, limit: str, end: str) -> None:
    assert runs_out(since, limit) == end


def test_other_working_days_and_hours_count_as_they_are_set() -> None:
    saturdays = WorkingTime(frozenset(range(6)), time(9), time(18), working=True)
    assert runs_out("2026-03-06 17:30", "1d", saturdays) == "Sat 2026-03-07 17:30"
    to_midnight = WorkingTime(frozenset({0}), time(20), time(0), working=True)
    assert runs_out("2026-03-02 22:00", "3h", to_midnight) == "Mon 2026-03-09 21:00"


def test_a_holiday_is_no_working_day() -> None:
    holiday = date(2026, 3, 3)
    start = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    calendar = WorkCalendar("XX", marked={holiday: MarkedDay(works=False, name="妇女节")})
    working = replace(WORKING, calendar=calendar)
    end = deadline(start, Limit(1, LimitUnit.DAY), working, SHANGHAI)
    assert end.astimezone(SHANGHAI) == datetime(2026, 3, 4, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("since", "limit", "end"),
    [
        # The clocks go from 02:00 to 03:00 on 29 March, and back from 03:00 on 25 October 2026.
        ("2026-03-28 09:00", "1d", "Sun 2026-03-29 09:00"),
        ("2026-03-28 02:30", "1d", "Sun 2026-03-29 03:30"),
        ("2026-03-28 23:00", "4h", "Sun 2026-03-29 04:00"),
        ("2026-10-24 09:00", "1d", "Sun 2026-10-25 09:00"),
        ("2026-10-24 23:00", "4h", "Sun 2026-10-25 02:00"),
    ],
)
def test_days_keep_the_time_of_day_when_the_clocks_change(since: str, limit: str, end: str) -> None:
    assert runs_out(since, limit, CALENDAR, BERLIN) == end


def test_without_a_zone_the_machines_own_is_taken() -> None:
    start = datetime(2026, 3, 2, 1, tzinfo=UTC)
    for working in (CALENDAR, WORKING):
        assert deadline(start, Limit(2, LimitUnit.DAY), working, None) > start


def test_the_end_of_the_calendar_is_the_end_of_every_limit() -> None:
    start = datetime(9999, 12, 29, tzinfo=UTC)
    for working in (CALENDAR, WORKING):
        for limit in (Limit(30, LimitUnit.DAY), Limit(800, LimitUnit.HOUR)):
            last = deadline(start, limit, working, SHANGHAI)
            assert last == datetime(9999, 12, 30, tzinfo=UTC)
            assert last.astimezone(SHANGHAI).year == 9999


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the bounds of Hypothesis are naive
    count=st.integers(1, 40),
    unit=st.sampled_from(LimitUnit),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    zone=st.sampled_from([SHANGHAI, BERLIN, UTC]),
)
def test_a_longer_limit_never_ends_earlier_and_working_time_never_before_the_calendar(
    start: datetime, count: int, unit: LimitUnit, days: frozenset[int], zone: ZoneInfo
) -> None:
    working = WorkingTime(days, working=True)
    end = deadline(start, Limit(count, unit), working, zone)
    assert start < end <= deadline(start, Limit(count + 1, unit), working, zone)
    assert end >= deadline(start, Limit(count, unit), CALENDAR, zone)
    local = end.astimezone(zone)
    assert local.weekday() in days
    assert working.start <= local.time() <= working.end
    assert end - start >= timedelta(hours=count if unit is LimitUnit.HOUR else count * 24 - 1)
