"""`crm customer field`: fields of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def fields(crm: Crm) -> Any:
    return crm("customer field list --json").json


def test_fields_are_added_used_and_listed(crm: Crm) -> None:
    crm("customer field add 车牌")
    crm("customer field add ring --type choice --choice S --choice M")
    crm("customer add Bob --set ring=M --set 店名=老店")
    assert fields(crm) == [
        {"name": "ring", "type": "choice", "choices": ["S", "M"], "customers": 1},
        {"name": "店名", "type": "text", "choices": [], "customers": 1},
        {"name": "车牌", "type": "text", "choices": [], "customers": 0},
    ]
    crm("customer edit Bob --set ring=XXL", code=5)
    assert crm("customer edit Bob --set ring=S --json").json["fields"] == {
        "ring": "S",
        "店名": "老店",
    }


def test_a_field_in_use_goes_only_by_force_and_after_a_yes(crm: Crm) -> None:
    crm("customer add Bob --set 店名=老店")
    assert crm("customer field remove 店名 --json", code=4).error["code"] == "field_in_use"
    assert crm("customer field remove 店名 --force --json", code=2).error["code"] == "not_confirmed"
    assert crm("customer show Bob --json").json["fields"] == {"店名": "老店"}
    assert crm("customer field remove 店名 --force --yes").out == (
        "Removed the field 店名 and 1 value.\n"
    )
    assert crm("customer show Bob --json").json["fields"] == {}
    assert fields(crm) == []


def test_an_unused_field_goes_at_once(crm: Crm) -> None:
    crm("customer field add 车牌 --type text")
    crm("customer field remove 车牌")
    assert crm("customer field remove 车牌 --json", code=3).error["code"] == "field_not_found"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("customer field add x --type colour", 2, "unknown_choice"),
        ("customer field add x --type choice", 2, "choices_missing"),
        ("customer field add x --choice a", 2, "choices_missing"),
        ("customer field add ' '", 5, "unusable_text"),
        ("customer field add a=b", 5, "unusable_text"),
        ("customer field add Phone", 4, "field_exists"),
        ("customer field add referred-by", 4, "field_exists"),
        ("customer field add handle.qq", 4, "field_exists"),
        ("customer field add 车牌", 4, "field_exists"),
        ("customer field add value", 2, "field_is_derived"),
    ],
)
def test_what_cannot_be_a_field_is_said(crm: Crm, line: str, code: int, word: str) -> None:
    crm("customer field add 车牌")
    before = fields(crm)
    assert crm(f"{line} --json", code=code).error["code"] == word
    assert fields(crm) == before


def test_a_retry_with_a_key_adds_one_field(crm: Crm) -> None:
    first = crm("customer field add 车牌 --key k --json").out
    assert crm("customer field add 车牌 --key k --json").out == first
    assert len(fields(crm)) == 1


def test_a_removal_is_tried_before(crm: Crm) -> None:
    crm("customer field add 车牌")
    crm("customer add Ann --set 车牌=1")
    assert crm("customer field remove 车牌 --dry-run --json", code=4).error["code"]
    told = crm("customer field remove 车牌 --force --dry-run").out
    assert told == "Would remove the field 车牌 and 1 value.\n"
    assert len(fields(crm)) == 1


def test_an_edit_says_which_field_it_made_and_what_was_perhaps_meant(crm: Crm) -> None:
    crm("customer add Bob")
    told = crm("customer edit Bob --set 行叶=IT --set 楼号=7").out
    assert "New field: 行叶; if 行业 was meant, take this back with crm undo." in told
    assert "New field: 楼号." in told
    assert "New field" not in crm("customer edit Bob --set 行叶=AI").out
    made = crm("customer add Ann --set 车牌=A1 --set 楼好=2 --json").json["new_fields"]
    assert made == [{"name": "车牌", "near": None}, {"name": "楼好", "near": "楼号"}]
    bulk = crm("customer edit --where 'id > 0' --set colour=red --dry-run")
    assert "New field: colour." in bulk.out
    done = crm("customer edit --where 'id > 0' --set colour=red --yes --json").json
    assert done["new_fields"] == [{"name": "colour", "near": None}]


def test_that_there_is_none_is_said(crm: Crm) -> None:
    crm("customer add Bob")
    assert "no fields of your own" in crm("customer field list --format table").err
