"""The column names of a table are found where people put them, and nothing is guessed."""

from __future__ import annotations

import pytest

from crmcli.errors import CrmError
from crmcli.exchange.header import Header, header_in, read_header_rows
from crmcli.exchange.header_names import NOTHING_KNOWN, Names
from crmcli.exchange.table import NoHeader
from crmcli.services.imports.columns import names_known

KNOWN = names_known({}, {})


def found(
    text: str, *merged: tuple[int, ...], names: Names = KNOWN, rows: tuple[int, int] | None = None
) -> Header:
    """Find the header of rows that are written one a line; blank lines are blank rows."""
    lines = [
        (number, [each.strip() for each in line.split("|")])
        for number, line in enumerate(text.strip("\n").split("\n"), 1)
        if line.replace("|", "").strip()
    ]
    return header_in(lines, names, merged, rows)


def test_the_first_row_counts_where_nothing_speaks_against_it() -> None:
    assert found("客户名称|电话\n王芳|138") == Header(["客户名称", "电话"], 1, 1, 1, known=True)
    assert found("a|b\n1|2") == Header(["a", "b"], 1, 1, 1)
    assert found("姓名\n王芳\n李雷") == Header(["姓名"], 1, 1, 1, known=True)


def test_titles_notes_and_blank_rows_above_are_passed_over() -> None:
    title = found("客户登记表|||\n\n制表人：张三|||2026年11月\n客户名称|手机|备注|\n王芳|138||")
    assert (title.names[:3], title.first, title.data) == (["客户名称", "手机", "备注"], 4, 3)
    # A title that is the name of a column too.
    assert found("客户||\n客户名称|手机|备注\n王芳|138|").first == 2
    # What is not known is passed over when it is one cell above wider rows.
    assert found("Q3 list||\nfoo|bar|baz\n1|2|3", names=NOTHING_KNOWN).names == [
        "foo",
        "bar",
        "baz",
    ]


def test_a_note_with_a_known_word_is_no_header() -> None:
    read = found("负责人|张三|2026年11月|\n客户名称|手机|邮箱|备注\n王芳|138||")
    assert (read.first, read.names) == (2, ["客户名称", "手机", "邮箱", "备注"])


@pytest.mark.parametrize(
    "text",
    [
        "客户名称|渠道1|渠道2\n王芳|电话|微信",
        "foo|bar|baz\n王芳|电话|微信",
        "客户名称||电话\n王芳|微信|13800138000",
        "客户名称|手机\n姓名|电话",
    ],
)
def test_a_row_of_data_is_no_header_whatever_words_it_has(text: str) -> None:
    read = found(text)
    assert (read.first, read.last, read.data) == (1, 1, 1)


def test_group_names_merged_over_names_are_joined_with_them() -> None:
    read = found(
        "客户登记表|||||\n客户名称|联系方式|||备用|备注\n|手机|邮箱|其他|地点|\n王芳|138||x|y|",
        (1, 0, 1, 5),
        (2, 1, 2, 3),
        (2, 0, 3, 0),
        (2, 5, 3, 5),
    )
    assert read.names == ["客户名称", "手机", "邮箱", "联系方式 其他", "备用 地点", "备注"]
    assert (read.first, read.last) == (2, 3)


def test_a_name_that_needs_its_group_to_be_known_has_it() -> None:
    read = found(
        "公司||联系人||\n名称|地址|姓名|电话|年龄\n博远|深圳|王芳|138|3", (1, 0, 1, 1), (1, 2, 1, 4)
    )
    assert read.names == ["公司 名称", "公司 地址", "联系人 姓名", "联系人 电话", "联系人 年龄"]
    assert (read.first, read.last, read.data) == (1, 2, 2)


def test_group_names_over_known_names_count_though_none_of_them_is_known() -> None:
    read = found(
        "基本信息||其他信息|\n客户名称|手机|等级|特长\n王芳|138|A|x", (1, 0, 1, 1), (1, 2, 1, 3)
    )
    assert read.names == ["客户名称", "手机", "等级", "其他信息 特长"]
    assert (read.first, read.last) == (1, 2)


def test_two_rows_of_names_are_told_without_merged_cells_where_they_complete_each_other() -> None:
    read = found("客户名称|联系方式||备注\n|手机|邮箱|\n王芳|138|a@b.cn|x")
    assert read == Header(["客户名称", "手机", "邮箱", "备注"], 1, 2, 2, known=True)


def test_a_name_merged_over_two_columns_is_no_group_of_the_first_customer() -> None:
    read = found("客户名称|手机|备注|\n王芳|微信|x|", (1, 2, 1, 3))
    assert (read.last, read.data) == (1, 1)


@pytest.mark.parametrize("row", ["(必填)|(选填)|", "必填|选填|", "（必填）|（文本）|（元）"])
def test_a_row_about_the_columns_is_passed_over(row: str) -> None:
    assert found(f"客户名称|手机|预算\n{row}\n王芳|138|5").data == 2


@pytest.mark.parametrize("row", ["元||", "(北京)|(必填)|", "王芳|必填|"])
def test_a_row_that_may_be_a_customer_is_not(row: str) -> None:
    assert found(f"客户名称|手机|预算\n{row}\n王芳|138|5").data == 1


def test_rows_that_are_named_are_taken_as_they_are() -> None:
    text = "x|y\nfoo|bar\n|baz\n1|2"
    assert found(text, rows=(2, 2)).names == ["foo", "bar"]
    both = found(text, rows=(2, 3))
    assert (both.names, both.first, both.last, both.data) == (["foo", "bar baz"], 2, 3, 3)
    with pytest.raises(CrmError) as caught:
        found(text, rows=(8, 9))
    assert (caught.value.code, caught.value.exit_code) == ("no_header", 5)


def test_a_table_of_too_many_columns_is_refused() -> None:
    assert len(found("|".join(["客户名称"] * 1000)).names) == 1000
    with pytest.raises(CrmError) as caught:
        found("|".join(["客户名称"] * 1001))
    assert caught.value.code == "too_many_columns"


def test_no_rows_have_no_header() -> None:
    with pytest.raises(NoHeader):
        header_in([])


def test_rows_of_a_header_are_read_as_they_are_typed() -> None:
    assert read_header_rows("3") == (3, 3)
    assert read_header_rows(" 2-3 ") == read_header_rows("2–3") == (2, 3)
    for text in ("", "0", "3-2", "x", "1-2-3", "1001", "-1", "²"):
        with pytest.raises(CrmError) as caught:
            read_header_rows(text)
        assert caught.value.exit_code == 2
