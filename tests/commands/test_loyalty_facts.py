"""Points follow from facts: who referred whom, and what was bought; none is taken twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def referred(crm: Crm) -> Crm:
    """Give 王芳 (1), who has 50 points for referring 李雷 (2), and 韩梅 (3)."""
    crm("customer add 王芳")
    crm("customer add 李雷 --referred-by 王芳")
    crm("customer add 韩梅")
    crm("grade policy --set loyalty.points=1 --set loyalty.referral=50 --yes")
    crm("purchase add 李雷 --amount 10")
    return crm


def account(crm: Crm, name: str = "王芳") -> Any:
    return crm(f"loyalty show {name} --json").json


def lines(crm: Crm, name: str = "王芳") -> list[tuple[str, int]]:
    return [(each["kind"], each["points"]) for each in account(crm, name)["entries"]]


def test_a_referral_that_is_withdrawn_takes_its_points_back(referred: Crm) -> None:
    before = contents(referred.db)
    assert lines(referred) == [("referral", 50)]
    told = referred("customer edit 李雷 --unset referred_by").out
    assert told == ("Changed 李雷 (2): referred by. Loyalty points of 王芳 (1): -50, balance 0.\n")
    assert lines(referred) == []
    assert "taken back: +50 points for the referral of 李雷" in referred("history 王芳").out
    assert referred("check --json").json["ok"]
    referred("undo")
    assert contents(referred.db) == before


def test_who_is_said_to_have_referred_instead_has_the_points(referred: Crm) -> None:
    edited = referred("customer edit 李雷 --referred-by 韩梅 --json").json
    assert edited["referral_points"] == [
        {"customer_id": 1, "customer": "王芳", "points": -50, "balance": 0},
        {"customer_id": 3, "customer": "韩梅", "points": 50, "balance": 50},
    ]
    assert (lines(referred), lines(referred, "韩梅")) == ([], [("referral", 50)])
    referred("purchase add 李雷 --amount 10")
    assert (lines(referred), lines(referred, "韩梅")) == ([], [("referral", 50)])
    referred("purchase remove 1")
    referred("purchase remove 2")
    assert lines(referred, "韩梅") == []
    assert referred("check --json").json["ok"]


def test_the_points_of_a_referral_are_those_it_brought_then(referred: Crm) -> None:
    referred("grade policy --set loyalty.referral=80 --yes", today="2026-04-10")
    referred("customer edit 李雷 --referred-by 韩梅", today="2026-04-10")
    assert lines(referred, "韩梅") == [("referral", 50)]
    referred("customer edit 李雷 --unset referred_by", today="2026-04-10")
    told = referred("customer edit 李雷 --referred-by 王芳", today="2026-04-10").out
    assert told.endswith("Loyalty points of 王芳 (1): +50, balance 50.\n")
    assert (lines(referred), lines(referred, "韩梅")) == ([("referral", 50)], [])


def test_who_bought_before_referrals_were_worth_points_still_brings_none(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("customer add 李雷")
    crm("purchase add 李雷 --amount 10 --at 2026-03-01")
    crm("grade policy --set loyalty.referral=50 --yes")
    edited = crm("customer edit 李雷 --referred-by 王芳 --json").json
    assert (edited["referral_points"], lines(crm)) == ([], [])


def test_an_edit_of_many_takes_the_points_back_too(referred: Crm) -> None:
    referred("customer edit --where 'referred_by = 1' --unset referred_by --yes")
    assert lines(referred) == []
    assert referred("check --json").json["ok"]


def test_points_of_a_referral_that_is_not_its_own_are_found_and_put_right(referred: Crm) -> None:
    with closing(sqlite3.connect(referred.db)) as connection, connection:
        connection.execute("UPDATE customer SET referred_by = 3 WHERE id = 2")
    found = {each["code"]: each for each in referred("check --json", code=6).json["findings"]}
    assert (found["referrals"]["severity"], found["referrals"]["customers"]) == ("fault", [1])
    referred("check --repair --yes")
    assert (lines(referred), lines(referred, "韩梅")) == ([], [("referral", 50)])
    assert referred("check --json").json["ok"]


REFERRED = " Loyalty points of 王芳 (1): {points}, balance {balance}."


def test_a_first_purchase_says_who_got_points_for_it_and_its_removal_who_lost_them(
    referred: Crm,
) -> None:
    removed = referred("purchase remove 1").out
    assert REFERRED.format(points="-50", balance=0) in removed
    assert (
        REFERRED.format(points="+50", balance=50) in referred("purchase add 李雷 --amount 10").out
    )
    second = referred("purchase add 李雷 --amount 10 --json").json
    assert second["referral_points"] == []
    assert referred("purchase remove 2 --json").json["referral_points"] == []
    assert referred("purchase remove 3 --json").json["referral_points"] == [
        {"customer_id": 1, "customer": "王芳", "points": -50, "balance": 0}
    ]
    added = referred("purchase add 李雷 --amount 10 --key k --json").json
    assert added["referral_points"] == [
        {"customer_id": 1, "customer": "王芳", "points": 50, "balance": 50}
    ]
    assert referred("purchase add 李雷 --amount 10 --key k --json").json == added


def test_a_won_deal_says_who_got_points_for_its_purchase(referred: Crm) -> None:
    referred("purchase remove 1")
    referred("deal add 李雷 pipes --amount 3000")
    told = referred("deal win 1 --purchase").out
    assert REFERRED.format(points="+50", balance=50) in told
    referred("undo")
    won = referred("deal win 1 --purchase --json").json
    assert won["referral_points"] == [
        {"customer_id": 1, "customer": "王芳", "points": 50, "balance": 50}
    ]


def test_an_import_of_purchases_counts_who_got_points(referred: Crm) -> None:
    referred("customer edit 韩梅 --referred-by 王芳")
    table = "customer,amount,date\n韩梅,1000,2026-03-01\n韩梅,500,2026-03-02\n李雷,7,2026-03-03\n"
    told = referred("purchase import - --yes", stdin=table).out
    assert "Loyalty points for purchases: +15 in all.\n" in told
    assert "1 first purchase brought points to who referred its customer.\n" in told
    referred("undo")
    imported = referred("purchase import - --yes --json", stdin=table).json
    assert (imported["points_change"], imported["referrals"]) == (15, 1)
    assert lines(referred) == [("referral", 50), ("referral", 50)]


def test_a_dry_run_of_an_import_does_not_say_what_it_cannot_know(referred: Crm) -> None:
    table = "customer,amount,date\n韩梅,1000,2026-03-01\n"
    foreseen = referred("purchase import - --dry-run --json", stdin=table).json
    followed = ("moved", "points_change", "referrals")
    assert [foreseen[each] for each in followed] == [None, None, None]
    refused = referred(
        "purchase import - --json", stdin="customer,amount,date\nX,1,2026-03-01\n", code=5
    )
    assert [refused.json[each] for each in followed] == [0, 0, 0]


def test_undo_and_redo_say_who_has_the_points_of_a_referral_again(referred: Crm) -> None:
    referred("purchase remove 1")
    told = referred("undo").lines
    assert told[1:3] == [
        REFERRED.format(points="+50", balance=50).strip(),
        "`crm redo` brings it back.",
    ]
    assert referred("redo --json").json["referral_points"] == [
        {"customer_id": 1, "customer": "王芳", "points": -50, "balance": 0}
    ]
    undone = referred("undo --json").json
    assert (undone["points_change"], undone["referral_points"][0]["points"]) == (0, 50)


def test_undo_tells_who_loses_points_of_a_referral_before_who_gets_them(referred: Crm) -> None:
    referred("customer edit 李雷 --referred-by 韩梅")
    assert referred("undo --json").json["referral_points"] == [
        {"customer_id": 3, "customer": "韩梅", "points": -50, "balance": 0},
        {"customer_id": 1, "customer": "王芳", "points": 50, "balance": 50},
    ]
    referred("customer edit 李雷 --note hi")
    assert referred("undo --json").json["referral_points"] == []


def test_undo_of_an_import_names_the_first_few_who_lose_points(referred: Crm) -> None:
    for number in range(7):
        referred(f"customer add A{number}")
        referred(f"customer add B{number} --referred-by A{number}")
    rows = "".join(f"B{number},10,2026-03-01\n" for number in range(7))
    referred("purchase import - --yes", stdin=f"customer,amount,date\n{rows}")
    told = referred("undo").lines
    assert len(told) == 8
    assert told[2] == "Loyalty points of A1 (6): -50, balance 0."
    assert told[6] == "Points for referrals of 2 more customers moved."
    assert len(referred("redo --json").json["referral_points"]) == 7


def test_no_more_is_taken_by_hand_than_there_is(referred: Crm) -> None:
    before = contents(referred.db)
    refused = referred("loyalty adjust 王芳 -51 --reason wrong --json", code=5).error
    assert refused["code"] == "not_enough_points"
    assert refused["message"] == "王芳 (1) has 50 points; 51 cannot be taken."
    assert contents(referred.db) == before
    referred("loyalty adjust 王芳 -50 --reason wrong")
    assert account(referred)["balance"] == 0


def test_what_is_removed_after_its_points_were_redeemed_leaves_less_than_none(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("grade policy --set loyalty.points=1 --yes")
    crm("purchase add 王芳 --amount 3000")
    crm("loyalty redeem 王芳 10 --reason gift")
    told = crm("purchase remove 1").out
    assert told.endswith(" Loyalty points: -30, balance -10.\n")
    assert crm("loyalty adjust 王芳 +5 --reason kindness --json").json["balance"] == -5
    assert crm("loyalty adjust 王芳 -1 --reason wrong --json", code=5).error["code"] == (
        "not_enough_points"
    )


def test_nobody_ever_earned_less_than_nothing(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("grade policy --set loyalty.points=1 --set loyalty.levels=silver:100 --yes")
    crm("purchase add 王芳 --amount 3000")
    crm("loyalty adjust 王芳 -20 --reason wrong")
    removed = crm("purchase remove 1 --json").json
    assert (removed["points"], removed["points_change"]) == (-20, -30)
    shown = account(crm)
    assert (shown["balance"], shown["earned"], shown["missing"]) == (-20, 0, 100)
    (listed,) = crm("loyalty list --json").json
    assert (listed["balance"], listed["earned"]) == (-20, 0)


def test_a_purchase_that_is_removed_with_all_its_points_says_so(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("grade policy --set loyalty.points=1 --yes")
    crm("purchase add 王芳 --amount 1000")
    assert crm("purchase remove 1").out.endswith(" Loyalty points: -10, balance 0.\n")
    crm("deal add 王芳 ERP --amount 2000")
    assert " Loyalty points: +20, balance 20." in crm("deal win 1 --purchase").out
