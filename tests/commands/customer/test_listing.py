"""`crm customer list`: any part of the book, in any order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm(["customer", "add", "王芳", "--need", "clear", "--close", "+2w", "--tag", "VIP",
         "--phone", "13800138000", "--potential", "1.2万", "--set", "industry=ＩＴ"])  # fmt: skip
    crm(["customer", "add", "Acme Ltd", "--need", "potential", "--potential", "EUR 300",
         "--set", "kind=company", "--set", "notes=bread and butter", "--source", "fair",
         "--set", "rating=7"])  # fmt: skip
    crm(["customer", "add", "Zoë", "--need", "none", "--importance", "key", "--tag", "vip",
         "--tag", "x", "--potential", "500", "--set", "rating=12"])  # fmt: skip
    crm(["customer", "add", "Gone"])
    crm("customer archive Gone")
    return crm


def names(crm: Crm, *options: str) -> list[str]:
    return [row["name"] for row in crm(["customer", "list", "--json", *options]).json]


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ("grade = A,E", ["王芳", "Zoë"]),
        ("grade 高于 C", ["王芳"]),
        ("等级 不低于 D", ["王芳", "Acme Ltd"]),
        ("等级 低于 D", ["Zoë"]),
        ("姓名 = “王芳”", ["王芳"]),
        ("名称 != 「王芳」", ["Acme Ltd", "Zoë"]),
        ("notes ~ “bread and”", ["Acme Ltd"]),
        ("need != clear", ["Acme Ltd", "Zoë"]),
        ("need = 潜在", ["Acme Ltd"]),
        ("urgency = soon", ["王芳"]),
        ("urgency != slow", ["王芳"]),
        ("expected_close < 5月1日", ["王芳"]),
        ("close is empty", ["Acme Ltd", "Zoë"]),
        ("industry = it", ["王芳"]),
        ("industry != it", ["Acme Ltd", "Zoë"]),
        ("name ~ zoe", ["Zoë"]),
        ("name ~ %", []),
        ("name = acme ltd", ["Acme Ltd"]),
        ("potential > 1000", ["王芳"]),
        ("potential >= EUR 300", ["Acme Ltd"]),
        ("potential != 500", ["王芳", "Acme Ltd"]),
        ("tag = vip", ["王芳", "Zoë"]),
        ("tags != vip", ["Acme Ltd"]),
        ("tags ~ v and importance = 重点", ["Zoë"]),
        ("tags is empty", ["Acme Ltd"]),
        ("phone = 138-0013-8000", ["王芳"]),
        ("phone = +86 13800138000", ["王芳"]),
        ("phones ~ 8000", ["王芳"]),
        ("phones is empty", ["Acme Ltd", "Zoë"]),
        ("notes ~ 'bread and'", ["Acme Ltd"]),
        ("created = today", ["王芳", "Acme Ltd", "Zoë"]),
        ("created < today", []),
        ("id > 1 and id <= 2", ["Acme Ltd"]),
        ("rating is empty", ["王芳"]),
        ("rating = 12", ["Zoë"]),
        ("archived is not empty", []),
    ],
)
def test_a_condition_chooses(book: Crm, where: str, wanted: list[str]) -> None:
    assert names(book, "--where", where) == wanted


def test_the_options_choose_by_class(book: Crm) -> None:
    assert names(book, "--grade", "A,D") == ["王芳", "Acme Ltd"]
    assert names(book, "--grade", "a", "--grade", "E级") == ["王芳", "Zoë"]
    assert names(book, "--need", "none", "--importance", "key") == ["Zoë"]
    assert names(book, "--tag", "x", "--tag", "nobody") == ["Zoë"]
    assert names(book, "--status", "won") == []
    assert names(book, "--owner", "tester", "--value", "low", "--urgency", "soon") == ["王芳"]
    assert names(book, "--where", "id > 1", "--where", "tags is empty") == ["Acme Ltd"]


def test_archived_customers_are_listed_alone(book: Crm) -> None:
    assert names(book, "--archived") == ["Gone"]


def test_a_list_is_sorted_with_what_is_empty_last(book: Crm) -> None:
    assert names(book, "--sort", "name") == ["Acme Ltd", "Zoë", "王芳"]
    assert names(book, "--sort", "-name") == ["王芳", "Zoë", "Acme Ltd"]
    assert names(book, "--sort", "-potential") == ["王芳", "Zoë", "Acme Ltd"]
    assert names(book, "--sort", "expected_close") == ["王芳", "Acme Ltd", "Zoë"]
    assert names(book, "--sort", "-urgency") == ["王芳", "Zoë", "Acme Ltd"]
    assert names(book, "--sort", "phones", "--limit", "1") == ["王芳"]
    assert names(book, "--sort", "rating") == ["Zoë", "Acme Ltd", "王芳"]
    assert names(book, "--limit", "0") == []


def test_ids_are_the_same_customers_in_the_same_order(book: Crm) -> None:
    found = book("customer list --sort -id --format ids")
    assert found.lines == ["3", "2", "1"]


def test_a_pipe_gets_every_key_and_two_columns_for_an_amount(book: Crm) -> None:
    head, first, *_ = book("customer list").lines
    row = dict(zip(head.split("\t"), first.split("\t"), strict=True))
    assert (row["name"], row["grade"], row["tags"]) == ("王芳", "A", "VIP")
    assert (row["potential"], row["potential_currency"]) == ("12000.00", "CNY")


@pytest.mark.parametrize(
    ("options", "code", "word"),
    [
        (["--where", "grad = A"], "unknown_field", "grade"),
        (["--where", "grade ~ A"], "unfit_operator", "is not empty"),
        (["--where", "grade A"], "unreadable_filter", "grade = A"),
        (["--where", "grade = Q"], "unknown_choice", ""),
        (["--where", "等级=A或B"], "unknown_choice", "grade = A,B"),
        (["--where", "value = 高或者medium"], "unknown_choice", "value = 高,medium"),
        (["--where", "close < blursday"], "unreadable_date", ""),
        (["--where", "id = x"], "unreadable_number", ""),
        (["--where", "birthday = abc"], "unreadable_birthday", ""),
        (["--where", "festivals = abc"], "unknown_festival", ""),
        (["--where", "grade = A or need = clear"], "unreadable_filter", "source = fair,referral"),
        (["--where", "id = 99999999999999999999"], "unreadable_number", ""),
        (["--sort", "nme"], "unknown_field", "name"),
        (["--need", "maybe"], "unknown_choice", ""),
    ],
)
def test_what_cannot_be_understood_ends_with_2(
    book: Crm, options: list[str], code: str, word: str
) -> None:
    answer = book(["customer", "list", "--json", *options], code=2)
    assert answer.out == ""
    assert answer.error["code"] == code
    assert word in (answer.error["hint"] or "")


def test_comparisons_are_named_in_the_readers_words(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_LANG", "zh")
    refused = book(["customer", "list", "--json", "--where", "价值 高于 低"], code=2).error
    assert refused["hint"] == "可用：=、!=、为空、不为空。"


def test_several_values_of_a_text_stand_with_commas_between_them(crm: Crm) -> None:
    for name, source in (("甲", "展会"), ("乙", "转介绍"), ("丙", "网站"), ("丁", "展会,网站")):
        crm(["customer", "add", name, "--set", f"source={source}"])
    crm("customer add 戊")
    for where, wanted in (
        ("来源 = 展会,转介绍", ["甲", "乙"]),
        ("来源 属于 展会、转介绍", ["甲", "乙"]),
        ("来源 = 展会,网站", ["甲", "丙", "丁"]),
        ("来源 = '展会,网站'", ["丁"]),
        ("来源 不等于 展会,转介绍", ["丙", "丁", "戊"]),
        ("来源 不包含 展", ["乙", "丙", "戊"]),
        ("来源 !~ 展 and source is not empty", ["乙", "丙"]),
        ("来源 = 空", ["戊"]),
    ):
        assert sorted(names(crm, "--where", where)) == sorted(wanted), where


ATTACKS = (
    "id); DROP TABLE customer; --",
    "id' OR '1'='1",
    "id, (SELECT value FROM setting)",
    "name COLLATE NOCASE",
    "1 UNION SELECT 1",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_sql_in_names_and_values_is_data(book: Crm, attack: str) -> None:
    quoted = "'" + attack.replace("'", "''") + "'"
    book(["customer", "list", "--sort", attack], code=2)
    book(["customer", "list", "--where", f"{quoted} = 1"], code=2)
    assert names(book, "--where", f"name = {quoted}") == []
    assert names(book, "--where", f"tags = {quoted}") == []
    assert names(book, "--where", f"wechat ~ {quoted}") == []
    assert names(book, "--tag", attack, "--owner", attack) == []
    assert book(["customer", "find", attack]).lines[1:] == []
    with closing(sqlite3.connect(book.db)) as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (4,)


def test_a_custom_field_may_be_named_like_an_attack(book: Crm) -> None:
    book(["customer", "edit", "1", "--set", "x') OR 1 --=yes"])
    assert names(book, "--where", "'x'') OR 1 --' is not empty") == ["王芳"]
    assert names(book, "--sort", "x') OR 1 --") == ["王芳", "Acme Ltd", "Zoë"]


@pytest.mark.parametrize("field", ["value", "-value", "frequency", "-frequency"])
def test_a_class_that_falls_by_itself_is_sorted_by(book: Crm, field: str) -> None:
    book("purchase add Zoë --amount 200000")
    listed = book(["customer", "list", "--json", "--sort", field]).json
    ranks = ["high", "medium", "low"]
    found = [ranks.index(each[field.removeprefix("-")]) for each in listed]
    assert found == sorted(found, reverse=field.startswith("-"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_heading_of_the_list_names_its_field(
    book: Crm, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_LANG", language)
    head = book("customer list --format md").lines[0]
    headings = [each.strip() for each in head.strip("| ").split("|")]
    assert len(headings) == 10
    for heading in headings:
        assert names(book, "--sort", heading)
        book(["customer", "list", "--where", f"'{heading}' is not empty"])


@pytest.mark.parametrize("where", ["grade <= B", "grade > C", "等级 大于等于 B", "等级 至少 B"])
def test_grades_are_not_compared_by_size(book: Crm, where: str) -> None:
    refused = book(["customer", "list", "--where", where, "--json"], code=2).error
    assert refused["code"] == "unfit_operator"
    assert "grade = A,B" in refused["hint"]
