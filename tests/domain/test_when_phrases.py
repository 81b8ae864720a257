"""What salespeople say of days, in Chinese and in English, on Sunday 22 November 2026 at 10:00.

Each phrase stands with what it means looking ahead, as after `--by`, and looking back, as after
`--at`, where that differs; a dash means that it is refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crmcli.domain.when import Look, read_when
from crmcli.errors import AmbiguousDate, UnreadableDate

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))

CHINESE = {
    "今天": "2026-11-22", "今日": "2026-11-22", "明天": "2026-11-23", "后天": "2026-11-24",
    "後天": "2026-11-24", "大后天": "2026-11-25", "昨天": "2026-11-21", "前天": "2026-11-20",
    "大前天": "2026-11-19",
    "周日": "2026-11-22", "周一": "2026-11-23 | 2026-11-16", "周五": "2026-11-27 | 2026-11-20",
    "星期五": "2026-11-27 | 2026-11-20", "礼拜五": "2026-11-27 | 2026-11-20",
    "週三": "2026-11-25 | 2026-11-18", "禮拜六": "2026-11-28 | 2026-11-21",
    "本周五": "2026-11-20", "这周五": "2026-11-20", "这个星期五": "2026-11-20",
    "下周三": "2026-11-25", "下個禮拜三": "2026-11-25", "下周日": "2026-11-29",
    "下星期天": "2026-11-29", "下下周一": "2026-11-30", "上周五": "2026-11-13",
    "上上周五": "2026-11-06",
    "三天后": "2026-11-25", "三天後": "2026-11-25", "３天后": "2026-11-25",
    "两周后": "2026-12-06", "两个星期后": "2026-12-06", "半个月后": "2026-12-07",
    "一个月后": "2026-12-22", "半年后": "2027-05-22", "十天之后": "2026-12-02",
    "3天前": "2026-11-19", "45日前": "2026-10-08", "3日前": "- | 2026-11-19",
    "两周前": "2026-11-08", "半个月前": "2026-11-07",
    "月底": "2026-11-30", "本月底": "2026-11-30", "下月底": "2026-12-31", "下月初": "2026-12-01",
    "下个月月初": "2026-12-01", "上月末": "2026-10-31", "年底": "2026-12-31",
    "今年年底": "2026-12-31", "明年底": "2027-12-31", "明年年初": "2027-01-01",
    "季度末": "2026-12-31", "下季度末": "2027-03-31", "三季度末": "2027-09-30 | 2026-09-30",
    "第四季度末": "2026-12-31 | 2025-12-31", "12月底": "2026-12-31 | 2025-12-31",
    "明年三月底": "2027-03-31",
    "下月5号": "2026-12-05", "下个月五號": "2026-12-05", "这个月20号": "2026-11-20",
    "上月5号": "2026-10-05", "5号": "2026-12-05 | 2026-11-05", "22号": "2026-11-22",
    "31号": "2026-12-31 | 2026-10-31", "12月1日": "2026-12-01 | 2025-12-01",
    "十二月一号": "2026-12-01 | 2025-12-01", "11月20日": "2027-11-20 | 2026-11-20",
    "2月29日": "2028-02-29 | 2024-02-29", "2026年12月1日": "2026-12-01",
    "明年3月1日": "2027-03-01", "去年12月1号": "2025-12-01",
    "明天（周一）": "2026-11-23", "12月1日(周二)": "2026-12-01 | -",
    "周五前": "2026-11-27 | -", "周五之前": "2026-11-27 | -", "下周五前": "2026-11-27 | -",
    "月底前": "2026-11-30 | -", "年底前": "2026-12-31 | -", "12月1日前": "2026-12-01 | -",
    "5号前": "2026-12-05 | -", "最晚下周三": "2026-11-25 | -", "截止到月底": "2026-11-30 | -",
    "下周三为止": "2026-11-25 | -", "3天内": "2026-11-25 | -", "三天之内": "2026-11-25 | -",
    "两周内": "2026-12-06 | -", "一个月以内": "2026-12-22 | -", "今天内": "2026-11-22 | -",
    "本周内": "2026-11-22 | -", "下周内": "2026-11-29 | -", "下个月内": "2026-12-31 | -",
    "月内": "2026-11-30 | -", "年内": "2026-12-31 | -", "本季度内": "2026-12-31 | -",
    "明天下午": "2026-11-23", "前天晚上": "2026-11-20", "上午": "- | 2026-11-22",
    "明天下午三点": "2026-11-23 15:00", "后天上午十点半": "2026-11-24 10:30",
    "今晚8点": "2026-11-22 20:00", "明晚八點": "2026-11-23 20:00",
    "昨天下午3点": "2026-11-21 15:00", "昨晚九点半": "2026-11-21 21:30",
    "周五下午2点": "2026-11-27 14:00 | 2026-11-20 14:00", "下周一早上9点": "2026-11-23 09:00",
    "中午12点半": "2026-11-22 12:30", "明天十二点": "2026-11-23 12:00",
    "明天凌晨1点": "2026-11-23 01:00", "昨天夜里11点": "2026-11-21 23:00",
    "明天下午三点一刻": "2026-11-23 15:15", "明天下午三点左右": "2026-11-23 15:00",
    "明天 15：30": "2026-11-23 15:30", "明天下午3点前": "2026-11-23 15:00 | -",
    "半小时前": "2026-11-22 09:30", "2小时内": "2026-11-22 12:00 | -",
}  # fmt: skip

ENGLISH = {
    "today": "2026-11-22", "tomorrow": "2026-11-23", "tmr": "2026-11-23", "tmrw": "2026-11-23",
    "yesterday": "2026-11-21", "the day after tomorrow": "2026-11-24",
    "day before yesterday": "2026-11-20",
    "sunday": "2026-11-22", "mon": "2026-11-23 | 2026-11-16", "Fri": "2026-11-27 | 2026-11-20",
    "on friday": "2026-11-27 | 2026-11-20", "this sunday": "2026-11-22",
    "next fri": "2026-11-27", "next mon": "2026-11-23", "last fri": "2026-11-20",
    "coming friday": "2026-11-27", "this coming wed": "2026-11-25",
    "friday next week": "2026-11-27", "next week wednesday": "2026-11-25",
    "monday last week": "2026-11-09",
    "in 2 weeks": "2026-12-06", "in a fortnight": "2026-12-06", "a fortnight ago": "2026-11-08",
    "in 3 days": "2026-11-25", "3 days ago": "2026-11-19", "in a month": "2026-12-22",
    "in half a year": "2027-05-22", "ten days from now": "2026-12-02",
    "2 weeks from today": "2026-12-06", "a week from friday": "2026-12-04 | 2026-11-27",
    "2 days after 1 Dec 2026": "2026-12-03", "+3d": "2026-11-25", "-2w": "2026-11-08",
    "+1m": "2026-12-22",
    "end of month": "2026-11-30", "eom": "2026-11-30", "month end": "2026-11-30",
    "end of next month": "2026-12-31", "last day of next month": "2026-12-31",
    "eow": "2026-11-22", "end of quarter": "2026-12-31", "eoq": "2026-12-31",
    "end of q1": "2027-03-31 | 2026-03-31", "year-end": "2026-12-31", "eoy": "2026-12-31",
    "end of dec": "2026-12-31 | 2025-12-31", "start of next week": "2026-11-23",
    "first of next month": "2026-12-01", "the first day of next month": "2026-12-01",
    "the 5th of next month": "2026-12-05", "the 5th": "2026-12-05 | 2026-11-05",
    "31st": "2026-12-31 | 2026-10-31",
    "1 Dec": "2026-12-01 | 2025-12-01", "Dec 1st 2026": "2026-12-01",
    "December 1": "2026-12-01 | 2025-12-01", "1st of december": "2026-12-01 | 2025-12-01",
    "nov 20": "2027-11-20 | 2026-11-20", "feb 29": "2028-02-29 | 2024-02-29",
    "Tue, 1 Dec 2026": "2026-12-01", "2026-12-01": "2026-12-01", "25/12/2026": "2026-12-25",
    "12/25": "2026-12-25 | 2025-12-25",
    "by friday": "2026-11-27 | -", "by next fri": "2026-11-27 | -",
    "by end of month": "2026-11-30 | -", "by the 5th": "2026-12-05 | -",
    "by year end": "2026-12-31 | -", "no later than 1 dec": "2026-12-01 | -",
    "until friday": "2026-11-27 | -", "within 3 days": "2026-11-25 | -",
    "within two weeks": "2026-12-06 | -", "within this month": "2026-11-30 | -",
    "by eod": "2026-11-22 | -", "friday eod": "2026-11-27 | 2026-11-20",
    "tomorrow cob": "2026-11-23",
    "tonight 8pm": "2026-11-22 20:00", "tonight at 8": "2026-11-22 20:00",
    "tomorrow morning at 9": "2026-11-23 09:00", "noon": "2026-11-22 12:00",
    "tomorrow at noon": "2026-11-23 12:00", "12pm": "2026-11-22 12:00",
    "tomorrow 12am": "2026-11-23 00:00",
    "half past three in the afternoon": "2026-11-22 15:30",
    "tomorrow at half past 9 in the morning": "2026-11-23 09:30",
    "quarter to four in the afternoon": "2026-11-22 15:45",
    "3 o'clock in the afternoon": "2026-11-22 15:00",
    "mon 9:30": "2026-11-23 09:30 | 2026-11-16 09:30", "yesterday 3pm": "2026-11-21 15:00",
    "yesterday around 3pm": "2026-11-21 15:00", "fri 3 p.m.": "2026-11-27 15:00 | 2026-11-20 15:00",
    "by friday 3pm": "2026-11-27 15:00 | -", "2 hours ago": "2026-11-22 08:00",
    "within 24 hours": "2026-11-23 10:00 | -",
}  # fmt: skip

REFUSED = (
    "两三天后", "一两周内", "三五天", "几天后", "过几天", "过两天", "改天", "尽快", "三个工作日后",
    "国庆前", "春节后", "元旦", "年前", "节后", "大年初三", "农历八月十五", "初一", "一个半月后",
    "十几天后", "月中", "周一到周五", "周二或周三", "本月31号", "2月30日", "13月1日", "32号",
    "周八", "晚上3点半分", "明天25点", "上午11点3刻半",
    "soon", "asap", "in a few days", "in a couple of weeks",
    "early next week", "mid december", "3 business days", "next working day",
    "before the holidays",
    "after christmas", "new year", "mon or tue", "30 feb", "the 32nd", "31 april", "by", "within",
    "by soon", "within a few days", "tomorrow 13pm", "25:00", "half past", "the 5th floor",
)  # fmt: skip
"""What names no one day, and what does not exist."""


def read(text: str, look: Look) -> str:
    found = read_when(text, now=NOW, look=look)
    return f"{found.day}" + (f" {found.time:%H:%M}" if found.time else "")


@pytest.mark.parametrize(("text", "meaning"), (CHINESE | ENGLISH).items())
@pytest.mark.parametrize("look", Look)
def test_a_phrase_means_what_its_speaker_means(text: str, meaning: str, look: Look) -> None:
    ahead, _, back = meaning.partition(" | ")
    expected = (back or ahead) if look is Look.BACK else ahead
    if expected == "-":
        with pytest.raises((UnreadableDate, AmbiguousDate)):
            read(text, look)
    else:
        assert read(text, look) == expected


def test_there_are_as_many_phrases_as_were_promised() -> None:
    assert len(CHINESE) >= 60
    assert len(ENGLISH) >= 60


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("look", Look)
def test_what_names_no_one_day_is_refused(text: str, look: Look) -> None:
    with pytest.raises(UnreadableDate):
        read(text, look)
