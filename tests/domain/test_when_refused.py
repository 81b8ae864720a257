"""Date phrases that are refused on Tuesday 31 March 2026 at 10:00 in UTC+8."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crmcli.domain.when import Look, read_when
from crmcli.errors import AmbiguousDate, UnreadableDate

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = NOW.date()

UNREADABLE = [
    "", " ", "?", "soon", "foo", "5", "14", "2026", "2026-12", "20261301", "2026-13-01",
    "2026-02-30", "30 February", "feb 30", "30 feb 2026", "0000-00-00", "0000-01-01",
    "10000-01-01", "2025-02-29", "1 dec 26", "13/13/2026", "31/11", "1/12/26", "1.12", "12月",
    "2026年12月", "26年12月1日", "2月30日", "下月31号", "32号", "0号", "13月1日", "周八", "周",
    "本周", "本月", "this week", "this month", "3d", "2w", "++3d", "+3", "+d", "+1.5d", "+3x",
    "+9999999d", "101 years ago", "in 5", "in 30m", "30m ago", "next", "last", "next foo",
    "end of", "end of foo", "end of month 2026", "mon tue", "Wed, 1 Dec 2026", "32nd", "0th",
    "过两天", "3月后", "几天后", "三个工作日后", "月中", "2026-12-01 24:00",
    "2026-12-01 25:00", "tomorrow 15:60", "tomorrow 13pm", "tomorrow 0am", "tomorrow at 3",
    "15:00:61", "tomorrow morning 3pm", "tomorrow midnight", "晚上12点", "晚上1点", "上午3点半分",
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
