"""`crm customer person`: the people of a customer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def firm(crm: Crm) -> Crm:
    crm("customer add 宏远科技 --set kind=company")
    return crm


def people(crm: Crm) -> Any:
    return crm("customer person list 宏远科技 --json").json


LI = {
    "id": 1,
    "customer_id": 1,
    "name": "李四",
    "title": "采购经理",
    "role": "decides",
    "phones": ["+8613900139000"],
    "emails": ["li@hy.cn"],
    "birthday": "lunar:08-15",
}
ADD = (
    "customer person add 宏远 李四 --title 采购经理 --role decides --phone 139-0013-9000"
    " --email li@HY.cn --birthday 农历八月十五"
)


def test_a_person_is_added_listed_and_part_of_the_customer(firm: Crm) -> None:
    assert firm(f"{ADD} --json").json == LI
    assert people(firm) == [LI]
    assert firm("customer show 宏远 --json").json["people"] == [LI]
    header, row = firm("customer person list 宏远").lines
    assert header.split("\t") == list(LI)
    assert row.split("\t")[2:4] == ["李四", "采购经理"]


def test_a_person_leads_to_the_customer_by_name_number_and_address(firm: Crm) -> None:
    assert firm(ADD).out == "Added 李四 (1) to 宏远科技: +8613900139000, li@hy.cn.\n"
    for text in ("李四", "lisi", "13900139000", "tel:9000", "li@hy.cn"):
        assert firm(f"customer show {text} --json").json["id"] == 1


def test_an_address_in_another_case_is_the_one_that_is_there(firm: Crm) -> None:
    firm(ADD)
    firm("customer person edit 宏远 李四 --email LI@hy.cn --email x@hy.cn")
    assert people(firm)[0]["emails"] == ["li@hy.cn", "x@hy.cn"]
    firm("customer person edit 宏远 李四 --unset email:Li@HY.cn")
    assert people(firm)[0]["emails"] == ["x@hy.cn"]


def test_a_person_is_changed_and_found_by_what_it_is_now(firm: Crm) -> None:
    firm(ADD)
    answer = firm(
        "customer person edit 宏远 李四 --name 李思 --phone 13700137000"
        " --unset 电话:13900139000 --unset 职务 --unset emails --json"
    ).json
    assert (answer["name"], answer["title"], answer["emails"]) == ("李思", None, [])
    assert answer["phones"] == ["+8613700137000"]
    assert people(firm) == [answer]
    assert firm("customer show tel:7000 --json").json["id"] == 1
    firm("customer show 李四", code=3)
    firm("customer show tel:13900139000", code=3)
    told = firm("customer person edit 宏远 1 --name 李思", today="2026-04-02").out
    assert told == "Nothing changes for 李思 (1) of 宏远科技.\n"


def test_a_removed_person_leaves_its_contacts(firm: Crm) -> None:
    firm(ADD)
    firm("log add 宏远 hello --via visit --with 李四")
    assert firm("customer person remove 宏远 李四").out == "Removed 李四 (1) of 宏远科技.\n"
    assert people(firm) == []
    record = firm("customer show 宏远 --json").json
    assert [(each["note"], each["people"]) for each in record["contacts"]] == [("hello", [])]
    firm("customer show 李四", code=3)
    with closing(sqlite3.connect(firm.db)) as connection:
        for table in ("contact_person", "contact_point"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("customer person add 宏远 李四", 4, "same_person"),
        ("customer person add 宏远 ' '", 5, "unusable_text"),
        ("customer person add 宏远 x --phone y", 5, "unusable_phone"),
        ("customer person add 宏远 x --birthday never", 2, "unreadable_birthday"),
        ("customer person add nobody x", 3, "customer_not_found"),
        ("customer person edit 宏远 张三 --title x", 3, "person_not_found"),
        ("customer person edit 宏远 李 --title x", 4, "ambiguous_person"),
        ("customer person edit 宏远 李四", 2, "nothing_given"),
        ("customer person edit 宏远 李四 --unset name", 2, "unknown_person_field"),
        ("customer person edit 宏远 李四 --title ' '", 5, "unusable_text"),
        ("customer person remove 宏远 张三", 3, "person_not_found"),
    ],
)
def test_what_cannot_be_done_is_said(firm: Crm, line: str, code: int, word: str) -> None:
    firm(ADD)
    firm("customer person add 宏远 李五")
    before = people(firm)
    assert firm(f"{line} --json", code=code).error["code"] == word
    assert people(firm) == before


def test_two_of_one_name_can_be_forced_and_a_retry_adds_one(firm: Crm) -> None:
    firm(ADD)
    firm("customer person add 宏远 李四 --force --key k")
    firm("customer person add 宏远 李四 --force --key k")
    assert [each["name"] for each in people(firm)] == ["李四", "李四"]
