"""Values of policies as people write them, in Chinese too, and names that are nearly right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("limits=工作", "working"),
        ("limits=工作日", "working"),
        ("working.days=周一至周六", "mon-sat"),
        ("value.high=50万", "500000"),
        ("value.high=200,000", "200000"),
        ("value.medium=2万", "20000"),
        ("importance.key=50k", "50000"),
        ("complaint.first=4小时", "4h"),
        ("C=10天", "10d"),
    ],
)
def test_a_value_is_read_as_it_is_written(crm: Crm, given: str, kept: str) -> None:
    (change,) = crm(["grade", "policy", "--set", given, "--json"]).json["changed"]
    assert change["value"] == kept


@pytest.mark.parametrize("text", ["5.5", "EUR 5k", "5万元", "0", "-5", "many", "1e5", "10万亿"])
def test_what_is_no_whole_amount_of_the_books_currency_is_refused(crm: Crm, text: str) -> None:
    error = crm(["grade", "policy", "--set", f"value.high={text}", "--json"], code=2).error
    assert error["code"] == "unreadable_number"
    assert "like 50000, 50k or 5万" in error["message"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("complaint.call_back", "complaint.callback"),
        ("work.days", "working.days"),
        ("value.hihg", "value.high"),
        ("limit", "limits"),
    ],
)
def test_a_name_that_is_nearly_one_is_suggested(crm: Crm, name: str, meant: str) -> None:
    error = crm(f"grade policy --set {name}=1 --json", code=2).error
    assert (error["code"], error["hint"]) == ("unknown_policy", f"Did you mean {meant}?")


def test_the_due_list_is_narrowed_in_chinese(crm: Crm) -> None:
    crm("customer add 王芳", today="2026-03-01")
    crm("feedback add 王芳 漏水 --kind 投诉 --severity 严重", today="2026-03-02")
    assert [row["kind"] for row in crm("due --kind 投诉 --json").json] == ["complaint"]
    rows = crm("due --kind 投诉，跟进 --json").json
    assert [row["kind"] for row in rows] == ["complaint", "follow_up"]
