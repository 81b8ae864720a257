"""Date phrases that are refused on Tuesday 31 March 2026 at 10:00 in UTC+8."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crmcli.domain.when import Edge, Look, read_when
from crmcli.errors import AmbiguousDate, UnreadableDate

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = NOW.date()

UNREADABLE = [
    "", " ", "?", "soon", "foo", "5", "14", "2026", "20261301", "2026-13-01",
    "2026-02-30", "30 February", "feb 30", "30 feb 2026", "0000-00-00", "0000-01-01",
    "10000-01-01", "2025-02-29", "1 dec 26", "13/13/2026", "31/11", "1/12/26", "1.12",
    "26年12月1日", "2月30日", "下月31号", "32号", "0号", "13月1日", "周八", "周",
    "3d", "2w", "++3d", "+3", "+d", "+1.5d", "+3x",
    "+9999999d", "101 years ago", "in 5", "in 30m", "30m ago", "next", "last", "next foo",
    "end of", "end of foo", "end of month 2026", "mon tue", "Wed, 1 Dec 2026", "32nd", "0th",
    "过两天", "3月后", "几天后", "三个工作日后", "月中", "2026-12-01 24:00",
    "2026-12-01 25:00", "tomorrow 15:60", "tomorrow 13pm", "tomorrow 0am",
    "15:00:61", "tomorrow morning 3pm", "上午3点半分",
    "早上15:00", "明天24点", "明天25点", "下午三点六十分", "2026-12-01T15:00+99:00",
    "2026-02-30T15:00Z", "0001-01-01T00:00+14:00", "2026120115:00", "foo 15:00", "明天明天",
    "\x00", "\ud800", "٣ days ago", "2026-12-01\n2026", "x" * 5000, "9" * 5000,
]  # fmt: skip

AMBIGUOUS = {
    "12/1": ("2026-12-01", "2027-01-12"), "1/12/2026": ("2026-01-12", "2026-12-01"),
    "01.12.2026": ("2026-01-12", "2026-12-01"), "3-4": ("2026-04-03", "2027-03-04"),
    "weekend": ("2026-04-04", "2026-04-05"), "this weekend": ("2026-04-04", "2026-04-05"),
    "next weekend": ("2026-04-11", "2026-04-12"), "周末": ("2026-04-04", "2026-04-05"),
    "下周末": ("2026-04-11", "2026-04-12"), "this mon": ("2026-03-30", "2026-04-06"),
    "年初": ("2026-01-01", "2027-01-01"), "月初": ("2026-03-01", "2026-04-01"),
    "start of quarter": ("2026-01-01", "2026-04-01"),
    "明天3点": ("2026-04-01 03:00", "2026-04-01 15:00"),
    "下周二十点": ("2026-04-07 10:00", "2026-04-07 22:00"),
    "三点半": ("2026-03-31 03:30", "2026-03-31 15:30"),
    "tomorrow at 3": ("2026-04-01 03:00", "2026-04-01 15:00"),
    "friday 3:30": ("2026-04-03 03:30", "2026-04-03 15:30"),
    "明天3:30": ("2026-04-01 03:30", "2026-04-01 15:30"),
    "3:30": ("2026-03-31 03:30", "2026-03-31 15:30"),
    "half past three": ("2026-03-31 03:30", "2026-03-31 15:30"),
    "tomorrow midnight": ("2026-04-01 00:00", "2026-04-02 00:00"),
    "今晚12点": ("2026-03-31 00:00", "2026-04-01 00:00"),
    "tonight at midnight": ("2026-03-31 00:00", "2026-04-01 00:00"),
    "晚上1点": ("2026-03-31 01:00", "2026-04-01 01:00"),
    "this week": ("2026-03-30", "2026-04-05"), "本周": ("2026-03-30", "2026-04-05"),
    "this month": ("2026-03-01", "2026-03-31"), "本月": ("2026-03-01", "2026-03-31"),
    "next week": ("2026-04-06", "2026-04-12"), "下周": ("2026-04-06", "2026-04-12"),
    "last week": ("2026-03-23", "2026-03-29"), "上周": ("2026-03-23", "2026-03-29"),
    "the week after next": ("2026-04-13", "2026-04-19"), "下下周": ("2026-04-13", "2026-04-19"),
    "next month": ("2026-04-01", "2026-04-30"), "下个月": ("2026-04-01", "2026-04-30"),
    "last month": ("2026-02-01", "2026-02-28"), "上月": ("2026-02-01", "2026-02-28"),
    "next year": ("2027-01-01", "2027-12-31"), "明年": ("2027-01-01", "2027-12-31"),
    "last year": ("2025-01-01", "2025-12-31"), "去年": ("2025-01-01", "2025-12-31"),
    "next quarter": ("2026-04-01", "2026-06-30"), "下季度": ("2026-04-01", "2026-06-30"),
    "this year": ("2026-01-01", "2026-12-31"), "今年": ("2026-01-01", "2026-12-31"),
    "12月": ("2026-12-01", "2026-12-31"), "2月": ("2027-02-01", "2027-02-28"),
    "2026年12月": ("2026-12-01", "2026-12-31"), "2026-12": ("2026-12-01", "2026-12-31"),
    "明年三月": ("2027-03-01", "2027-03-31"), "december": ("2026-12-01", "2026-12-31"),
    "Dec 2027": ("2027-12-01", "2027-12-31"), "下个月中旬": ("2026-04-11", "2026-04-20"),
    "12月下旬": ("2026-12-21", "2026-12-31"), "下个周末": ("2026-04-11", "2026-04-12"),
    "before friday": ("2026-04-02", "2026-04-03"), "下周前": ("2026-04-05", "2026-04-12"),
    "下个月之前": ("2026-03-31", "2026-04-30"), "明年前": ("2026-12-31", "2027-12-31"),
    "5日前": ("2026-03-26", "2026-04-05"), "五日之前": ("2026-03-26", "2026-04-05"),
    "周末前": ("2026-04-04", "2026-04-05"), "by the weekend": ("2026-04-04", "2026-04-05"),
    "明天周五": ("2026-04-01", "2026-04-03"), "12月1日(周三)": ("2026-12-01", "2026-04-01"),
    "03/04": ("2026-04-03", "2027-03-04"), "4-5": ("2026-04-05", "2026-05-04"),
    "４／５": ("2026-04-05", "2026-05-04"), "by 4/5": ("2026-04-05", "2026-05-04"),
    "周五3点前": ("2026-04-03 03:00", "2026-04-03 15:00"),
}  # fmt: skip

STRETCHES = {
    "weekend", "this weekend", "next weekend", "周末", "下周末", "下个周末", "by the weekend",
    "周末前", "this week", "本周", "this month", "本月", "next week", "下周", "last week", "上周",
    "the week after next", "下下周", "next month", "下个月", "last month", "上月", "next year",
    "明年", "last year", "去年", "next quarter", "下季度", "this year", "今年", "12月", "2月",
    "2026年12月", "2026-12", "明年三月", "december", "Dec 2027", "下个月中旬", "12月下旬",
}  # fmt: skip


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("look", Look)
def test_what_no_rule_reads_is_refused(text: str, look: Look) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_when(text, now=NOW, look=look)
    assert caught.value.details == {"text": text}
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("text", "readings"), AMBIGUOUS.items())
def test_two_readings_are_named_and_refused(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(AmbiguousDate) as caught:
        read_when(text, now=NOW)
    assert caught.value.details == {"text": text, "first": readings[0], "second": readings[1]}
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("text", "readings"), AMBIGUOUS.items())
def test_a_stretch_of_days_bounds_a_period_whole(text: str, readings: tuple[str, str]) -> None:
    if text not in STRETCHES:
        with pytest.raises(AmbiguousDate):
            read_when(text, now=NOW, edge=Edge.START)
        return
    ends = [read_when(text, now=NOW, edge=each).day.isoformat() for each in Edge]
    assert ends == list(readings)
    with pytest.raises(AmbiguousDate) as caught:
        read_when(text, now=NOW)
    day = caught.value.details["first"]
    assert read_when(str(day), now=NOW).day.isoformat() == readings[0]
