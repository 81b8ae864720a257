"""Limits of steps as they are typed, and how late one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crmcli.domain.limit import Limit, LimitUnit, UnreadableLimit, begun_days, read_limit

LIMITS = {
    "1d": "1d", "4h": "4h", "3 days": "3d", "a day": "1d", "an hour": "1h", "two hours": "2h",
    "2天": "2d", "两天": "2d", "8小时": "8h", "8个小时": "8h", "１Ｄ": "1d", "1w": "7d",
    "一周": "7d",
    "24h": "24h", "366d": "366d", "8784h": "8784h", " 4H ": "4h", "三日": "3d", "36 hours": "36h",
    "": None, "0d": None, "0h": None, "-1d": None, "1.5d": None, "1m": None, "soon": None,
    "90m": None, "367d": None, "8785h": None, "999999h": None, "d": None, "7": None, "1d 4h": None,
    "\ud800": None, "9" * 200 + "d": None, "一": None, "半天": None, "1y": None,
}  # fmt: skip

DUE = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(("text", "expected"), LIMITS.items())
def test_a_limit_is_read_exactly_or_refused(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(UnreadableLimit) as caught:
            read_limit(text)
        assert caught.value.details == {"text": text}
    else:
        assert str(read_limit(text)) == expected
        assert read_limit(expected) == read_limit(text)


@pytest.mark.parametrize(
    ("late", "days"),
    [
        (timedelta(days=-3), 0),
        (timedelta(), 0),
        (timedelta(seconds=1), 1),
        (timedelta(microseconds=1), 1),
        (timedelta(minutes=1), 1),
        (timedelta(days=1), 1),
        (timedelta(days=1, seconds=1), 2),
        (timedelta(days=30), 30),
    ],
)
def test_days_are_counted_as_soon_as_they_begin(late: timedelta, days: int) -> None:
    assert begun_days(DUE, DUE + late) == days


def test_a_limit_in_hours_is_measured_against_begun_days() -> None:
    lengths = [Limit(count, LimitUnit.HOUR).span.days for count in (1, 24, 25, 48)]
    assert lengths == [1, 1, 2, 2]
    assert Limit(7, LimitUnit.DAY).span.days == 7
