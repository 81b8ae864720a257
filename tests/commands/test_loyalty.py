"""`crm loyalty`: points for purchases and referrals, levels, and what is redeemed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = [
    *("customer_id", "customer", "company", "balance", "earned", "redeemed"),
    *("level", "next_level", "missing", "referred", "referred_bought"),
]
LINE = [
    *("id", "day", "kind", "points", "balance", "purchase_id", "referred_id", "referred"),
    *("reason", "author"),
]
OFF = (
    "Loyalty points are off: no purchase brings any."
    " Turn them on with `crm grade policy --set loyalty.points=1`.\n"
)


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Give 王芳 (1), who referred 李雷 (2) and 韩梅 (3); points are off."""
    crm("customer add 王芳")
    crm("customer add 李雷 --referred-by 王芳")
    crm("customer add 韩梅 --referred-by 王芳")
    return crm


@pytest.fixture
def on(book: Crm) -> Crm:
    """Give the same with points on."""
    book(
        "grade policy --set loyalty.points=1 --set loyalty.referral=50"
        " --set loyalty.levels=silver:100,gold:500 --yes"
    )
    return book


def ledger(crm: Crm, name: str = "王芳") -> list[tuple[str, int, int]]:
    shown = crm(f"loyalty show {name} --json").json
    assert shown["balance"] == sum(each["points"] for each in shown["entries"])
    assert shown["balance"] == shown["earned"] - shown["redeemed"]
    return [(each["kind"], each["points"], each["balance"]) for each in shown["entries"]]


def account(crm: Crm, name: str = "王芳") -> Any:
    return crm(f"loyalty show {name} --json").json


def test_points_are_off_until_a_policy_sets_them(book: Crm) -> None:
    book("purchase add 王芳 --amount 100000")
    listed = book("loyalty list --json")
    assert (listed.json, listed.err) == ([], OFF)
    shown = book("loyalty show 王芳 --json")
    assert (shown.json["entries"], shown.json["on"], shown.err) == ([], False, OFF)
    for line in ("redeem 王芳 5 --reason x", "adjust 王芳 +5 --reason x"):
        refused = book(f"loyalty {line} --json", code=5).error
        assert refused["code"] == "loyalty_off"
        assert "loyalty.points=1" in refused["hint"]
    book("grade policy --set loyalty.points=1 --yes")
    assert ledger(book) == []
    assert book("loyalty list").err == ""


def test_a_purchase_brings_points_for_each_hundred_units_rounded_down(on: Crm) -> None:
    for amount in ("999.99", "0.01", "100", "99.99"):
        on(f"purchase add 王芳 --amount {amount}")
    assert ledger(on) == [("purchase", 9, 9), ("purchase", 1, 10)]
    shown = account(on)
    assert list(shown) == [*KEYS, "entries", "on"]
    assert list(shown["entries"][0]) == LINE
    assert [each["purchase_id"] for each in shown["entries"]] == [1, 3]


def test_a_purchase_says_which_points_there_are_then(on: Crm) -> None:
    assert on("purchase add 王芳 --amount 1000").out.endswith(" Loyalty points: +10, balance 10.\n")
    assert on("purchase edit 1 --note x").out.endswith(" Balance: 10 loyalty points.\n")
    assert on("purchase edit 1 --amount 2500 --json").json["points"] == 25
    assert on("purchase remove 1 --json").json["points"] is None
    assert "loyalty" not in on("purchase add 李雷 --amount 10").out


def test_a_line_keeps_what_it_was_counted_by_and_follows_its_purchase(on: Crm) -> None:
    on("purchase add 王芳 --amount 1000")
    on("grade policy --set loyalty.points=5 --yes", today="2026-04-10")
    assert ledger(on) == [("purchase", 10, 10)]
    on("purchase edit 1 --note other", today="2026-04-10")
    assert ledger(on) == [("purchase", 10, 10)]
    on("purchase edit 1 --amount 2000", today="2026-04-10")
    assert ledger(on) == [("purchase", 20, 20)]
    on("purchase add 王芳 --amount 1000", today="2026-04-10")
    assert ledger(on)[1] == ("purchase", 50, 70)
    on("grade policy --set loyalty.points=0 --yes", today="2026-04-11")
    on("purchase add 王芳 --amount 1000", today="2026-04-11")
    assert len(ledger(on)) == 2
    on("purchase edit 1 --amount 5", today="2026-04-11")
    assert ledger(on) == [("purchase", 50, 50)]
    on("purchase remove 2", today="2026-04-11")
    assert ledger(on) == []
    on("undo", today="2026-04-11")
    on("undo", today="2026-04-11")
    assert ledger(on) == [("purchase", 20, 20), ("purchase", 50, 70)]
    assert on("check --json").json["ok"]


