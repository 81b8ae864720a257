"""Whose history `crm history NAME` tells: of those that are there, else of those that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

THREE = "name,company\n赵一,明珠\n赵二,明珠\n钱三,东方\n"


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Give a book from which 赵敏 (2) and the three of an import are gone."""
    crm("customer add 王芳")
    crm("customer add 赵敏 --company 星河贸易")
    crm("customer edit 赵敏 --set title=CEO")
    crm("undo")
    crm("undo")
    crm("customer import - --yes", stdin=THREE)
    crm("undo")
    return crm


def commands(book: Crm, name: str) -> list[str]:
    rows = book(["history", name, "--json"]).json
    return list(dict.fromkeys(each["command"] for each in rows))


@pytest.mark.parametrize("name", ["赵敏", "name:赵敏", "星河贸易", "敏", "星河", " 赵敏 "])
def test_one_that_is_gone_is_found_by_its_last_name_or_company(book: Crm, name: str) -> None:
    assert commands(book, name) == ["undo", "customer edit", "customer add"]


def test_one_of_many_that_went_together_is_found(book: Crm) -> None:
    assert commands(book, "钱三") == ["undo", "customer import"]
    shown = book("history 钱三 --format table").out
    assert "钱三 (5)" in shown
    assert "赵一" not in shown


def test_several_that_are_gone_are_never_guessed_between(book: Crm) -> None:
    refused = book("history 明珠 --json", code=4).error
    assert refused["code"] == "ambiguous_customer"
    assert [each["id"] for each in refused["candidates"]] == [3, 4]
    assert commands(book, "赵一") == ["undo", "customer import"]


def test_one_that_is_there_comes_before_one_that_is_gone(book: Crm) -> None:
    book("customer add 赵敏")
    assert commands(book, "赵敏") == ["customer add"]
    assert commands(book, "id:2") == ["undo", "customer edit", "customer add"]


def test_one_that_came_back_is_gone_no_more(book: Crm) -> None:
    book("redo")
    book("history 赵 --json", code=4)
    book("customer edit 赵一 --name 孙一")
    assert commands(book, "孙一") == ["customer edit", "redo", "undo", "customer import"]
    book("history 赵一", code=3)


def test_an_erased_one_is_found_by_nothing(book: Crm) -> None:
    book("customer add 李雷")
    book("customer erase 李雷 --yes --reason asked")
    for name in ("李雷", "李", "tel:李雷", "nobody"):
        assert book(["history", name, "--json"], code=3).error["code"] == "customer_not_found"


def test_one_that_is_gone_keeps_its_name_in_the_words(book: Crm) -> None:
    shown = book("history --format table").out
    assert "customer edit  赵敏 (2)" in shown
    assert "customer 2" not in shown
