"""A page fits its screen, whatever its sections hold, and what is to stay stays."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from crmcli.render.breaking import cell_lines
from crmcli.render.page import Line, Section, Weight, page, ranked
from crmcli.render.width import width, wrapped

LINES = st.builds(
    Line,
    text=st.text("ab 汉字", min_size=1, max_size=200),
    weight=st.sampled_from(Weight),
    whole=st.booleans(),
)


def sections_of(lines: list[list[Line]], more: int) -> list[Section]:
    return [
        Section(f"L{at}", tuple(sorted(each, key=lambda line: line.weight)), len(each) + more)
        for at, each in enumerate(lines)
    ]


def on_screen(sections: list[Section], columns: int, lines: int) -> list[str]:
    size = {"COLUMNS": str(columns), "LINES": str(lines), "NO_COLOR": "1", "TERM": "dumb"}
    with patch("os.isatty", return_value=True), patch.dict("os.environ", size):
        return list(page("title", sections, "crm all"))


@given(
    st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=12),
    st.integers(0, 2),
    st.integers(24, 100),
    st.integers(5, 40),
)
def test_it_is_no_longer_than_the_screen_but_for_what_is_to_stay(
    lines: list[list[Line]], more: int, columns: int, height: int
) -> None:
    sections = sections_of(lines, more)
    kept = [line for each in sections for line in each.lines if line.weight is Weight.KEPT]
    shown = on_screen(sections, columns, height)
    assert len(shown) <= max(height - 2, len(kept) + 2)
    assert max(map(width, shown)) <= columns
    labels = {line[:4].strip() for line in shown}
    assert {each.label for each in sections if each.lines[0].weight is Weight.KEPT} <= labels
    missing = {each.label for each in sections if each.lines[0].weight is not Weight.MORE} - labels
    assert not missing or shown[-1].startswith("More")


def test_a_word_wider_than_the_screen_goes_on_below_itself() -> None:
    word = "abcdefghij" * 7
    sections = [*ranked("Notes", [Line(f"see {word} end")], (Weight.KEPT,))]
    shown = on_screen(sections, 60, 20)
    assert max(map(width, shown)) <= 60
    assert word in "".join(line[7:] for line in shown[1:])
    size = {"COLUMNS": "60", "NO_COLOR": "1", "TERM": "dumb"}
    with patch("os.isatty", return_value=True), patch.dict("os.environ", size):
        lines = wrapped(f"  Note: {word} end", "  ", whole=False).split("\n")
        assert max(map(width, lines)) <= 60
        assert "".join(line[2:] for line in lines[1:-1]) == word
        assert word in wrapped(f"  Note: {word} end", "  ")


def test_a_path_is_broken_between_its_names() -> None:
    path = "/home/wang/very/long-folder-name/another-folder-name/book-2026-11-30.db"
    assert cell_lines(path, 40) == [
        "/home/wang/very/long-folder-name/",
        "another-folder-name/book-2026-11-30.db",
    ]
    assert "".join(cell_lines(path, 15)) == path


def test_what_is_left_out_of_a_section_is_counted_in_front_of_its_last_line() -> None:
    lines = [Line(f"{number} {'long ' * 20}") for number in range(3)]
    sections = [*ranked("Deals", lines, (Weight.KEPT, Weight.NEXT, Weight.NEXT), 7)]
    assert on_screen(sections, 40, 5)[1:] == [
        "Deals  0 long long long long long long…",
        "       (+5 more)  1 long long long long…",
    ]


def test_lines_go_on_below_themselves_where_nothing_is_left_out_for_it() -> None:
    long = " ".join(["word"] * 12)
    sections = [
        Section("Deal", (Line(long),)),
        Section("Also", (Line(long, weight=Weight.SPARE, whole=True),)),
    ]
    assert on_screen(sections, 40, 6)[1:] == [
        "Deal  word word word word word word wor…",
        "Also  word word word word word word word",
        "      word word word word word",
    ]
    assert on_screen(sections, 40, 5)[1:] == [
        "Deal  word word word word word word wor…",
        "Also  word word word word word word wor…",
    ]
    assert on_screen(sections, 40, 4)[1:] == [
        "Deal  word word word word word word wor…",
        "More  crm all: Also",
    ]


def test_what_is_missing_is_counted_once_where_there_is_room_for_more() -> None:
    lines = [Line(f"deal {number}") for number in range(6)]
    sections = [*ranked("Deals", lines, (Weight.KEPT, Weight.NEXT), 6)]
    assert on_screen(sections, 40, 7)[1:] == [
        "Deals  deal 0",
        "       deal 1",
        "       deal 2",
        "       (+2 more)  deal 3",
    ]
    assert on_screen(sections, 40, 9)[1:] == [
        "Deals  deal 0",
        *(f"       deal {number}" for number in range(1, 6)),
    ]


def test_what_shows_the_rest_is_never_cut_where_its_names_have_no_room() -> None:
    sections = [Section(f"Section{at}", (Line("x", weight=Weight.USEFUL),)) for at in range(9)]
    assert on_screen(sections, 40, 6)[-1] == "More      crm all: 7 parts left out"
