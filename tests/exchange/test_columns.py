"""Columns are known by their names; what is not known is kept under its own."""

from __future__ import annotations

import pytest

from crmcli.domain.customer import Customer
from crmcli.domain.field_names import plain_name
from crmcli.domain.listed import names
from crmcli.exchange.column_names import DERIVED, FIELDS
from crmcli.exchange.columns import (
    BadMapping,
    Column,
    Known,
    UnknownColumn,
    Use,
    columns_of,
    edits_of,
)


def known(*own: str) -> Known:
    def make(name: str, taken: object) -> str:
        del taken
        return name

    return Known(lambda name: name if name in own else None, make)


def mapped(
    *header: str, edits: dict[str, str] | None = None, own: tuple[str, ...] = ()
) -> list[Column]:
    return columns_of(header, edits or {}, known(*own))


def field_of(name: str) -> str:
    (column,) = mapped(name)
    return column.field if column.use is Use.FIELD else column.use.value


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("客户名称", "name"), ("联系人", "person"), ("手机", "phones"), ("电话", "phones"),
        ("邮箱", "emails"), ("公司", "company"), ("等级", "grade"), ("预计成交", "expected_close"),
        ("最近联系", "last_contact"), ("职务", "title"), ("行业", "industry"), ("来源", "source"),
        ("需求", "need"), ("备注", "notes"), ("重要程度", "importance"), ("生日", "birthday"),
        ("微信", "wechat"), ("地址", "address"), ("标签", "tags"), ("性别", "gender"),
        ("手机 ", "phones"), (" 预计成交", "expected_close"), ("手机号码2", "phones"),
        ("手机（必填）", "phones"), ("预算（元）", "potential"),
        ("Ｐｈｏｎｅ", "phones"), ("E-mail Address", "emails"),
        ("Phone 1 - Value", "phones"), ("COMPANY NAME", "company"), ("Job_Title", "title"),
        ("expected_close", "expected_close"), ("need_kind", "need_kind"), ("id", "derived"),
        ("next_due", "derived"), ("上次报价", "own"),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_name(name: str, field: str) -> None:
    assert field_of(name) == field


def test_our_own_json_keys_are_all_known() -> None:
    unknown = {
        name for name in Customer.__dataclass_fields__ if field_of(name) not in {*FIELDS, "derived"}
    }
    assert unknown == set()


def test_no_name_means_two_fields_and_none_is_derived_too() -> None:
    assert DERIVED & {plain_name(each) for each in FIELDS} == {"id", "uid"}


def test_an_unnamed_column_is_named_by_its_number() -> None:
    assert [each.name for each in mapped("name", "", " ")] == ["name", "column 2", "column 3"]


def test_the_first_of_two_columns_has_a_field_of_one_value() -> None:
    first, second = mapped("地址", "公司地址")
    assert (first.use, first.field) == (Use.FIELD, "address")
    assert (second.use, second.field) == (Use.OWN, "公司地址")


def test_two_columns_of_numbers_are_both_numbers() -> None:
    assert [each.field for each in mapped("电话", "手机")] == ["phones", "phones"]


def test_an_edit_wins_over_the_name() -> None:
    header = ("编号", "电话", "称谓")
    edits = {"编号": "-", "电话": "备注", "称谓": "抬头"}
    assert [(each.use, each.field) for each in mapped(*header, edits=edits)] == [
        (Use.LEFT_OUT, ""),
        (Use.FIELD, "notes"),
        (Use.OWN, "抬头"),
    ]


def test_an_edit_finds_its_column_whatever_case_and_width() -> None:
    (column,) = mapped("Cell Phone ", edits={"ＣＥＬＬ phone": "notes"})
    assert column.field == "notes"


def test_the_books_own_field_wins_over_a_known_name() -> None:
    (column,) = mapped("预算", own=("预算",))
    assert (column.use, column.field) == (Use.OWN, "预算")


def test_an_edit_of_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownColumn) as caught:
        mapped("name", edits={"手机": "phones"})
    assert caught.value.details["columns"] == names(["name"])


def test_a_mapping_is_written_with_an_equals_sign() -> None:
    assert edits_of(["a=b=name", "编号 = -"]) == {"a=b": "name", "编号": "-"}
    assert edits_of(["哪行＝行业"]) == {"哪行": "行业"}
    for text in ("name", "=name", "name="):
        with pytest.raises(BadMapping):
            edits_of([text])