def test_a_purchase_in_another_currency_brings_points_once_its_rate_is_known(on: Crm) -> None:
    on("purchase add 王芳 --amount 'USD 300'")
    assert ledger(on) == []
    on("rate set USD 7")
    assert ledger(on) == [("purchase", 21, 21)]
    told = on("rate set USD 8").out
    assert told.endswith(" Loyalty points for purchases: +3 in all.\n")
    assert ledger(on) == [("purchase", 24, 24)]
    on("undo")
    on("undo")
    assert ledger(on) == []


def test_a_rate_brings_no_points_for_what_was_bought_while_they_were_off(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("purchase add 王芳 --amount 'USD 300'", today="2026-03-01")
    crm("grade policy --set loyalty.points=1 --yes")
    crm("rate set USD 7 --on 2026-01-01")
    assert ledger(crm) == []


def test_imported_purchases_bring_points_too(on: Crm) -> None:
    table = "customer,amount,date\n王芳,1000,2026-03-01\n李雷,500,2026-03-02\n李雷,500,2026-03-03\n"
    on("purchase import - --yes", stdin=table)
    assert ledger(on) == [("purchase", 10, 10), ("referral", 50, 60)]
    assert ledger(on, "李雷") == [("purchase", 5, 5), ("purchase", 5, 10)]
    on("undo")
    assert (ledger(on), ledger(on, "李雷")) == ([], [])


def test_winning_a_deal_with_its_purchase_brings_points_too(on: Crm) -> None:
    on("deal add 李雷 pipes --amount 3000 --close +1w")
    on("deal win 1 --purchase")
    assert (ledger(on), ledger(on, "李雷")) == ([("referral", 50, 50)], [("purchase", 30, 30)])
    on("undo")
    assert (ledger(on), ledger(on, "李雷")) == ([], [])


def test_a_referral_brings_points_once_when_the_referred_buys_first(on: Crm) -> None:
    on("purchase add 李雷 --amount 'USD 1'")
    (line,) = account(on)["entries"]
    assert (line["kind"], line["points"], line["referred_id"], line["referred"]) == (
        "referral",
        50,
        2,
        "李雷",
    )
    on("purchase add 李雷 --amount 10")
    assert ledger(on) == [("referral", 50, 50)]
    on("purchase add 韩梅 --amount 10")
    assert len(ledger(on)) == 2
    on("purchase remove 1")
    assert len(ledger(on)) == 2
    on("purchase remove 2")
    assert account(on)["entries"][0]["referred"] == "韩梅"
    on("purchase add 李雷 --amount 10")
    assert len(ledger(on)) == 2


def test_who_bought_before_a_referral_was_worth_points_brings_none(book: Crm) -> None:
    book("purchase add 李雷 --amount 10")
    book("grade policy --set loyalty.referral=50 --yes")
    book("purchase add 李雷 --amount 10")
    assert ledger(book) == []


def test_referrals_are_counted_also_without_points(book: Crm) -> None:
    book("purchase add 李雷 --amount 10")
    shown = book("customer show 王芳 --json").json
    assert (shown["referred"], shown["referred_bought"]) == (2, 1)
    assert (shown["points"], shown["level"]) == (0, None)
    assert "Brought" in book("customer show 王芳").out
    assert "2 referrals, 1 bought\n" in book("customer show 王芳").out
    assert "Brought" not in book("customer show 李雷").out
    assert (account(book)["referred"], account(book)["referred_bought"]) == (2, 1)


def test_a_level_follows_from_points_ever_earned_and_not_from_the_balance(on: Crm) -> None:
    on("purchase add 王芳 --amount 12000")
    told = on("loyalty redeem 王芳 80 --reason 'gift card'").out
    assert told == (
        "Redeemed 80 points of 王芳 (1): gift card. Balance 40."
        " Level silver. 380 points more for gold.\n"
    )
    shown = account(on)
    assert {name: shown[name] for name in KEYS[3:9]} == {
        "balance": 40,
        "earned": 120,
        "redeemed": 80,
        "level": "silver",
        "next_level": "gold",
        "missing": 380,
    }
    on("loyalty adjust 王芳 -30 --reason wrong")
    assert (account(on)["level"], account(on)["missing"]) == (None, 10)
    on("loyalty adjust 王芳 +5000 --reason old")
    assert (account(on)["level"], account(on)["next_level"]) == ("gold", None)
    on("grade policy --set loyalty.levels=off --yes")
    assert (account(on)["level"], account(on)["next_level"], account(on)["missing"]) == (None,) * 3
    assert "points, level" not in on("customer show 王芳").out


def test_no_more_is_redeemed_than_there_is(on: Crm) -> None:
    on("loyalty adjust 王芳 +20 --reason old")
    before = contents(on.db)
    refused = on("loyalty redeem 王芳 21 --reason gift --json", code=5).error
    assert refused["code"] == "not_enough_points"
    assert "has 20 points; 21 cannot be redeemed" in refused["message"]
    assert contents(on.db) == before
    assert on("loyalty redeem 王芳 20 --reason gift --quiet").out == "2\n"
    assert ledger(on) == [("adjusted", 20, 20), ("redeemed", -20, 0)]


def test_what_points_were_for_may_be_taken_back_after_they_were_redeemed(on: Crm) -> None:
    on("purchase add 王芳 --amount 1000")
    on("loyalty redeem 王芳 10 --reason gift")
    on("purchase remove 1")
    assert ledger(on) == [("redeemed", -10, -10)]
    assert on("loyalty redeem 王芳 1 --reason gift --json", code=5).error["code"] == (
        "not_enough_points"
    )
    assert on("check --json").json["ok"]


def test_while_points_are_off_a_balance_can_still_be_redeemed(on: Crm) -> None:
    on("purchase add 王芳 --amount 1000")
    on("grade policy --set loyalty.points=0 --set loyalty.referral=0 --yes")
    assert on("loyalty list").err == OFF
    on("loyalty redeem 王芳 4 --reason gift")
    on("loyalty adjust 王芳 -1 --reason wrong")
    assert ledger(on)[-1] == ("adjusted", -1, 5)
    assert on("loyalty adjust 李雷 +1 --reason x --json", code=5).error["code"] == "loyalty_off"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("redeem 王芳 0 --reason x", 2, "unreadable_points"),
        ("redeem 王芳 1.5 --reason x", 2, "unreadable_points"),
        ("redeem 王芳 five --reason x", 2, "unreadable_points"),
        ("redeem 王芳 +5 --reason x", 2, "unreadable_points"),
        ("redeem 王芳 -5 --reason x", 2, "usage"),
        ("redeem 王芳 5", 2, "reason_missing"),
        ("redeem 王芳 5 --reason ''", 5, "unusable_text"),
        ("redeem nobody 5 --reason x", 3, "customer_not_found"),
        ("redeem 韩梅 5 --reason x", 5, "archived_customer"),
        ("adjust 王芳 0 --reason x", 2, "unreadable_points"),
        ("adjust 王芳 --5 --reason x", 2, "unreadable_points"),
        ("adjust 王芳 -5", 2, "reason_missing"),
        ("adjust 王芳 -5 --reson x", 2, "usage"),
        ("adjust nobody -5 --reason x", 3, "customer_not_found"),
        ("show nobody", 3, "customer_not_found"),
        ("show", 2, "usage"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    on: Crm, line: str, code: int, word: str
) -> None:
    on("loyalty adjust 王芳 +100 --reason x")
    on("customer archive 韩梅")
    before = contents(on.db)
    assert on(f"loyalty {line} --json", code=code).error["code"] == word
    assert contents(on.db) == before


@pytest.mark.parametrize("levels", ["silver", "gold:500,silver:100", "a:1,a:2", "a:-1"])
def test_levels_that_do_not_grow_are_refused(book: Crm, levels: str) -> None:
    line = f"grade policy --set loyalty.levels={levels} --json"
    refused = book(line, code=2).error
    assert refused["code"] == "unreadable_number"
    assert "silver:1000,gold:5000" in refused["message"]


def test_levels_may_have_chinese_names(on: Crm) -> None:
    on("grade policy --set loyalty.levels=银卡：10，金卡：1,000 --yes", code=2)
    on("grade policy --set loyalty.levels=银卡：10，金卡：1000 --yes")
    on("loyalty adjust 王芳 ＋２０ --reason 旧卡")
    assert (account(on)["level"], account(on)["next_level"]) == ("银卡", "金卡")
    assert account(on)["entries"][0]["reason"] == "旧卡"


def test_the_list_has_who_earned_most_first_and_archived_ones_if_asked(
    on: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, amount in (("李雷", 3000), ("王芳", 90_000), ("韩梅", 20_000)):
        on(f"purchase add {name} --amount {amount}")
    on("loyalty redeem 王芳 900 --reason gift")
    assert [each["customer"] for each in on("loyalty list --json").json] == ["王芳", "韩梅", "李雷"]
    on("customer archive 韩梅")
    assert on("loyalty list --format ids").lines == ["1", "2"]
    assert on("loyalty list --all --format ids").lines == ["1", "3", "2"]
    assert on("loyalty list --all --limit 2 --format ids").lines == ["1", "3"]
    assert on("loyalty list --limit 0 --json").json == []
    assert on("loyalty list").lines[0].split("\t") == KEYS
    monkeypatch.setenv("COLUMNS", "80")
    table = on("loyalty list --format table").lines
    assert max(map(len, table)) <= 80
    assert [line.split() for line in table] == [
        ["Customer", "Level", "Balance", "Earned", "Redeemed", "Referred"],
        ["王芳", "(1)", "gold", "100", "1000", "900", "2"],
        ["李雷", "(2)", "30", "30", "0", "0"],
    ]


def test_a_ledger_is_data_in_a_pipe_and_a_table_on_a_terminal(on: Crm) -> None:
    on("purchase add 李雷 --amount 10")
    on("loyalty redeem 王芳 20 --reason 'gift card'")
    piped = on("loyalty show 王芳")
    assert piped.lines[0].split("\t") == LINE
    assert piped.err.splitlines() == [
        "王芳 (1)",
        "  Balance 30: earned 50, redeemed 20. 50 points more for silver.",
        "  Referred 2 customers, of whom 1 bought.",
    ]
    shown = on("loyalty show 王芳 --format table").lines
    assert shown[3:] == [
        "Day         Points  Balance  For",
        "2026-03-31     +50       50  referral  李雷 (2)",
        "2026-03-31     -20       30  redeemed  gift card",
    ]


def test_each_change_can_be_taken_back_and_is_told_in_words(on: Crm) -> None:
    states = [contents(on.db)]
    for line in (
        "purchase add 李雷 --amount 1000",
        "loyalty redeem 王芳 20 --reason gift",
        "loyalty adjust 王芳 -5 --reason wrong",
        "purchase edit 1 --amount 2000",
        "purchase remove 1",
    ):
        on(line)
        states.append(contents(on.db))
    told = on("history --format table").out
    for words in (
        "+50 points for the referral of 李雷",
        "-20 points, redeemed (gift)",
        "-5 points, adjusted (wrong)",
        "points for a purchase: +10 → +20",
        "taken back: +20 points for a purchase",
    ):
        assert f"{words}\n" in told, words
    for state in reversed(states[:-1]):
        on("undo")
        assert contents(on.db) == state
    for state in states[1:]:
        on("redo")
        assert contents(on.db) == state
    assert on("check --json").json["ok"]


def test_a_retry_with_the_same_key_writes_once(on: Crm) -> None:
    first = on("loyalty adjust 王芳 +5 --reason x --key k --json").json
    assert on("loyalty adjust 王芳 +5 --reason x --key k --json").json == first
    assert ledger(on) == [("adjusted", 5, 5)]


def test_a_referrer_keeps_its_points_when_the_referred_is_erased(on: Crm) -> None:
    on("purchase add 李雷 --amount 1000")
    on("customer erase 李雷 --yes --reason asked")
    (line,) = account(on)["entries"]
    assert (line["kind"], line["points"], line["referred_id"], line["referred"]) == (
        "referral",
        50,
        None,
        None,
    )
    assert on("check --json").json["ok"]
    on("purchase add 王芳 --amount 100")
    on("customer erase 王芳 --yes --reason asked")
    assert on("loyalty list --json").json == []


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE loyalty_entry SET points = 5 WHERE kind = 'redeemed'",
        "UPDATE loyalty_entry SET points = -5 WHERE kind = 'purchase'",
        "UPDATE loyalty_entry SET points = 0 WHERE kind = 'adjusted'",
        "UPDATE loyalty_entry SET customer_id = 3 WHERE kind = 'purchase'",
        "UPDATE loyalty_entry SET purchase_id = NULL WHERE kind = 'purchase'",
        "UPDATE loyalty_entry SET purchase_id = 1 WHERE kind = 'adjusted'",
    ],
)
def test_a_check_finds_a_line_that_cannot_be(on: Crm, fault: str) -> None:
    on("purchase add 王芳 --amount 1000")
    on("loyalty redeem 王芳 5 --reason gift")
    on("loyalty adjust 王芳 +5 --reason x")
    with closing(sqlite3.connect(on.db)) as connection, connection:
        connection.execute(fault)
    found = {each["code"]: each for each in on("check --json", code=6).json["findings"]}
    assert found["loyalty"]["severity"] == "fault"
