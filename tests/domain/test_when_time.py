"""Times of day in date phrases, read on Tuesday 31 March 2026 at 10:00 in UTC+8."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crmcli.domain.when import When, read_day, read_when
from crmcli.errors import UnreadableDate

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = NOW.date()

TIMED = {
    "tomorrow 15:00": "2026-04-01 15:00", "2026-12-01 15:00": "2026-12-01 15:00",
    "2026-12-01T15:00": "2026-12-01 15:00", "2026-12-01t15:00:30": "2026-12-01 15:00:30",
    "2026-12-01 15:00:30.250": "2026-12-01 15:00:30", "fri 3pm": "2026-04-03 15:00",
    "fri 3 p.m.": "2026-04-03 15:00", "yesterday at 9:30": "2026-03-30 09:30",
    "15:00": "2026-03-31 15:00", "9:05": "2026-03-31 09:05", "3pm": "2026-03-31 15:00",
    "at 3pm": "2026-03-31 15:00", "3pm tomorrow": "2026-04-01 15:00",
    "15:00 on friday": "2026-04-03 15:00", "tomorrow, 15:00": "2026-04-01 15:00",
    "tomorrow 12am": "2026-04-01 00:00", "tomorrow 12pm": "2026-04-01 12:00",
    "tomorrow noon": "2026-04-01 12:00", "tomorrow at noon": "2026-04-01 12:00",
    "tomorrow 3:15pm": "2026-04-01 15:15", "tonight 8:30": "2026-03-31 20:30",
    "tomorrow morning at 9:30": "2026-04-01 09:30", "last night 11pm": "2026-03-30 23:00",
    "this afternoon 3:30": "2026-03-31 15:30", "friday 03:30": "2026-04-03 03:30",
    "2026/4/3 3:30": "2026-04-03 03:30", "fri 3:30pm": "2026-04-03 15:30",
    "tomorrow 7:30": "2026-04-01 07:30", "next fri 10am": "2026-04-10 10:00",
    "Dec 1 15:00": "2026-12-01 15:00", "Dec 1, 2026 3pm": "2026-12-01 15:00",
    "+3d 15:00": "2026-04-03 15:00", "12/25 9:00": "2026-12-25 09:00", "now": "2026-03-31 10:00",
    "just now": "2026-03-31 10:00", "tomorrow 0:00": "2026-04-01 00:00",
    "2 hours ago": "2026-03-31 08:00", "in 30 minutes": "2026-03-31 10:30",
    "half an hour ago": "2026-03-31 09:30", "12 hours ago": "2026-03-30 22:00",
    "1h30 ago": "2026-03-31 08:30", "an hour from now": "2026-03-31 11:00",
    "2026-12-01T15:00Z": "2026-12-01 23:00", "2026-12-01T20:00:05Z": "2026-12-02 04:00:05",
    "2026-12-01T15:00+01:00": "2026-12-01 22:00", "2026-12-01 15:00 -0500": "2026-12-02 04:00",
    "明天下午三点": "2026-04-01 15:00", "明天下午3点半": "2026-04-01 15:30",
    "明天下午三点一刻": "2026-04-01 15:15", "下午3点钟一刻": "2026-03-31 15:15",
    "下午3点三刻": "2026-03-31 15:45", "昨天上午10点": "2026-03-30 10:00",
    "今晚8点": "2026-03-31 20:00", "明晚八点半": "2026-04-01 20:30",
    "昨晚11点": "2026-03-30 23:00", "中午12点": "2026-03-31 12:00", "中午1点": "2026-03-31 13:00",
    "早上9点15分": "2026-03-31 09:15", "明早9点": "2026-04-01 09:00",
    "今早八点": "2026-03-31 08:00", "凌晨2点": "2026-03-31 02:00",
    "明天凌晨12点": "2026-04-01 00:00", "傍晚6点": "2026-03-31 18:00",
    "上午12点": "2026-03-31 12:00", "下午3点整": "2026-03-31 15:00",
    "下午三点二十": "2026-03-31 15:20", "下午三点零五分": "2026-03-31 15:05",
    "明天15点": "2026-04-01 15:00", "明天15点30分": "2026-04-01 15:30",
    "明天15时30分": "2026-04-01 15:30", "明天 15:00": "2026-04-01 15:00",
    "明天15：00": "2026-04-01 15:00", "明天下午3:30": "2026-04-01 15:30",
    "下周三15:00": "2026-04-08 15:00", "下周三下午3点": "2026-04-08 15:00",
    "下周三二十点": "2026-04-08 20:00", "周五晚上7点": "2026-04-03 19:00",
    "12月1日18点": "2026-12-01 18:00", "十二月一日二十三点": "2026-12-01 23:00",
    "2026年12月1日下午3点": "2026-12-01 15:00", "三天后下午两点": "2026-04-03 14:00",
    "明天正午": "2026-04-01 12:00", "明天0点": "2026-04-01 00:00", "明天12点": "2026-04-01 12:00",
    "明天下午三點": "2026-04-01 15:00", "2026-12-01 下午3点": "2026-12-01 15:00",
    "现在": "2026-03-31 10:00", "刚才": "2026-03-31 10:00", "两小时前": "2026-03-31 08:00",
    "半小时前": "2026-03-31 09:30", "30分钟后": "2026-03-31 10:30",
    "一个半小时以后": "2026-03-31 11:30", "兩個小時前": "2026-03-31 08:00",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TIMED.items())
def test_a_time_is_read_with_its_day(text: str, expected: str) -> None:
    moment = datetime.fromisoformat(expected)
    assert read_when(text, now=NOW) == When(moment.date(), moment.time())


@pytest.mark.parametrize("text", sorted(set(TIMED) - {"now", "just now", "现在", "刚才"}))
def test_a_time_is_refused_where_only_a_day_fits(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_day(text, today=TODAY)


@pytest.mark.parametrize("text", ["now", " NOW ", "现在"])
def test_now_as_a_day_is_today(text: str) -> None:
    assert read_day(text, today=TODAY) == TODAY


def test_hours_are_counted_through_a_change_of_the_clocks() -> None:
    # Berlin leaves summer time on 25 October 2026 at 03:00.
    now = datetime(2026, 10, 25, 4, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert read_when("4 hours ago", now=now) == When(date(2026, 10, 25), time(1, 0))


def test_an_instant_becomes_the_local_date() -> None:
    now = datetime(2026, 3, 31, 10, 0, tzinfo=ZoneInfo("America/New_York"))
    assert read_when("2026-12-01T02:00Z", now=now) == When(date(2026, 11, 30), time(21, 0))
