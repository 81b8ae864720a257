"""A strip of days: a week a column, as dark as there is much, and its shades explained."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import language
from crmcli.domain.reports.figures import Mean
from crmcli.domain.reports.report import Chart, Column, Kind
from crmcli.render.columns import width
from crmcli.render.reports.heat import Days, heat_lines, legend, shades_of
from crmcli.render.reports.marks import ASCII, BLOCKS
from tests.chinese import Some
from tests.render.reports.sketched import (
    TODAY,
    beside,
    block_lines,
    drawn,
    report,
    table,
    year_of_days,
)


def strip(values: dict[date, int], first: date, last: date, known: date = date.max) -> Days:
    return Days(
        first=first,
        last=last,
        values={day: Fraction(each) for day, each in values.items()},
        texts={day: str(each) for day, each in values.items()},
        known=known,
    )


def test_a_year_of_53_weeks_has_room_on_80_columns() -> None:
    made = year_of_days([at % 7 for at in range(365)])
    lines = block_lines(made, 80)
    assert lines[0] == "2026 Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  Dec"
    assert [line[:4].strip() for line in lines[1:8]] == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ]  # fmt: skip
    assert lines[4] == "Thu  " + "·" * 53
    assert lines[1].startswith("Mon   ▓▓▓")
    assert lines[8:] == [
        "Contacts a day: · nothing  ░ 1–2  ▒ 3  ▓ 4–5  █ 6",
        "Most: 6 on 2026-01-07 Wed and 51 more days.",
        "",
        "Contacts  1,092",
    ]
    assert block_lines(made, 80, "C")[8].endswith(": . nothing  : 1-2  + 3  * 4-5  # 6")
    assert block_lines(made, 200)[3] == "Wed     " + " ".join(["█6"] * 52)
    assert block_lines(made, 120)[3] == "Wed    " + "██" * 52


def test_months_that_are_as_wide_as_their_weeks_do_not_touch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    chinese = {name: f"{at}月" for at, name in enumerate(names, 1)}
    monkeypatch.setattr(language, "_bound", [Some(chinese)])
    lines = block_lines(year_of_days([at % 7 for at in range(365)]), 80)
    assert lines[0] == "2026 1月 2月 3月  4月 5月  6月 7月 8月  9月 10  11月 12月"


def test_days_to_come_are_blank_unless_it_is_about_them() -> None:
    until_today = [1] * ((TODAY - date(2026, 1, 1)).days + 1)
    rest = [0] * (365 - len(until_today))
    assert block_lines(year_of_days([*until_today, *rest]))[2].endswith("█")
    assert block_lines(year_of_days([*until_today, *rest[1:], 1]))[2].endswith("█·····")


def test_counts_are_written_on_the_days_where_they_have_room() -> None:
    made = year_of_days([*[0, 3, 12, 1] * 7, 0, 3], date(2026, 11, 1))
    lines = drawn(report(made, first=date(2026, 11, 1), last=TODAY), 40)
    assert lines[lines.index("Why") + 1 :][:8] == [
        "2026 Nov",
        "Mon      ▓ 3 ·   ▒ 1 █12 ▓ 3",
        "Tue      █12 ▓ 3 ·   ▒ 1",
        "Wed      ▒ 1 █12 ▓ 3 ·",
        "Thu      ·   ▒ 1 █12 ▓ 3",
        "Fri      ▓ 3 ·   ▒ 1 █12",
        "Sat      █12 ▓ 3 ·   ▒ 1",
        "Sun  ·   ▒ 1 █12 ▓ 3 ·",
    ]


def test_a_long_time_goes_on_below_a_year_at_a_time() -> None:
    first = date(2024, 3, 1)
    counts = [0 if date(2025, 1, 1) <= first + timedelta(days=at) < date(2026, 1, 1) else 2
              for at in range((TODAY - first).days)]  # fmt: skip
    made = report(year_of_days(counts, first), first=first, last=TODAY)
    lines = drawn(made)
    assert "2025-01-01 to 2025-12-31: nothing." in lines
    assert [line[:4] for line in lines if " Jun" in line] == ["2024", "2026"]


def test_a_strip_that_has_no_room_goes_on_below() -> None:
    lines = block_lines(year_of_days([1] * 365), 40)
    assert [line for line in lines if line.startswith("2026")] == [
        "2026 Jan Feb Mar  Apr May  Jun Jul Aug",
        "2026 Sep Oct Nov  Dec",
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5], ["█ 5"]),
        ([1, 9], ["▓ 1", "█ 9"]),
        ([1, 2, 3, 4], ["░ 1", "▒ 2", "▓ 3", "█ 4"]),
        ([1] * 60 + [2, 3, 4, 300], ["░ 1", "█ 2–300"]),
        (list(range(1, 13)), ["░ 1–3", "▒ 4–6", "▓ 7–9", "█ 10–12"]),
        ([1, 2, 3, 4, 5, 9, 9, 9, 9, 9], ["░ 1–2", "▒ 3–5", "█ 9"]),
    ],
)
def test_each_shade_says_what_it_means(counts: list[int], expected: list[str]) -> None:
    first = date(2026, 1, 1)
    values = {first + timedelta(days=at): count for at, count in enumerate(counts)}
    told = list(legend(strip(values, first, max(values)), BLOCKS))
    assert told == ["· nothing", *expected]


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=60))
def test_more_is_never_lighter_and_the_most_is_the_darkest(counts: list[int]) -> None:
    first = date(2026, 1, 1)
    values = {first + timedelta(days=at): count for at, count in enumerate(counts)}
    shades = shades_of(strip(values, first, max(values)), ASCII)
    places = [ASCII.shades.index(shades[each]) for each in sorted(shades)]
    assert places == sorted(places)
    assert places[-1] == len(ASCII.shades) - 1


@given(
    st.dates(),
    st.integers(0, 900),
    st.integers(0, 900),
    st.sampled_from([20, 40, 80, 200]),
)
def test_any_stretch_has_each_of_its_days_once_within_its_columns(
    first: date, days: int, busy: int, columns: int
) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    day = date.fromordinal(min(first.toordinal() + busy, last.toordinal()))
    lines = "".join(heat_lines(strip({day: 1}, first, last), columns, BLOCKS)).splitlines()
    assert max(map(width, lines)) <= columns
    assert sum(line.count("█") for line in lines) in {1, 2}
    if not any("nothing" in line for line in lines):
        size = sum(line.count("█") for line in lines)
        shown = sum(line.count("·") for line in lines) + 1
        assert shown == (last - first).days + 1
        assert size == 2 or columns < 2 * ((last - first).days // 7 + 1) + 10


def test_what_is_no_strip_is_a_table() -> None:
    when, score = Column("when", "When", Kind.WORD), Column("score", "Score", Kind.MEAN)
    named = table(
        [(f"week {at}", at) for at in range(20)], when, Column("n", "N"), chart=Chart.DAYS
    )
    short = year_of_days([1, 2, 3])
    below = year_of_days([1, -2, 3] * 10)
    for made in (named, short, below):
        assert any(line.startswith("When") for line in block_lines(made))
    means = [(date(2026, 11, at), Mean(at, 2)) for at in range(1, 29)]
    strip_of_means = block_lines(table(means, when, score, chart=Chart.DAYS))
    assert strip_of_means[8].startswith("Score a day: · nothing  ░ 0.5 (2)–3.5 (2)")


def test_what_the_days_came_to_before_stands_below() -> None:
    now, before = year_of_days([2] * 365), year_of_days([1] * 365, date(2025, 1, 1))
    assert block_lines(beside(now, before))[-2:] == [
        "               Before  Change",
        "Contacts  730  365       +365",
    ]
