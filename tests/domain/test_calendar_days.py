"""Work calendars as text: read, refused, written, and the one of China held against another."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.calendar_days import BadCalendar, CalendarDays, calendar_text, read_calendar
from crmcli.domain.work_calendar import MarkedDay, WorkCalendar
from crmcli.store.reads.work_calendars import joined, shipped

CN = shipped()["CN"]


def test_the_calendar_of_china_agrees_with_the_library_on_every_known_day() -> None:
    calendar = WorkCalendar("CN", frozenset(range(5)), CN.marked, CN.known_until)
    day = CN.known_from
    while day <= CN.known_until:
        assert calendar.is_working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)
    assert (CN.known_from.year, CN.known_until) == (2018, date(2026, 12, 31))


def test_a_file_is_read_in_both_languages_and_with_or_without_a_header() -> None:
    english = read_calendar(
        "day,until,kind,name\n2027-01-01,,free,元旦\n2027-02-06,2027-02-07,work,春节\n"
    )
    chinese = read_calendar(
        "日期,至,类型,节日\n2027/01/01,,休,元旦\n2027/02/06,2027/02/07,班,春节\n\n"
    )
    bare = read_calendar("2027-01-01,2027-01-01,放假,元旦\n2027-02-06,2027-02-07,补班,春节")
    assert english == chinese == bare
    assert english.marked[date(2027, 2, 7)] == MarkedDay(works=True, name="春节")
    assert (english.known_from, english.known_until) == (date(2027, 1, 1), date(2027, 12, 31))


def test_a_file_says_what_it_is_called_and_what_it_knows() -> None:
    found = read_calendar(
        "# calendar: DE\n# known: 2027-01-01 to 2028-06-30\n2027-10-03,,free,Einheit"
    )
    assert (found.name, found.known_until) == ("DE", date(2028, 6, 30))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no day"),
        ("2027-02-30,,free,x", 1, "date"),
        ("day,until,kind,name\n2027-01-01,,maybe,x", 2, "kind"),
        ("2027-01-02,2027-01-01,free,x", 1, "ends before"),
        ("2027-01-01,,free,", 1, "which holiday"),
        ("2027-01-01,,free,a\x1b[31m", 1, "which holiday"),
        ("2027-01-01,,free,a\n2027-01-01,,work,a", 2, "twice"),
        ("# known: 2027-01-01 to 2027-12-31\n2028-01-01,,free,a", 1, "outside"),
        ("0001-01-01,9999-12-31,free,x", 1, "too late"),
    ],
)
def test_what_is_no_calendar_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        read_calendar(text)
    assert caught.value.details["line"] == line
    assert reason in str(caught.value.details["reason"])


marks = st.builds(MarkedDay, st.booleans(), st.sampled_from(["春节", 'a, "b"', "x"]))
parts = st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 12, 31)), marks, min_size=1).map(
    lambda marked: CalendarDays(
        "CN", date(2027, 1, 1), date(2027, 12, 31), {day: marked[day] for day in sorted(marked)}
    )
)


@given(parts)
def test_what_is_written_is_read_back(days: CalendarDays) -> None:
    assert read_calendar(calendar_text(days)) == days


@given(parts, parts)
def test_of_two_parts_the_later_word_holds_for_the_days_it_knows(
    earlier: CalendarDays, later: CalendarDays
) -> None:
    assert joined(earlier, later).marked == later.marked
    assert joined(CN, later).marked == {**CN.marked, **later.marked}
    assert joined(CN, later).known_until == date(2027, 12, 31)
