"""Reports name fields and records by their words; keys for programs stay as they are."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from crmcli import language, main
from tests.chinese import Some

if TYPE_CHECKING:
    from tests.conftest import Crm

TEXTS = {
    "field\4grade": "等级",
    "field\4importance": "重要程度",
    "By {axes}": "按{axes}",
    "{first}, {rest}": "{first}、{rest}",
    "customer": "客户",
    "{name}: {record} {ids}": "{name}：{record} {ids}",
    "grade": "评级记录",
    "Total": "合计",
}


@pytest.fixture
def book(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    crm(["customer", "add", "王芳", "--need", "clear", "--close", "+2w"])
    crm(["customer", "add", "李明", "--set", "grade=B"])
    monkeypatch.setattr(main, "bind", lambda _: None)
    monkeypatch.setattr(language, "_bound", [Some(TEXTS)])
    return crm


def test_what_is_counted_by_is_named_in_words(book: Crm) -> None:
    told = book("report count --by grade,importance --format md --explain").out
    assert "## 按等级、重要程度" in told
    assert "| 等级 | 重要程度 | Customers | Records |" in told
    assert "| 客户 1 |" in told


def test_records_are_named_in_words_where_they_are_traced(book: Crm) -> None:
    told = book("report count --by grade --format table --explain").out
    assert "A：客户 1" in told


def test_keys_stay_as_they_are(book: Crm) -> None:
    block = book("report count --by grade,importance --explain --json").json["blocks"]["count"]
    assert {"grade", "importance", "customers", "ids"} <= set(block["rows"][0])
    rows = csv.DictReader(book("report count --by grade --format csv").out.splitlines())
    assert [row["grade"] for row in rows] == ["A", "B"]


def test_a_field_of_ones_own_is_not_translated(book: Crm) -> None:
    book(["customer", "field", "add", "Total"])
    book(["customer", "edit", "王芳", "--set", "Total=x"])

    told = book("report count --by Total --format md").out
    assert "| Total | Customers |" in told
