"""What follows from purchases: classes at once, their history, pins, undo, and the end of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    crm("customer add 王芳")
    return crm


def classes(crm: Crm, today: str = "2026-03-31") -> tuple[Any, ...]:
    (found,) = crm("customer list --json", today=today).json
    return tuple(found[name] for name in ("status", "value", "frequency", "lifecycle"))


def moved(answer: Any) -> list[tuple[str, str, str]]:
    return [(each["axis"], each["before"], each["after"]) for each in answer["classes"]]


def told_of(crm: Crm) -> list[str]:
    return [each["text"] or "" for each in crm("history 王芳 --json").json]


def test_crossing_the_threshold_makes_the_customer_high_and_removing_takes_it_back(
    wang: Crm,
) -> None:
    wang("purchase add 王芳 --amount 99999.99")
    assert classes(wang) == ("won", "medium", "low", "first_purchase")
    made = wang("purchase add 王芳 --amount 0.01 --json").json
    assert ("value", "medium", "high") in moved(made)
    assert classes(wang)[1] == "high"
    gone = wang("purchase remove 2 --json").json
    assert ("value", "high", "medium") in moved(gone)
    assert classes(wang)[1] == "medium"
    assert "Now value medium → low" in " ".join(wang("purchase edit 1 --amount 1").out.split())
    assert classes(wang) == ("won", "low", "low", "first_purchase")
    wang("purchase remove 1")
    assert classes(wang) == ("prospect", "low", "low", "prospect")
    assert wang("customer list --json").json[0]["relationship_due"] is None


def test_the_history_has_the_old_class(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 100000 --product 钢管")
    texts = told_of(wang)
    assert "bought: 钢管 × 1, CNY 100,000.00 on 2026-03-31" in texts
    (told,) = [each for each in texts if "value: low → high" in each]
    assert "lifecycle: prospect → first purchase" in told
    wang("purchase edit 1 --amount 5 --quantity 2 --at -1d --note now")
    texts = told_of(wang)
    assert any("value: high → low" in each for each in texts)
    (told,) = [each for each in texts if each.startswith("purchase 1, ")]
    assert told.split("; ") == [
        "purchase 1, date: 2026-03-31 → 2026-03-30",
        "purchase 1, note: now",
        "purchase 1, quantity: 1 → 2",
        "purchase 1, amount: CNY 100,000.00 → CNY 5.00",
    ]
    wang("purchase remove 1 --reason 'sent back'")
    assert "removed: purchase of 钢管 × 2, CNY 5.00 on 2026-03-30" in told_of(wang)
    assert "sent back" in {each["reason"] for each in wang("history 王芳 --json").json}


def test_a_pin_holds_and_the_rule_is_said_beside_it(wang: Crm) -> None:
    wang("customer pin 王芳 --value low --reason 'pays late'")
    told = wang("purchase add 王芳 --amount 100000").out
    assert "value stays low (pinned); the rule says high." in " ".join(told.split())
    made = wang("purchase add 王芳 --amount 1 --json").json
    assert made["pinned"] == [{"axis": "value", "value": "low", "rule": "high"}]
    assert classes(wang)[1] == "low"
    wang("customer unpin 王芳 --value")
    assert classes(wang)[1] == "high"


def test_lifecycle_and_frequency_follow_the_number_of_purchases(wang: Crm) -> None:
    seen = []
    for _ in range(12):
        wang("purchase add 王芳 --amount 1")
        seen.append(classes(wang)[2:])
    assert seen == [
        ("low", "first_purchase"),
        ("low", "repeat"),
        ("low", "repeat"),
        ("medium", "repeat"),
        *[("medium", "loyal")] * 7,
        ("high", "loyal"),
    ]


def test_value_falls_by_itself_after_twelve_months(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 90000 --at 2025-03-10", today="2025-06-01")
    wang("purchase add 王芳 --amount 10000 --at 2025-06-01", today="2025-06-01")
    values = [
        classes(wang, today=day)[1]
        for day in ("2025-06-01", "2026-03-10", "2026-03-11", "2026-06-01", "2026-06-02")
    ]
    assert values == ["high", "high", "medium", "medium", "low"]


def test_a_lost_customer_stays_lost_and_that_is_said(wang: Crm) -> None:
    wang("customer lose 王芳 --reason price")
    told = wang("purchase add 王芳 --amount 5").out
    assert "Lost since 2026-03-31" in told
    assert classes(wang)[3] == "lost"


def test_cooperation_years_count_from_the_first_purchase(wang: Crm) -> None:
    def years() -> int | None:
        found: int | None = wang("customer list --json").json[0]["cooperation_years"]
        return found

    assert years() is None
    wang("purchase add 王芳 --amount 5 --at 2023-04-01")
    wang("purchase add 王芳 --amount 5 --at 2021-03-31")
    assert years() == 5
    wang("purchase remove 2")
    assert years() == 2
    wang("purchase remove 1")
    assert years() is None


@pytest.mark.parametrize(
    "line",
    [
        "purchase add 王芳 --amount 100000 --product 铜管 --note more",
        "purchase edit 1 --amount 100000 --product 铜管 --at -9d --unset note",
        "purchase remove 1 --reason back",
    ],
)
def test_it_is_taken_back_and_done_again_whole(wang: Crm, line: str) -> None:
    wang("purchase add 王芳 --amount 5 --product 钢管 --note first")
    before = contents(wang.db)
    wang(line)
    after = contents(wang.db)
    wang("undo")
    assert contents(wang.db) == before
    wang("redo")
    assert contents(wang.db) == after
    wang("check")
    wang("undo")
    assert contents(wang.db) == before


def test_purchases_go_with_their_customer(wang: Crm) -> None:
    wang("customer add 李雷")
    wang("purchase add 王芳 --amount 5 --product 钢管")
    wang("customer erase 王芳 --yes --reason asked")
    assert wang("purchase list --json").json == []
    assert wang("check").out
