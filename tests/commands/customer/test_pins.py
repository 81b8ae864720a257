"""`crm customer pin` and `unpin`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    crm("customer add 王芳 --need clear --close 2026-05-20", today="2026-03-01")
    return crm


def shown(crm: Crm) -> Any:
    return crm("customer show 王芳 --json").json


def test_a_pin_wins_over_the_rule_until_it_is_taken_away(wang: Crm) -> None:
    line = "customer pin 王芳 --value high --frequency medium --reason 'buys elsewhere'"
    assert wang(line).out == (
        "王芳 (1): value high (pinned: buys elsewhere),"
        " frequency medium (pinned: buys elsewhere).\n"
    )
    record = shown(wang)
    assert (record["value"], record["frequency"]) == ("high", "medium")
    reason = {"reason": "buys elsewhere", "pinned": "2026-03-31"}
    assert record["pins"] == [
        {"axis": "frequency", "value": "medium", **reason},
        {"axis": "value", "value": "high", **reason},
    ]
    assert wang("customer unpin 王芳 --value").out == "王芳 (1): value low (by rule).\n"
    wang("customer unpin 王芳 --frequency medium")
    record = shown(wang)
    assert (record["value"], record["frequency"], record["pins"]) == ("low", "low", [])


def test_a_pinned_sale_makes_an_existing_customer_who_is_called_each_quarter(wang: Crm) -> None:
    answer = wang("customer pin 王芳 --status won --reason 'old customer' --json").json
    assert (answer["status"], answer["relationship_due"]) == ("won", "2026-06-30")
    wang("customer pin 王芳 --status won --reason 'older than I thought'", today="2026-04-20")
    assert shown(wang)["relationship_due"] == "2026-06-30"
    wang("customer unpin 王芳 --status")
    record = shown(wang)
    assert (record["status"], record["relationship_due"]) == ("prospect", None)


def test_a_pinned_lifecycle_makes_none(wang: Crm) -> None:
    answer = wang("customer pin 王芳 --lifecycle loyal --reason x --json").json
    assert (answer["lifecycle"], answer["relationship_due"]) == ("loyal", None)


def test_the_same_pin_again_changes_nothing(wang: Crm) -> None:
    wang("customer pin 王芳 --value high --reason x")
    before = shown(wang)
    answer = wang("customer pin 王芳 --value high --reason x", today="2026-04-05")
    assert answer.out == "Nothing changes for 王芳 (1).\n"
    assert shown(wang) == before


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("customer pin 王芳 --value high", 2, "reason_missing"),
        ("customer pin 王芳 --reason x", 2, "no_class_given"),
        ("customer pin 王芳 --value huge --reason x", 2, "unknown_choice"),
        ("customer pin 王芳 --lifecycle lost --reason x", 5, "lost_is_stated"),
        ("customer pin nobody --value high --reason x", 3, "customer_not_found"),
        ("customer unpin 王芳 --value", 4, "not_pinned"),
        ("customer unpin 王芳", 2, "no_class_given"),
        ("customer unpin 王芳 --value huge", 2, "unknown_choice"),
    ],
)
def test_what_cannot_be_pinned_is_said(wang: Crm, line: str, code: int, word: str) -> None:
    before = shown(wang)
    assert wang(f"{line} --json", code=code).error["code"] == word
    assert shown(wang) == before


def test_what_an_import_pinned_is_said_once(crm: Crm) -> None:
    crm("customer import - --yes", stdin="姓名,状态,备注\n王芳,已成交,x\n")
    pinned = [line for line in crm("customer show 王芳").lines if line.startswith("Pinned")]
    assert [line.split(maxsplit=1)[1] for line in pinned] == ["status won"]
