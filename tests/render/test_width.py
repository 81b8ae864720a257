"""The columns text takes on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmcli.render.width import cut, padded, width


def test_a_chinese_character_takes_two_columns_and_an_accent_none() -> None:
    assert width("王芳a") == 5
    assert width("e\u0301") == 1


def test_a_text_is_cut_with_an_ellipsis_within_its_columns() -> None:
    assert cut("王芳", 4) == "王芳"
    assert cut("王芳芳", 4) == "王…"
    assert cut("abcdef", 4) == "abc…"


def test_a_label_is_filled_up_to_its_columns() -> None:
    assert padded("电话", 6) == "电话  "


@given(st.text(), st.integers(1, 40))
def test_what_is_cut_never_takes_more(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
