"""The periods of reports, as people type them, and the ones before them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.reports.period import (
    NothingBefore,
    PeriodEndsBeforeStart,
    ReportPeriod,
    UnreadablePeriod,
    read_period,
)
from crmcli.domain.reports.timeline import stretch_of, stretches
from crmcli.domain.when.periods import Period
from crmcli.errors import CrmError

if TYPE_CHECKING:
    from tests.conftest import Crm

TODAY = date(2026, 11, 18)
"""A Wednesday."""

ENGLISH = {
    "this-month": ("2026-11-01", "2026-11-30"),
    "This Month": ("2026-11-01", "2026-11-30"),
    "this_month": ("2026-11-01", "2026-11-30"),
    "current month": ("2026-11-01", "2026-11-30"),
    "last-month": ("2026-10-01", "2026-10-31"),
    "previous month": ("2026-10-01", "2026-10-31"),
    "next-month": ("2026-12-01", "2026-12-31"),
    "this-week": ("2026-11-16", "2026-11-22"),
    "last week": ("2026-11-09", "2026-11-15"),
    "next-week": ("2026-11-23", "2026-11-29"),
    "this-quarter": ("2026-10-01", "2026-12-31"),
    "last-quarter": ("2026-07-01", "2026-09-30"),
    "next quarter": ("2027-01-01", "2027-03-31"),
    "this-year": ("2026-01-01", "2026-12-31"),
    "last-year": ("2025-01-01", "2025-12-31"),
    "next-year": ("2027-01-01", "2027-12-31"),
    "today": ("2026-11-18", "2026-11-18"),
    "yesterday": ("2026-11-17", "2026-11-17"),
    "2026-11-03": ("2026-11-03", "2026-11-03"),
    "2026": ("2026-01-01", "2026-12-31"),
    "2026-Q3": ("2026-07-01", "2026-09-30"),
    "2026q1": ("2026-01-01", "2026-03-31"),
    "2026 Q4": ("2026-10-01", "2026-12-31"),
    "2026-11": ("2026-11-01", "2026-11-30"),
    "2026/2": ("2026-02-01", "2026-02-28"),
    "2028-02": ("2028-02-01", "2028-02-29"),
    "2026-W48": ("2026-11-23", "2026-11-29"),
    "2026-w01": ("2025-12-29", "2026-01-04"),
    "2026-W53": ("2026-12-28", "2027-01-03"),
    "last-30-days": ("2026-10-20", "2026-11-18"),
    "last-2-weeks": ("2026-11-05", "2026-11-18"),
    "last 3 months": ("2026-08-19", "2026-11-18"),
    "2026-01..2026-03": ("2026-01-01", "2026-03-31"),
    "2026-Q1..last-month": ("2026-01-01", "2026-10-31"),
    "past 7 days": ("2026-11-12", "2026-11-18"),
    "last-1-day": ("2026-11-18", "2026-11-18"),
    "2026-11-01..today": ("2026-11-01", "2026-11-18"),
    "2026-11-01 ... 2026-11-10": ("2026-11-01", "2026-11-10"),
    "mon..yesterday": ("2026-11-16", "2026-11-17"),
    "-1w..today": ("2026-11-11", "2026-11-18"),
    "..2026-10-31": (None, "2026-10-31"),
    "2026-10-01..": ("2026-10-01", None),
    "oct": ("2026-10-01", "2026-10-31"),
    "October 2025": ("2025-10-01", "2025-10-31"),
    "last weekend": ("2026-11-14", "2026-11-15"),
    "sept..last month": ("2026-09-01", "2026-10-31"),
    "all": (None, None),
    "all time": (None, None),
}
CHINESE = {
    "本月": ("2026-11-01", "2026-11-30"),
    "这个月": ("2026-11-01", "2026-11-30"),
    "上月": ("2026-10-01", "2026-10-31"),
    "上个月": ("2026-10-01", "2026-10-31"),
    "下月": ("2026-12-01", "2026-12-31"),
    "本周": ("2026-11-16", "2026-11-22"),
    "这周": ("2026-11-16", "2026-11-22"),
    "上周": ("2026-11-09", "2026-11-15"),
    "上星期": ("2026-11-09", "2026-11-15"),
    "下礼拜": ("2026-11-23", "2026-11-29"),
    "本季度": ("2026-10-01", "2026-12-31"),
    "上季度": ("2026-07-01", "2026-09-30"),
    "下个季度": ("2027-01-01", "2027-03-31"),
    "今年": ("2026-01-01", "2026-12-31"),
    "本年度": ("2026-01-01", "2026-12-31"),
    "去年": ("2025-01-01", "2025-12-31"),
    "明年": ("2027-01-01", "2027-12-31"),
    "今天": ("2026-11-18", "2026-11-18"),
    "昨天": ("2026-11-17", "2026-11-17"),
    "2026年": ("2026-01-01", "2026-12-31"),
    "2026年第三季度": ("2026-07-01", "2026-09-30"),
    "2026年1季度": ("2026-01-01", "2026-03-31"),
    "2026年11月": ("2026-11-01", "2026-11-30"),
    "2026年2月": ("2026-02-01", "2026-02-28"),
    "近30天": ("2026-10-20", "2026-11-18"),
    "前年": ("2024-01-01", "2024-12-31"),
    "近一周": ("2026-11-12", "2026-11-18"),
    "最近三个月": ("2026-08-19", "2026-11-18"),
    "2026年1月至今": ("2026-01-01", "2026-11-18"),
    "近7日": ("2026-11-12", "2026-11-18"),
    "最近三十天": ("2026-10-20", "2026-11-18"),
    "过去两天": ("2026-11-17", "2026-11-18"),
    "2026-01-01到2026-03-31": ("2026-01-01", "2026-03-31"),
    "2026-01-01至昨天": ("2026-01-01", "2026-11-17"),
    "上周三~昨天": ("2026-11-11", "2026-11-17"),
    "10月": ("2026-10-01", "2026-10-31"),
    "12月": ("2025-12-01", "2025-12-31"),
    "去年十月份": ("2025-10-01", "2025-10-31"),
    "10月上旬": ("2026-10-01", "2026-10-10"),
    "上个周末": ("2026-11-14", "2026-11-15"),
    "9月到10月": ("2026-09-01", "2026-10-31"),
    "全部": (None, None),
    "所有": (None, None),
}
UNREADABLE = (
    "", "..", "week", "month", "last", "this fortnight", "last-0-days", "last days",
    "last-99999999-days", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-W54", "2025-W53",
    "2026-W00", "0000", "2026-02-30", "今月", "去月", "明季度", "2026年13月", "2026年第五季度",
    "天", "近零天", "2026-11-01..nonsense", "nonsense..today", "2026-11-01..2026-13-01", "\ud800",
    "x" * 500, "\0",
)  # fmt: skip


def on(text: str | None) -> date | None:
    """Read a day of a table."""
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize("typed", [*ENGLISH, *CHINESE])
def test_a_phrase_names_its_days(typed: str) -> None:
    first, last = {**ENGLISH, **CHINESE}[typed]
    found = read_period(typed, TODAY)
    assert (found.first, found.last) == (on(first), on(last))
    whole = None not in (first, last)
    assert (found.days is not None) is whole
    assert found.holds(found.since)
    assert found.holds(found.until)


@pytest.mark.parametrize("typed", UNREADABLE)
def test_what_names_no_period_is_refused(typed: str) -> None:
    with pytest.raises(CrmError) as refused:
        read_period(typed, TODAY)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("typed", ["2026-11-10..2026-11-01", "今天到昨天", "today..2026-11-17"])
def test_a_period_that_ends_before_it_begins_is_refused(typed: str) -> None:
    with pytest.raises(PeriodEndsBeforeStart):
        read_period(typed, TODAY)


@pytest.mark.parametrize(
    ("today", "typed", "days"),
    [
        ("2026-12-31", "next-month", ("2027-01-01", "2027-01-31")),
        ("2026-12-31", "next-quarter", ("2027-01-01", "2027-03-31")),
        ("2026-12-31", "this-week", ("2026-12-28", "2027-01-03")),
        ("2027-01-01", "this-week", ("2026-12-28", "2027-01-03")),
        ("2027-01-01", "last-month", ("2026-12-01", "2026-12-31")),
        ("2027-01-01", "last-quarter", ("2026-10-01", "2026-12-31")),
        ("2027-01-01", "去年", ("2026-01-01", "2026-12-31")),
        ("2027-01-03", "last-week", ("2026-12-21", "2026-12-27")),
        ("2028-02-29", "this-month", ("2028-02-01", "2028-02-29")),
        ("2028-02-29", "last-year", ("2027-01-01", "2027-12-31")),
        ("2026-03-31", "last-month", ("2026-02-01", "2026-02-28")),
        ("2026-01-15", "last-30-days", ("2025-12-17", "2026-01-15")),
        ("2026-01-02", "12月31日..today", ("2025-12-31", "2026-01-02")),
    ],
)
def test_years_end_where_they_end(today: str, typed: str, days: tuple[str, str]) -> None:
    found = read_period(typed, date.fromisoformat(today))
    assert (found.first, found.last) == (on(days[0]), on(days[1]))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("2026-11", ("2026-10-01", "2026-10-31")),
        ("2026-03", ("2026-02-01", "2026-02-28")),
        ("2028-03", ("2028-02-01", "2028-02-29")),
        ("2026-01", ("2025-12-01", "2025-12-31")),
        ("2026-Q1", ("2025-10-01", "2025-12-31")),
        ("last-quarter", ("2026-04-01", "2026-06-30")),
        ("2026", ("2025-01-01", "2025-12-31")),
        ("2028", ("2027-01-01", "2027-12-31")),
        ("2026-W01", ("2025-12-22", "2025-12-28")),
        ("this-week", ("2026-11-09", "2026-11-15")),
        ("today", ("2026-11-17", "2026-11-17")),
        ("2026-03-01", ("2026-02-28", "2026-02-28")),
        ("last-30-days", ("2026-09-20", "2026-10-19")),
        # As many days: only what is named as a month is one.
        ("2026-11-01..2026-11-30", ("2026-10-02", "2026-10-31")),
        ("2026-02-01..2026-02-28", ("2026-01-04", "2026-01-31")),
    ],
)
def test_the_period_before_is_the_calendars_or_has_as_many_days(
    typed: str, days: tuple[str, str]
) -> None:
    found = read_period(typed, TODAY)
    before = found.before()
    assert (before.first, before.last) == (on(days[0]), on(days[1]))
    assert before.calendar is found.calendar
    assert found.first is not None
    assert before.until == found.first - timedelta(days=1)


@pytest.mark.parametrize("typed", ["all", "..today", "2026-01-01..", "0001", "0001-01"])
def test_nothing_is_before_what_has_no_beginning_or_no_end(typed: str) -> None:
    with pytest.raises(NothingBefore):
        read_period(typed, TODAY).before()


def test_a_period_is_cut_into_days_weeks_or_months_without_a_gap() -> None:
    first = date(2025, 12, 24)
    for length in (1, 2, 14, 15, 98, 99, 400):
        last = first + timedelta(days=length - 1)
        cut = stretches(ReportPeriod(first, last), [])
        size = 10 if length <= 14 else 8 if length <= 98 else 7
        assert {len(each.label) for each in cut} == {size}
        days = [
            each.first + timedelta(days=at)
            for each in cut
            for at in range((each.last - each.first).days + 1)
        ]
        assert days == [first + timedelta(days=at) for at in range(length)]
        assert all(cut[stretch_of(cut, day)].first <= day for day in days)


def test_a_period_without_a_beginning_begins_with_what_there_is() -> None:
    assert stretches(ReportPeriod(None, None), []) == []
    (only,) = stretches(ReportPeriod(None, None), [TODAY])
    assert (only.label, only.first, only.last) == ("2026-11-18", TODAY, TODAY)
    cut = stretches(ReportPeriod(None, date(2026, 12, 31)), [TODAY])
    assert (cut[0].label, cut[-1].last) == ("2026-W47", date(2026, 12, 31))
    cut = stretches(ReportPeriod(date(2026, 1, 1), None), [TODAY])
    assert (cut[0].label, cut[-1].label, cut[-1].last) == ("2026-01", "2026-11", TODAY)
    assert read_period("2026-11", TODAY).calendar is Period.MONTH


def test_a_command_line_says_what_it_cannot_read_and_how_to_write_it(crm: Crm) -> None:
    crm("customer add Ann")
    answer = crm("report won --period fortnight --json", code=2)
    assert answer.error["code"] == UnreadablePeriod.code
    assert "last-quarter" in answer.error["hint"]
    answer = crm("report won --period 2026-03-31..2026-03-01 --json", code=2)
    assert answer.error["code"] == PeriodEndsBeforeStart.code
    found = crm("report won --json").json
    assert found["period"] == {"first": "2026-03-01", "last": "2026-03-31"}
