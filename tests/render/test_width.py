"""The columns text takes on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmcli.render.width import broken, cut, padded, width


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


def test_a_long_chinese_text_is_broken_within_but_never_before_what_closes_it() -> None:
    assert broken("客户对价格很敏感：要报价快", 14) == "客户对价\n格很敏感：\n要报价快"
    assert broken("note: 客户对价格很是敏感，先看样品 and more", 20, "  ") == (
        "note: 客户对价格\n  很是敏感，先看样品\n  and more"
    )


def test_a_short_chinese_word_such_as_a_name_is_not_broken() -> None:
    assert broken("crm customer verify 王芳 today", 23) == "crm customer verify\n王芳 today"
    assert broken("a (王芳)", 6) == "a\n(王芳)"


@given(st.text(), st.integers(4, 40))
def test_what_is_broken_says_the_same(text: str, columns: int) -> None:
    line = " ".join(text.split())
    assert broken(line, columns).replace("\n", "").replace(" ", "") == line.replace(" ", "")
