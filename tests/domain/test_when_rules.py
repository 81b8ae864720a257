"""What holds for every date phrase, on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.when import Look, When, read_day, read_when
from crmcli.errors import AmbiguousDate, UnreadableDate

TODAY = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 10, 0, tzinfo=timezone(timedelta(hours=8)))


@given(st.dates())
def test_an_iso_date_reads_as_itself(day: date) -> None:
    for today in (TODAY, date(1999, 12, 31)):
        assert read_day(day.isoformat(), today=today) == day


@given(st.dates(date(1000, 1, 1)))
def test_a_chinese_date_reads_as_itself(day: date) -> None:
    assert read_day(f"{day.year}年{day.month}月{day.day}日", today=TODAY) == day


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1)))  # noqa: DTZ001 - local wall time
def test_an_iso_time_reads_as_itself(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert read_when(moment.isoformat(), now=NOW) == When(moment.date(), moment.time())


@given(st.integers(0, 9999), st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(Look))
def test_a_sign_decides_the_direction_and_undoes_its_opposite(
    count: int, today: date, look: Look
) -> None:
    ahead = read_day(f"+{count}d", today=today, look=look)
    assert ahead == today + timedelta(days=count)
    assert read_day(f"-{count}d", today=ahead, look=look) == today
    assert read_day(f"{count}天后", today=today, look=look) == ahead


WEEKDAYS = st.sampled_from(list(enumerate(zip(
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日", strict=True,
))))  # fmt: skip


@given(WEEKDAYS, st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_weekday_lies_where_its_words_say(
    weekday: tuple[int, tuple[str, str]], today: date
) -> None:
    number, (english, chinese) = weekday
    monday = today - timedelta(days=today.weekday())
    in_next_week = monday + timedelta(days=7 + number)
    assert read_day(f"next {english}", today=today) == in_next_week
    assert read_day(f"下周{chinese}", today=today) == in_next_week
    assert read_day(f"上周{chinese}", today=today) == in_next_week - timedelta(days=14)
    coming = read_day(english, today=today)
    past = read_day(english, today=today, look=Look.BACK)
    assert coming == read_day(f"周{chinese}", today=today)
    assert coming.weekday() == past.weekday() == number
    assert 0 <= (coming - today).days < 7
    assert 0 <= (today - past).days < 7
    assert 1 <= (today - read_day(f"last {english}", today=today)).days <= 7


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_month_ends_are_followed_by_a_first(today: date) -> None:
    for text in ("end of month", "月底", "下月底", "end of year", "季度末", "2月底"):
        assert (read_day(text, today=today) + timedelta(days=1)).day == 1
    after = read_day("in a month", today=today)
    assert after == read_day("一个月后", today=today)
    assert after.day == today.day or (after + timedelta(days=1)).day == 1


@given(WEEKDAYS, st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_the_weeks_of_a_weekday_are_seven_days_apart(
    weekday: tuple[int, tuple[str, str]], today: date
) -> None:
    _, (english, chinese) = weekday
    this = read_day(f"本周{chinese}", today=today)
    for words, weeks in {"上上": -2, "上": -1, "这": 0, "下": 1, "下下": 2}.items():
        for name in ("周", "星期", "礼拜", "個禮拜"):
            found = read_day(f"{words}{name}{chinese}", today=today)
            assert found == this + timedelta(days=7 * weeks)
    assert read_day(f"{english} next week", today=today) == this + timedelta(days=7)


@given(
    st.sampled_from(["周五", "5号", "月底", "12月1日", "明天", "下周三", "年底", "2026-12-01"]),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
)
def test_a_deadline_is_the_day_that_it_names(text: str, today: date) -> None:
    day = read_day(text, today=today)
    for said in (
        f"{text}前",
        f"{text}之前",
        f"最晚{text}",
        f"by {text}" if text.isascii() else text,
    ):
        assert read_day(said, today=today) == day


@given(st.integers(1, 60), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_within_some_days_ends_when_they_are_over(count: int, today: date) -> None:
    last = today + timedelta(days=count)
    assert read_day(f"{count}天内", today=today) == read_day(f"{count}天后", today=today) == last
    assert read_day(f"within {count} days", today=today) == last


WORDS = """
next last this in of end start fri tue dec 1 12 31 2026 + - / : . t z pm am at ago days w m ²
今 明 后 前 大 天 周 末 月 年 底 初 号 日 点 半 刻 下 上 个 一 二 十 两 三 〇 百 下午 晚上
季度 小时 分 noon tonight weekend 0 99 前 后 内 之 为止 最晚 第 的 旬 夜里 上旬 中旬
by before within until midnight half past quarter to from after coming month week q1 day first
"""
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=7)


@given(
    st.text(max_size=120) | PIECES.map("".join) | PIECES.map(" ".join),
    st.dates(),
    st.sampled_from(Look),
)
def test_any_text_is_read_or_refused_with_our_own_error(text: str, today: date, look: Look) -> None:
    now = datetime.combine(today, time(10), tzinfo=UTC)
    try:
        found = read_when(text, now=now, look=look)
    except (UnreadableDate, AmbiguousDate) as error:
        assert error.details["text"] == text  # noqa: PT017 - both outcomes are right
    else:
        assert type(found.day) is date
