"""Lengths of time and amounts of work as users type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.minutes import read_minutes
from crmcli.domain.numerals import read_number
from crmcli.domain.span import Span, Unit, read_span
from crmcli.errors import CrmError, NoLength, UnreadableSpan

SPANS = {
    "10d": "10d", "1d": "1d", "2w": "2w", "1m": "1m", "1y": "1y", "1q": "3m", "2 weeks": "2w",
    "10 days": "10d", "a month": "1m", "two weeks": "2w", "twelve months": "12m", "1yr": "1y",
    "a quarter": "3m", "fortnight": None, "a fortnight": "2w", "half a year": "6m", " 10D ": "10d",
    "daily": "1d", "weekly": "1w", "fortnightly": "2w", "monthly": "1m", "quarterly": "3m",
    "yearly": "1y", "annually": "1y", "every week": "1w", "every 2 weeks": "2w", "every 10d": "10d",
    "Every Month": "1m", "3个月": "3m", "三个月": "3m", "2周": "2w", "两周": "2w", "10天": "10d",
    "十天": "10d", "一年": "1y", "半年": "6m", "半个月": "15d", "一个季度": "3m", "两个星期": "2w",
    "3 个月": "3m", "每天": "1d", "每周": "1w", "每月": "1m", "每个月": "1m", "每两周": "2w",
    "每季度": "3m", "每年": "1y", "每半年": "6m", "１０ｄ": "10d", "兩個月": "2m", "两週": "2w",
    "三十天": "30d", "一百二十天": "120d", "100y": "100y", "36500d": "36500d", "二十一天": "21d",
    "": None, "0d": None, "-1d": None, "+1d": None, "1.5d": None, "d": None, "14": None,
    "101y": None, "36501d": None, "9999999d": None, "1m 2d": None, "often": None, "1h": None,
    "biweekly": None, "every": None, "every other week": None, "每": None, "每隔一天": None,
    "零天": None, "一月": None, "三周半": None, "\ud800": None, "9" * 200 + "d": None,
}  # fmt: skip

MINUTES = {
    "90m": 90, "90": 90, "90min": 90, "90 minutes": 90, "2h": 120, "1h30": 90, "1h30m": 90,
    "1h 30m": 90, "1 h 30 min": 90, "1.5h": 90, "1.25h": 75, "2 hours": 120, "an hour": 60,
    "half an hour": 30, "one hour and 5 minutes": 65, "90分钟": 90, "2小时": 120, "两个小时": 120,
    "1小时30分": 90, "半小时": 30, "半个小时": 30, "一个半小时": 90, "两小时半": 150, "9０M": 90,
    "168h": 10080, "40h": 2400, "": None, "0m": None, "0": None, "-5m": None, "1.33h": None,
    "169h": None, "m": None, "soon": None, "1:30": None, "2d": None, "999999999m": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPANS.items())
def test_a_length_is_read_exactly_or_refused(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UnreadableSpan) as caught:
            read_span(text)
        assert caught.value.details == {"text": text}
        assert caught.value.exit_code == 2
    else:
        assert str(read_span(text)) == expected


@pytest.mark.parametrize(("text", "expected"), MINUTES.items())
def test_an_amount_of_work_is_read_exactly_or_refused(text: str, expected: int | None) -> None:
    if expected is None:
        with pytest.raises(UnreadableSpan) as caught:
            read_minutes(text)
        assert "90m" in caught.value.hint
    else:
        assert read_minutes(text) == expected


@pytest.mark.parametrize(
    ("span", "day", "after", "before"),
    [
        ("1y", date(2024, 2, 29), date(2025, 2, 28), date(2023, 2, 28)),
        ("4y", date(2024, 2, 29), date(2028, 2, 29), date(2020, 2, 29)),
        ("1m", date(2026, 1, 31), date(2026, 2, 28), date(2025, 12, 31)),
        ("1m", date(2026, 3, 31), date(2026, 4, 30), date(2026, 2, 28)),
        ("13m", date(2026, 12, 31), date(2028, 1, 31), date(2025, 11, 30)),
        ("2w", date(2026, 12, 25), date(2027, 1, 8), date(2026, 12, 11)),
        ("15d", date(2026, 2, 20), date(2026, 3, 7), date(2026, 2, 5)),
        ("1d", date(9999, 12, 31), date.max, date(9999, 12, 30)),
        ("1m", date(9999, 12, 1), date.max, date(9999, 11, 1)),
        ("100y", date(9950, 1, 1), date.max, date(9850, 1, 1)),
        ("1y", date(1, 6, 1), date(2, 6, 1), date.min),
        ("1w", date(1, 1, 2), date(1, 1, 9), date.min),
    ],
)
def test_a_missing_month_end_becomes_the_last_day_and_the_calendar_has_ends(
    span: str, day: date, after: date, before: date
) -> None:
    assert read_span(span).after(day) == after
    assert read_span(span).before(day) == before


def test_nominal_days_compare_lengths() -> None:
    assert [read_span(text).days for text in ("15d", "2w", "1m", "3m", "1y")] == [
        15, 14, 30, 90, 365,
    ]  # fmt: skip


@given(st.builds(Span, st.integers(1, 100), st.sampled_from(Unit)))
def test_a_length_reads_back_from_its_own_words(span: Span) -> None:
    assert read_span(str(span)) == span


@given(st.integers(1, 36500), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_days_after_and_days_before_undo_each_other(count: int, day: date) -> None:
    span = Span(count, Unit.DAY)
    assert span.after(day) == day + timedelta(days=count)
    assert span.before(span.after(day)) == day


@given(st.builds(Span, st.integers(1, 100), st.sampled_from(Unit)), st.dates())
def test_after_never_lies_before_the_day(span: Span, day: date) -> None:
    assert span.before(day) <= day <= span.after(day)


@given(st.text(max_size=100) | st.text("0123456789dwmyhh半个月年天周小时分钟一十百 .", max_size=9))
def test_any_text_is_read_or_refused_with_our_own_error(text: str) -> None:
    for reader in (read_span, read_minutes):
        try:
            reader(text)
        except CrmError as error:
            assert isinstance(error, UnreadableSpan)  # noqa: PT017 - both outcomes are right


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("12", 12), ("twelve", 12), ("十", 10), ("十二", 12), ("二十", 20), ("零", 0),
        ("两", 2), ("二〇二六", 2026), ("零五", 5), ("一百零五", 105), ("三百六十五", 365),
        ("二十三", 23),
    ],
)  # fmt: skip
def test_numerals_are_read(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "十十", "百", "一二十", "二十三十", "x", "1十", "²", "1234567"]
)
def test_broken_numerals_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        read_number(text)


@pytest.mark.parametrize("text", ["0d", "0天", "0 weeks"])
def test_no_time_at_all_is_told_apart_from_what_cannot_be_read(text: str) -> None:
    with pytest.raises(NoLength):
        read_span(text)
