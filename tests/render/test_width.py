"""The columns text takes on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.render.breaking import cell_lines
from crmcli.render.columns import characters
from crmcli.render.width import broken, cut, padded, width

ODD = (
    "👨\u200d👩\u200d👧",
    "🇨🇳",
    "☎\ufe0f",
    "e\u0301",
    "한글",
    "עברית",
    "العربية",
    "ｆｕｌｌ",
    "王芳，",
)
texts = st.lists(st.sampled_from([*ODD, "a", " ", "天", "2026-11-20", "3 天", "（"])).map("".join)
"""Texts of what terminals count in different ways."""


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
    assert broken("客户对价格很敏感：要报价快", 12) == "客户对价格很\n敏感：\n要报价快"
    assert broken("note: 客户对价格很是敏感，先看样品 and more", 20, "  ") == (
        "note: 客户对价格很是\n  敏感，先看样品 and\n  more"
    )


def test_a_short_chinese_word_such_as_a_name_is_not_broken() -> None:
    assert broken("crm customer verify 王芳 today", 23) == "crm customer verify\n王芳 today"
    assert broken("a (王芳)", 6) == "a\n(王芳)"


@given(st.text(), st.integers(4, 40))
def test_what_is_broken_says_the_same(text: str, columns: int) -> None:
    line = " ".join(text.split())
    assert broken(line, columns).replace("\n", "").replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("👨\u200d👩\u200d👧", 2),
        ("🇨🇳", 2),
        ("🇨🇳🇩🇪", 4),
        ("☎\ufe0f", 1),
        ("👍🏽", 2),
        ("e\u0301", 1),
        ("한글", 4),
        ("\u1100\u1161\u11a8", 2),
        ("עברית", 5),
        ("العربية", 7),
        ("ｆｕｌｌ", 8),
        ("a\u200bb", 2),
        ("a\xadb", 3),
    ],
)
def test_a_character_takes_the_columns_that_terminals_give_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_picture_that_terminals_count_differently_is_not_asked_for_where_something_follows() -> (
    None
):
    assert padded("☎\ufe0f", 4) == "☎   "
    assert padded("12", 4, right=True) == "  12"


@given(st.text() | texts)
def test_the_characters_of_a_text_are_the_text(text: str) -> None:
    assert "".join(each for each, _columns in characters(text)) == text
    assert width(text) == sum(columns for _each, columns in characters(text))


@given(st.text() | texts, st.integers(2, 40))
def test_no_character_is_cut_in_two(text: str, columns: int) -> None:
    shown = cut(text, columns)
    if shown != text:
        whole = [each for each, _columns in characters(text)]
        kept = [each for each, _columns in characters(shown.removesuffix("…"))]
        assert kept == whole[: len(kept)]


@given(texts, st.integers(2, 40))
def test_no_line_of_a_cell_is_wider_than_it_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = cell_lines(text, columns)
    assert max(map(width, lines)) <= columns
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(texts, st.integers(12, 40))
def test_a_date_is_whole_and_no_line_begins_with_a_comma_or_ends_with_a_bracket(
    text: str, columns: int
) -> None:
    spaced = f" {text.replace('2026-11-20', ' 2026-11-20 ')} "
    lines = cell_lines(spaced, columns)
    assert sum(each.count("2026-11-20") for each in lines) == spaced.count("2026-11-20")
    assert not any(line.startswith("，") for line in lines[1:])
    assert not any(line.endswith("（") for line in lines[:-1] if line.strip("（"))


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        (
            "A 级，每天追踪：上次联系 2026-11-29（微信）",
            12,
            ["A 级，", "每天追踪：", "上次联系", "2026-11-29", "（微信）"],
        ),
        ("项目名称 共 23 套", 15, ["项目名称 共", "23 套"]),
        ("每 62 天下单", 8, ["每 62 天", "下单"]),
        ("无锡三江精密机械有限公司", 20, ["无锡三江精密机械", "有限公司"]),
        ("已有 14 天未联系", 8, ["已有", "14 天未", "联系"]),
        ("重点客户，112 天没有销售机会", 16, ["重点客户，112 天", "没有销售机会"]),
        ("三笔：CNY 4,860.00 → CNY 3,780.00", 16, ["三笔：", "CNY 4,860.00 →", "CNY 3,780.00"]),
        ("handheld terminals", 10, ["handheld", "terminals"]),
        ("a-very-long-word", 8, ["a-very-l", "ong-word"]),
    ],
)
def test_a_cell_is_broken_where_a_reader_would_break_it(
    text: str, columns: int, lines: list[str]
) -> None:
    assert cell_lines(text, columns) == lines
