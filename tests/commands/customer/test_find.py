"""`crm customer find`: search in every field and note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def found(crm: Crm, text: str, *options: str) -> list[tuple[str, int]]:
    rows: list[dict[str, Any]] = crm(["customer", "find", "--json", *options, "--", text]).json
    return [(row["kind"], row["id"]) for row in rows]


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm(["customer", "add", "Quiet Ltd", "--note", "asked for 报价 100%"])
    crm(["customer", "add", "报价通", "--phone", "13800138000", "--tag", "C++"])
    crm(["customer", "add", "O'Brien", "--set", "hobbies=_rare* birds"])
    crm(["log", "add", "1", "sent 报价", "--via", "phone", "--at", "2026-03-02", "--next",
         "chase 报价", "--by", "2026-04-02"])  # fmt: skip
    crm(["log", "add", "2", "talk", "--said", "the 报价 is\nfine", "--via", "visit", "--at",
         "2026-03-20"])  # fmt: skip
    return crm


def test_names_come_first_then_fields_then_what_happened_latest_first(book: Crm) -> None:
    assert found(book, "报价") == [
        ("customer", 2),
        ("customer", 1),
        ("promise", 1),
        ("contact", 2),
        ("contact", 1),
    ]
    assert found(book, "报价", "--limit", "2") == [("customer", 2), ("customer", 1)]


def test_a_name_is_found_by_its_spelling_after_names_and_before_texts(crm: Crm) -> None:
    crm("customer add 王小明 --company 北京字节跳动科技有限公司")
    crm("customer add 华信 --set kind=company")
    crm("customer person add 华信 李雷")
    crm("customer add Wxm --note 'asks for wangxiaoming'")
    assert found(crm, "wxm") == [("customer", 3), ("customer", 1)]
    assert found(crm, "wangxiaoming") == [("customer", 1), ("customer", 3)]
    assert found(crm, "zijie") == [("customer", 1)]
    assert found(crm, "lilei") == found(crm, "hx") == [("customer", 2)]
    assert found(crm, "王xm") == [("customer", 1)]
    assert found(crm, "w") == [("customer", 3)]


def test_a_row_has_its_keys_and_the_line_that_matches(book: Crm) -> None:
    rows = book("customer find 报价 --json").json
    assert rows[1] == {
        "kind": "customer",
        "id": 1,
        "customer_id": 1,
        "customer": "Quiet Ltd",
        "company": None,
        "at": None,
        "text": "asked for 报价 100%",
        "archived": False,
    }
    assert rows[2]["at"] == "2026-04-02"
    assert rows[3]["text"] == "the 报价 is"
    assert rows[3]["at"] == "2026-03-20T04:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("o'brien", [("customer", 3)]),
        ("O brien", [("customer", 3)]),
        ("C++", [("customer", 2)]),
        ("c", [("customer", 2), ("promise", 1)]),
        ("%", [("customer", 1)]),
        ("*", [("customer", 3)]),
        ("_", [("customer", 3)]),
        ('"', []),
        ("AND", []),
        ("NOT x OR", []),
        ("138 0013 8000", [("customer", 2)]),
        ("138-0013-8000", [("customer", 2)]),
        ("ＱＵＩＥＴ", [("customer", 1)]),
        ("quiet 报价", [("customer", 1)]),
        ("birds rare", [("customer", 3)]),
        ("nothing like it", []),
    ],
)
def test_any_part_of_any_field_is_found(
    book: Crm, text: str, wanted: list[tuple[str, int]]
) -> None:
    assert found(book, text) == wanted


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_a_search_for_nothing_ends_with_2(book: Crm, text: str) -> None:
    answer = book(["customer", "find", "--json", "--", text], code=2)
    assert answer.error["code"] == "nothing_to_find"
    assert answer.out == ""


def test_archived_customers_are_found_and_marked(book: Crm) -> None:
    book(["customer", "archive", "O'Brien"])
    (row,) = book("customer find brien --json").json
    assert row["archived"] is True


def test_changed_and_removed_texts_are_not_found_any_more(book: Crm) -> None:
    book("customer edit 1 --unset notes")
    book("log remove 1 --yes", code=None)
    assert ("customer", 1) not in found(book, "报价")
