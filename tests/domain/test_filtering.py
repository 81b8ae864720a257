"""Filters as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.filtering import Condition, JoinedByOr, Op, UnreadableFilter, parse_where


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("grade = A", [Condition("grade", Op.IS, "A")]),
        ("grade=A", [Condition("grade", Op.IS, "A")]),
        ("grade == A", [Condition("grade", Op.IS, "A")]),
        ("grade != A", [Condition("grade", Op.NOT, "A")]),
        ("grade <> A", [Condition("grade", Op.NOT, "A")]),
        ("close <= +1m", [Condition("close", Op.MOST, "+1m")]),
        ("close≥月底", [Condition("close", Op.LEAST, "月底")]),
        ("last_contact < 3 days ago", [Condition("last_contact", Op.LESS, "3 days ago")]),
        ("notes ~ o'brien", [Condition("notes", Op.HOLDS, "o'brien")]),
        ("notes ~ 'bread and butter'", [Condition("notes", Op.HOLDS, "bread and butter")]),
        ('notes ~ "it is ""it"""', [Condition("notes", Op.HOLDS, 'it is "it"')]),
        ("notes ~ 'it''s'", [Condition("notes", Op.HOLDS, "it's")]),
        ("company is empty", [Condition("company", Op.EMPTY)]),
        ("company IS NOT  empty", [Condition("company", Op.FILLED)]),
        ("'my field' = x", [Condition("my field", Op.IS, "x")]),
        ("my field = x = y", [Condition("my field", Op.IS, "x = y")]),
        ("notes ~ box is empty", [Condition("notes", Op.HOLDS, "box is empty")]),
        ("等级 ＝ A", [Condition("等级", Op.IS, "A")]),
        ("等级！＝A", [Condition("等级", Op.NOT, "A")]),
        ("预计成交＜＝月底", [Condition("预计成交", Op.MOST, "月底")]),
        ("潜在金额 ≥ 1万", [Condition("潜在金额", Op.LEAST, "1万")]),
        ("等级 是 A", [Condition("等级", Op.IS, "A")]),
        ("等级 不是 A", [Condition("等级", Op.NOT, "A")]),
        ("备注 包含 报价", [Condition("备注", Op.HOLDS, "报价")]),
        ("潜在金额 不小于 5000", [Condition("潜在金额", Op.LEAST, "5000")]),
        ("上次联系 早于 上周", [Condition("上次联系", Op.LESS, "上周")]),
        ("潜在金额 大于等于 5000", [Condition("潜在金额", Op.LEAST, "5000")]),
        ("潜在金额 小于等于 5000", [Condition("潜在金额", Op.MOST, "5000")]),
        ("购买次数 超过 5", [Condition("购买次数", Op.MORE, "5")]),
        ("备注 不包含 报价", [Condition("备注", Op.LACKS, "报价")]),
        ("notes !~ quote", [Condition("notes", Op.LACKS, "quote")]),
        ("来源 属于 展会,转介绍", [Condition("来源", Op.IS, "展会,转介绍")]),
        ("公司 = 空", [Condition("公司", Op.EMPTY)]),
        ("company != empty", [Condition("company", Op.FILLED)]),
        ("company = 'empty'", [Condition("company", Op.IS, "empty")]),
        ("备注 ~ 或许", [Condition("备注", Op.HOLDS, "或许")]),
        ("notes ~ 'now or never'", [Condition("notes", Op.HOLDS, "now or never")]),
        ("行业 为空", [Condition("行业", Op.EMPTY)]),
        ("行业 不为空", [Condition("行业", Op.FILLED)]),
        ("标签 含 VIP", [Condition("标签", Op.HOLDS, "VIP")]),
        ("标签包含VIP", [Condition("标签", Op.HOLDS, "VIP")]),
        ("姓名不包含王", [Condition("姓名", Op.LACKS, "王")]),
        (
            "姓名 不含王 且 等级 为 A",
            [Condition("姓名", Op.LACKS, "王"), Condition("等级", Op.IS, "A")],
        ),
        ("公司 是空", [Condition("公司", Op.EMPTY)]),
        ("公司为空 且 行业不是空", [Condition("公司", Op.EMPTY), Condition("行业", Op.FILLED)]),
        ("公司 不为 空", [Condition("公司", Op.FILLED)]),
        ("是否包含税 = 是", [Condition("是否包含税", Op.IS, "是")]),
        ("'是否包含税' 包含 是", [Condition("是否包含税", Op.HOLDS, "是")]),
        ("是否老客户 = 是", [Condition("是否老客户", Op.IS, "是")]),
        ("备注 ~ 又快且好", [Condition("备注", Op.HOLDS, "又快且好")]),
        ("备注 ~ '面包 和 黄油'", [Condition("备注", Op.HOLDS, "面包 和 黄油")]),
        (
            "行业 为空 且 等级=A 并且 来源 是 展会 和 备注 包含 急",
            [
                Condition("行业", Op.EMPTY),
                Condition("等级", Op.IS, "A"),
                Condition("来源", Op.IS, "展会"),
                Condition("备注", Op.HOLDS, "急"),
            ],
        ),
        (
            "company is empty AND name ~ sand and grade=B",
            [
                Condition("company", Op.EMPTY),
                Condition("name", Op.HOLDS, "sand"),
                Condition("grade", Op.IS, "B"),
            ],
        ),
    ],
)
def test_conditions_are_read(text: str, wanted: list[Condition]) -> None:
    assert list(parse_where(text)) == wanted


@pytest.mark.parametrize(
    "text",
    ["", " ", "grade", "grade =", "= A", "grade = A and", "grade = A and B", "is empty",
     "notes ~ 'open", "notes ~ 'a' b", "'a' 'b' = c", "grade = A or", "and", "x is emptyish",
     "等级 = A 且", "等级 是", "且", "行业 为空白"],
)  # fmt: skip
def test_what_is_no_condition_is_refused(text: str) -> None:
    if text == "grade = A or":
        assert parse_where(text)[0].value != "A"  # the field's own reader refuses it
        return
    with pytest.raises(UnreadableFilter):
        parse_where(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("grade is A", "grade = A"), ("name like 王", "name ~ 王"), ("id gt 3", "id > 3")],
)
def test_an_operator_in_words_is_answered_with_the_sign(text: str, meant: str) -> None:
    with pytest.raises(UnreadableFilter) as caught:
        parse_where(text)
    assert caught.value.details["nearest"] == meant


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_a_quoted_value_is_kept_to_the_letter(values: list[str]) -> None:
    parts = ["notes = '" + value.replace("'", "''") + "'" for value in values]
    assert [each.value for each in parse_where(" and ".join(parts))] == values


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_where(text)
    except UnreadableFilter:
        return
    assert found


@pytest.mark.parametrize(
    "text",
    [
        "来源 = 展会 或 来源 = 转介绍",
        "来源 = 展会 或者 转介绍",
        "来源=展会或来源=转介绍",
        "等级 = A 且 来源 = 展会 或 备注 ~ 急",
        "source = fair or source = web",
        "source = fair OR web",
    ],
)
def test_conditions_joined_by_or_are_refused(text: str) -> None:
    with pytest.raises(JoinedByOr):
        parse_where(text)
