"""Wherever a field is typed its name in Chinese is understood, and one's own field comes first."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm(["customer", "add", "王芳", "--set", "行业=IT", "--set", "重要程度=重点", "--phone",
         "13800138000", "--set", "潜在金额=1.2万"])  # fmt: skip
    crm(["customer", "add", "李明", "--set", "行业=食品", "--set", "介绍人=王芳"])
    return crm


def names(crm: Crm, *options: str) -> list[str]:
    return [row["name"] for row in crm(["customer", "list", "--json", *options]).json]


def test_fields_are_set_and_emptied_by_their_names(book: Crm) -> None:
    shown = book("customer show 李明 --json").json
    assert (shown["industry"], shown["referred_by"], shown["fields"]) == ("食品", 1, {})
    book(["customer", "edit", "李明", "--unset", "行业", "--set", "地址=西湖区"])
    shown = book("customer show 李明 --json").json
    assert (shown["industry"], shown["address"]) == (None, "西湖区")


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ("行业 = IT", ["王芳"]),
        ("行业 = IT and 重要程度 = 重点", ["王芳"]),
        ("行业 ＝ IT 且 重要程度 不是 普通", ["王芳"]),
        ("潜在金额 大于 1万", ["王芳"]),
        ("重要程度 = 普通", ["李明"]),
        ("介绍人 = 1", ["李明"]),
        ("电话 包含 8000", ["王芳"]),
        ("客户阶段 = 潜在", ["王芳", "李明"]),
        ("可联系 = 是", ["王芳", "李明"]),
        ("可联系 = 否", []),
    ],
)
def test_customers_are_found_by_them(book: Crm, where: str, wanted: list[str]) -> None:
    assert names(book, "--where", where) == wanted


def test_they_are_sorted_and_counted_by_them(book: Crm) -> None:
    assert names(book, "--sort", "-编号") == ["李明", "王芳"]
    assert names(book, "--sort", "重要程度") == ["王芳", "李明"]
    counted = book(["report", "count", "--by", "行业，重要程度", "--json"]).json
    block = counted["blocks"]["count"]
    assert {(row["industry"], row["importance"]) for row in block["rows"]} == {
        ("IT", "key"),
        ("食品", "normal"),
    }


def named_in_the_file(book: Crm, name: str) -> None:
    """Give the book a field of a name that it would not take any more, as older ones did."""
    book("customer field add 旧名")
    with sqlite3.connect(book.db) as connection:
        connection.execute("UPDATE custom_field SET name = ? WHERE name = '旧名'", (name,))
    connection.close()


def test_a_field_of_ones_own_comes_first(book: Crm) -> None:
    named_in_the_file(book, "价值")
    book(["customer", "edit", "李明", "--set", "价值=连城"])
    assert names(book, "--where", "价值 = 连城") == ["李明"]


@pytest.mark.parametrize(
    "name",
    ["等级", "客户级别", "电话", "需求", "备注", "名称", "公司", "姓名", "手机", "标签", "下次追踪",
     "预计成交", "状态", "價值", "微信号", "QQ号", "联系人", "Expected close", "Job Title"],
)  # fmt: skip
def test_no_new_field_takes_a_word_for_another_one(book: Crm, name: str) -> None:
    refused = book(["customer", "field", "add", name, "--json"], code=4).error
    assert refused["code"] == "field_exists"
    assert "which every customer has" in refused["hint"]
    assert book("customer field list --json").json == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("类型=公司", "kind=company"),
        ("客户类型=公司", "kind=company"),
        ("渠道=微信", "channel=wechat"),
    ],
)
def test_a_word_for_a_field_sets_what_its_key_sets(crm: Crm, chinese: str, english: str) -> None:
    for name, given in (("甲某", chinese), ("乙某", english)):
        crm(["customer", "add", name, "--set", given])
    crm("customer add 丙某")
    crm(["customer", "edit", "丙某", "--set", chinese])
    found = [crm(f"customer show {name} --json").json for name in ("甲某", "乙某", "丙某")]
    assert len({(each["kind"], each["channel"]) for each in found}) == 1
    assert found[0]["fields"] == {}
    crm("customer edit 丙某 --unset 渠道")
    assert crm("customer show 丙某 --json").json["channel"] is None


@pytest.mark.parametrize(
    ("given", "code", "hint"),
    [
        ("状态=已成交", "field_is_derived", "pin CUSTOMER --status"),
        ("status=won", "field_is_derived", "pin CUSTOMER --status"),
        ("核实日期=今天", "field_not_settable", "customer verify"),
        ("verified=today", "field_not_settable", "customer verify"),
        ("最近联系=今天", "field_not_settable", "crm log add"),
        ("创建时间=今天", "field_not_settable", "works it out"),
        ("last_via=phone", "field_not_settable", "crm log add"),
    ],
)
def test_what_no_text_is_given_to_says_what_to_do(
    book: Crm, given: str, code: str, hint: str
) -> None:
    name = given.partition("=")[0]
    for option in (f"--set={given}", f"--unset={name}"):
        refused = book(["customer", "edit", "李明", option, "--json"], code=2).error
        assert refused["code"] == code
        assert hint in refused["hint"]
        assert name in refused["message"]
    refused = book(["customer", "add", "新人", f"--set={given}", "--json"], code=2).error
    assert refused["code"] == code
    assert book("customer field list --json").json == []


def test_neither_does_one_that_is_set(book: Crm) -> None:
    refused = book(["customer", "edit", "李明", "--set", "价值=高", "--json"], code=2).error
    assert refused["code"] == "field_is_derived"
    book(["customer", "edit", "李明", "--set", "等级=B"])
    assert names(book, "--where", "等级 = B") == ["李明"]
    assert book("customer field list --json").json == []


def test_a_column_that_is_left_over_takes_no_word_for_a_field(book: Crm, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,公司,单位,状态\n赵六,甲,乙,跟进中\n", "utf-8")
    book(["customer", "import", str(tmp_path / "a.csv")])
    found = book("customer show 赵六 --json").json
    assert (found["company"], found["fields"]) == ("甲", {"单位 2": "乙", "状态 2": "跟进中"})
    assert "赵六" in names(book, "--where", "状态 = 潜在")


@pytest.mark.parametrize(
    ("column", "cells", "field", "own"),
    [
        ("类型", ("公司", "个人"), "kind", None),
        ("Type", ("company", ""), "kind", None),
        ("客户类型", ("公司", "VIP"), None, "客户类型 2"),
        ("渠道", ("微信", "无"), "channel", None),
        ("渠道", ("微信", "展会"), None, "渠道 2"),
        ("价值", ("高", "低"), None, "价值 2"),
        ("创建时间", ("2026-01-01", "2026-01-02"), None, "创建时间 2"),
        ("Value", ("high", "low"), None, "Value 2"),
        ("Open Deals", ("1", "2"), None, "Open Deals 2"),
    ],
)
def test_a_column_called_as_a_field_is_it_where_all_its_cells_are_values(
    crm: Crm, column: str, cells: tuple[str, str], field: str | None, own: str | None
) -> None:
    table = f"姓名,{column}\n赵六,{cells[0]}\n钱七,{cells[1]}\n"
    for file in (table, table.replace("赵六", "孙八").replace("钱七", "周九")):
        told = crm("customer import - --dry-run --json", stdin=file).json["mapping"]
        assert told[1]["field"] == (field or own)
        assert told[1]["use"] == ("field" if field else "own")
        crm("customer import - --yes", stdin=file)
    assert [each["name"] for each in crm("customer field list --json").json] == [own] * bool(own)
    shown = crm("customer show 赵六 --json").json
    assert shown["fields"] == ({own: cells[0]} if own else {})


def test_a_key_in_a_file_that_another_column_fits_too_comes_first(crm: Crm) -> None:
    crm("customer import - --yes", stdin="name,类型,kind\nAnn Bee,person,company\n")
    found = crm("customer show 'Ann Bee' --json").json
    assert (found["kind"], found["fields"]) == ("company", {"类型 2": "person"})


def test_an_older_book_keeps_the_rest_in_the_field_it_has(book: Crm, tmp_path: Path) -> None:
    named_in_the_file(book, "状态")
    (tmp_path / "a.csv").write_text("姓名,状态\n赵六,跟进中\n", "utf-8")
    book(["customer", "import", str(tmp_path / "a.csv")])
    assert book("customer show 赵六 --json").json["fields"] == {"状态": "跟进中"}


def test_one_that_is_not_known_is_refused_with_the_nearest(book: Crm) -> None:
    refused = book(["customer", "list", "--where", "等级x = A", "--json"], code=2).error
    assert refused["code"] == "unknown_field"
    assert "等级 (grade)" in refused["hint"]
    refused = book(["customer", "edit", "李明", "--set", "等级x=A", "--json"], code=2).error
    assert "等级 (grade)" in refused["hint"]


def test_a_value_is_taken_over_by_its_name(book: Crm) -> None:
    merged = book(["customer", "merge", "李明", "王芳", "--take", "行业", "--yes", "--json"])
    assert merged.code == 0
    assert book("customer show 李明 --json").json["industry"] == "IT"


def test_a_column_is_mapped_to_it(book: Crm, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("谁,哪行\n赵六,物流\n", "utf-8")
    book(["customer", "import", str(tmp_path / "a.csv"), "--map", "谁=姓名", "--map", "哪行=行业"])
    assert book("customer show 赵六 --json").json["industry"] == "物流"


def test_a_rhythm_is_set_by_its_short_word_unless_the_book_has_a_field_of_that_name(
    crm: Crm,
) -> None:
    crm("customer add 王芳 --set 频率=2w")
    assert crm("customer edit 王芳 --set 频率=3周 --json").json["every"] == "3w"
    crm("customer field add 频率")
    shown = crm("customer edit 王芳 --set 频率=每周来 --json").json
    assert (shown["every"], shown["fields"]) == ("3w", {"频率": "每周来"})


def test_a_column_called_like_the_short_word_for_a_rhythm_is_ones_own(
    crm: Crm, tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text("姓名,频率\n王芳,很少\n")
    crm(["customer", "import", str(tmp_path / "in.csv"), "--now"])
    assert crm("customer show 王芳 --json").json["fields"] == {"频率": "很少"}
