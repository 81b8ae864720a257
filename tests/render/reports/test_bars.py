"""Figures drawn in characters, in blocks and in plain ASCII."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.render.columns import width
from crmcli.render.reports.bars import Span, bar, both_ways, funnel_step, gathered, line
from crmcli.render.reports.marks import ASCII, BLOCKS, Marks, marks

ONE = Fraction(1)
VALUES = st.fractions(-1000, 1000)
MARKS = st.sampled_from([BLOCKS, ASCII])


@pytest.mark.parametrize(
    ("part", "blocks", "plain"),
    [
        (Fraction(0), "", ""),
        (Fraction(1, 1000), "▏", "#"),
        (Fraction(1, 2), "████", "####"),
        (Fraction(5, 8), "█████", "#####"),
        (Fraction(41, 64), "█████▏", "#####"),
        (ONE, "████████", "########"),
        (Fraction(-1), "", ""),
    ],
)
def test_a_bar_is_as_long_as_its_value_to_an_eighth(
    part: Fraction, blocks: str, plain: str
) -> None:
    assert bar(part, ONE, 8, BLOCKS) == blocks
    assert bar(part, ONE, 8, ASCII) == plain


def test_nothing_is_drawn_of_nothing() -> None:
    assert bar(Fraction(0), Fraction(0), 8, BLOCKS) == ""
    assert funnel_step(Fraction(0), ONE, 8, BLOCKS) == ""
    assert line([Fraction(0)] * 3, BLOCKS, Span.of([Fraction(0)] * 3)) == ""


@given(st.lists(VALUES, min_size=1, max_size=9), st.integers(10, 60), MARKS)
def test_drawings_keep_to_their_room_and_show_all_but_zero(
    values: list[Fraction], room: int, chosen: Marks
) -> None:
    most = max([ONE, *map(abs, values)])
    for value in values:
        for draw in (bar, funnel_step):
            drawing = draw(value, most, room, chosen)
            assert width(drawing) <= room
            assert bool(drawing) == (value > 0)
    if min(values) < 0:
        for value, drawing in zip(values, both_ways(values, room, chosen), strict=True):
            left, right = drawing.split(chosen.axis)
            assert width(drawing) <= room
            assert (bool(left.strip()), bool(right)) == (value < 0, value > 0)


def test_what_is_below_zero_goes_left() -> None:
    values = [Fraction(each) for each in (-2, 4, 0)]
    assert both_ways(values, 13, BLOCKS) == ["████│", "    │████████", "    │"]
    assert both_ways(values, 13, ASCII)[:2] == ["####|", "    |########"]
    assert both_ways(values[:1], 13, BLOCKS) == ["████████████│"]


def test_a_step_of_a_funnel_stands_in_the_middle() -> None:
    steps = [Fraction(each, 10) for each in (10, 5, 3)]
    assert [funnel_step(each, ONE, 10, BLOCKS) for each in steps] == [
        "██████████",
        "  ▐████▌",
        "   ▐██▌",
    ]
    assert [funnel_step(each, ONE, 10, ASCII) for each in steps] == [
        "##########",
        "   ####",
        "   ####",
    ]


def test_a_line_goes_from_zero_to_the_largest_or_from_what_is_below_it() -> None:
    values = [Fraction(each) for each in (0, 1, 8, 4)]
    assert line(values, BLOCKS, Span.of(values)) == "·▁█▄"
    assert line(values, ASCII, Span.of(values)) == ".:@+"
    below = [Fraction(each) for each in (-4, 0, 4)]
    assert line(below, BLOCKS, Span.of(below)) == "▁▄█"


@given(st.lists(VALUES, min_size=1, max_size=300), st.integers(1, 80))
def test_a_long_line_is_gathered_and_its_highest_stays(values: list[Fraction], room: int) -> None:
    count, fitting = gathered(values, room)
    assert len(fitting) <= room
    assert len(fitting) * count >= len(values)
    assert max(abs(each) for each in fitting if each is not None) == max(map(abs, values))


def test_a_line_has_a_gap_where_there_is_no_figure() -> None:
    values = [Fraction(4), None, Fraction(0), None, None, Fraction(8)]
    assert line(values, BLOCKS, Span.of(values)) == "▄ ·  █"
    assert gathered(values, 3) == (2, [Fraction(4), Fraction(0), Fraction(8)])
    assert gathered([None, None, *values], 4)[1][0] is None


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, BLOCKS),
        ({"LANG": "en_US.utf8"}, BLOCKS),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, ASCII),
        ({"LC_CTYPE": "zh_CN.UTF-8", "LANG": "C"}, BLOCKS),
        ({"LANG": "zh_CN.GB18030"}, ASCII),
        ({"LANG": "C"}, ASCII),
        ({}, ASCII),
    ],
)
def test_blocks_need_a_locale_that_has_them(
    locale: dict[str, str], expected: Marks, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, text in locale.items():
        monkeypatch.setenv(name, text)
    assert marks() is expected
