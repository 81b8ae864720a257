"""`crm purchase`: recorded, listed, changed and removed; every amount exactly as it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

KEYS = [
    "id", "customer_id", "customer", "at", "product", "quantity", "amount", "deal_id", "note",
    "book_amount", "author",
]  # fmt: skip


@pytest.fixture
def wang(crm: Crm) -> Crm:
    crm("customer add 王芳")
    return crm


def test_a_purchase_is_told_in_a_line_with_what_follows(wang: Crm) -> None:
    told = wang("purchase add 王芳 --amount 999.99 --product 钢管 --quantity 2.5").out
    assert " ".join(told.split()) == (
        "Recorded purchase 1 of 王芳 (1): 钢管 × 2.5, CNY 999.99 on 2026-03-31. Now status"
        " prospect → won, lifecycle prospect → first purchase. An existing customer now: to be"
        " called by 2026-06-30."
    )
    assert wang("purchase add 王芳 --amount 5 --quiet").out == "2\n"


def test_the_whole_record_comes_back(wang: Crm) -> None:
    made = wang(
        "purchase add 王芳 --amount 1.2万 --product ' 钢管 ' --quantity 2.50 --at -2d --note 急"
        " --json"
    ).json
    followed = ["classes", "pinned", "points", "points_change", "referral_points"]
    assert list(made) == [*KEYS, *followed]
    assert {name: made[name] for name in KEYS} == {
        "id": 1,
        "customer_id": 1,
        "customer": "王芳",
        "at": "2026-03-29",
        "product": "钢管",
        "quantity": 2.5,
        "amount": {"amount": "12000.00", "currency": "CNY"},
        "deal_id": None,
        "note": "急",
        "book_amount": {"amount": "12000.00", "currency": "CNY"},
        "author": "tester",
    }
    assert wang("purchase show 1 --json").json == {name: made[name] for name in KEYS}
    assert wang("purchase list --json").json == [{name: made[name] for name in KEYS}]


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("0.1", "0.10", "CNY"),
        ("12,000.50", "12000.50", "CNY"),
        ("JPY 5", "5", "JPY"),
        ("BHD 1.005", "1.005", "BHD"),
        ("CLF 0.0001", "0.0001", "CLF"),
        ("92233720368547758.07", "92233720368547758.07", "CNY"),
    ],
)
def test_an_amount_is_kept_as_it_was_given(
    wang: Crm, typed: str, amount: str, currency: str
) -> None:
    made = wang(["purchase", "add", "王芳", "--amount", typed, "--json"]).json
    assert made["amount"] == {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    ("options", "code", "word"),
    [
        ("--amount 'JPY 1.5'", 5, "unreadable_amount"),
        ("--amount 1.005", 5, "unreadable_amount"),
        ("--amount 'BHD 1.0005'", 5, "unreadable_amount"),
        ("--amount=-5", 5, "unreadable_amount"),
        ("--amount 92233720368547758.08", 5, "unreadable_amount"),
        ("--amount x", 5, "unreadable_amount"),
        ("", 2, "missing_argument"),
        ("--amount 5 --quantity 0", 5, "unreadable_quantity"),
        ("--amount 5 --quantity 1.0001", 5, "unreadable_quantity"),
        ("--amount 5 --at tomorrow", 5, "future_purchase"),
        ("--amount 5 --at 2026-04-01", 5, "future_purchase"),
        ("--amount 5 --at blursday", 2, "unreadable_date"),
        ("--amount 5 --product ' '", 5, "unusable_text"),
        ("--amount 5 --deal 9", 3, "deal_not_found"),
        ("--amount 5 --deal 99999999999999999999", 3, "deal_not_found"),
    ],
)
def test_what_cannot_be_a_purchase_is_refused_and_nothing_kept(
    wang: Crm, options: str, code: int, word: str
) -> None:
    assert wang(f"purchase add 王芳 {options} --json", code=code).error["code"] == word
    assert wang("purchase list --json").json == []


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("add nobody --amount 5", 3, "customer_not_found"),
        ("show 9", 3, "purchase_not_found"),
        ("show 0", 3, "purchase_not_found"),
        ("edit 9 --amount 5", 3, "purchase_not_found"),
        ("edit 1", 2, "nothing_given"),
        ("edit 1 --unset amount", 2, "unknown_choice"),
        ("remove 9", 3, "purchase_not_found"),
        ("remove 1 --reason ''", 5, "unusable_text"),
        ("list nobody", 3, "customer_not_found"),
        ("list --since today --until -2d", 2, "ends_before_start"),
    ],
)
def test_what_is_asked_wrongly_is_said(wang: Crm, line: str, code: int, word: str) -> None:
    wang("purchase add 王芳 --amount 5")
    assert wang(f"purchase {line} --json", code=code).error["code"] == word


def test_an_archived_customer_buys_nothing_and_is_left_out(wang: Crm) -> None:
    wang("customer add 李雷")
    wang("purchase add 李雷 --amount 5")
    wang("customer archive 李雷 --reason moved")
    assert wang("purchase add id:2 --amount 5 --json", code=5).error["code"] == "archived_customer"
    assert wang("purchase list --json").json == []
    assert len(wang("purchase list id:2 --json").json) == 1


def test_the_list_has_the_latest_first_and_is_filtered(wang: Crm) -> None:
    wang("customer add 李雷")
    wang("purchase add 王芳 --amount 1 --product 钢管 --at -10d")
    wang("purchase add 王芳 --amount 2 --product 不锈钢管 --at -5d")
    wang("purchase add 李雷 --amount 3 --product Pump --at -1d")
    wang("purchase add 王芳 --amount 4 --at -7d")

    def listed(line: str = "") -> list[int]:
        return [each["id"] for each in wang(f"purchase list {line} --json").json]

    assert listed() == [3, 2, 4, 1]
    assert listed("王芳") == [2, 4, 1]
    assert listed("--product 钢管") == [1]
    assert listed("--product 钢") == [2, 1]
    assert listed("--product ＰＵＭＰ") == [3]
    assert listed("--product 木") == []
    assert listed("--since -5d") == [3, 2]
    assert listed("--until -7d") == [4, 1]
    assert listed("--since -7d --until -5d 王芳") == [2, 4]
    assert listed("--limit 2") == [3, 2]
    assert listed("--limit 0") == []
    assert wang("purchase list --format ids").lines == ["3", "2", "4", "1"]
    head, first, *_ = wang("purchase list").lines
    assert head.split("\t") == [
        *KEYS[:7], "currency", *KEYS[7:-1], "book_amount_currency", "author",
    ]  # fmt: skip
    assert first.split("\t")[3:8] == ["2026-03-30", "Pump", "1", "3.00", "CNY"]


def test_sums_are_exact_and_never_mix_currencies(
    wang: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for amount in ("999.99", "0.01", "JPY 5"):
        wang(["purchase", "add", "王芳", "--amount", amount])
    *_, sums, lacking = wang("purchase list --format table").lines
    assert sums == "3 purchases: CNY 1,000.00 + JPY 5"
    assert lacking.startswith("No sum of all: JPY lacks a rate")
    whole = wang("purchase list --sums --json").json
    assert [(each["purchases"], each["amount"]) for each in whole] == [
        (2, {"amount": "1000.00", "currency": "CNY"}),
        (1, {"amount": "5", "currency": "JPY"}),
    ]
    assert whole[1]["book_amount"] is None
    assert [line.split("\t")[:3] for line in wang("purchase list --sums").lines[1:]] == [
        ["2", "1000.00", "CNY"],
        ["1", "5", "JPY"],
    ]
    assert wang("purchase list --sums --format csv").lines[1:] == [
        "2,1000.00,CNY,1000.00,CNY,",
        "1,5,JPY,,,",
    ]
    assert wang("purchase list --sums --format table").lines[0] == sums
    assert wang("purchase list --limit 1 --sums --json").json[0]["amount"]["currency"] == "JPY"


def test_a_tenth_and_two_tenths_are_three_tenths(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 0.1")
    wang("purchase add 王芳 --amount 0.2")
    (each,) = wang("purchase list --sums --json").json
    assert each["amount"] == {"amount": "0.30", "currency": "CNY"}


def test_sums_beyond_64_bits_are_exact_too(wang: Crm) -> None:
    for _ in range(3):
        wang("purchase add 王芳 --amount 92233720368547758.07")
    (each,) = wang("purchase list --sums --json").json
    assert each["amount"]["amount"] == "276701161105643274.21"
    assert wang("customer list --json").json[0]["value"] == "high"


def test_an_amount_without_a_currency_stays_in_the_one_it_had(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 'JPY 500'")
    assert wang("purchase edit 1 --amount 600 --json").json["amount"] == {
        "amount": "600",
        "currency": "JPY",
    }
    assert wang("purchase edit 1 --amount 6.5 --json", code=5).error["code"] == "unreadable_amount"
    edited = wang("purchase edit 1 --amount 'CNY 6.5' --json").json
    assert edited["amount"] == {"amount": "6.50", "currency": "CNY"}


def test_a_purchase_comes_from_a_deal_of_its_customer(wang: Crm) -> None:
    wang("customer add 李雷")
    wang("deal add 王芳 pipes --amount 500")
    wang("deal add 李雷 pumps --amount 500")
    assert wang("purchase add 王芳 --amount 500 --deal 1 --json").json["deal_id"] == 1
    assert "From deal 1." in wang("purchase show 1").out
    refused = wang("purchase add 王芳 --amount 500 --deal 2 --json", code=5).error
    assert (refused["code"], "李雷" in refused["message"]) == ("foreign_deal", True)
    assert wang("purchase edit 1 --deal 2 --json", code=5).error["code"] == "foreign_deal"
    table = "customer,date,amount,deal\n李雷,2026-03-01,5,pumps\n王芳,2026-03-01,5,1\n"
    wang("purchase import - --yes", stdin=table)
    assert [each["deal_id"] for each in wang("purchase list --json").json] == [1, 1, 2]
    assert wang("purchase edit 1 --unset deal --json").json["deal_id"] is None
    wang("check")


def test_a_change_is_told_and_what_stays_the_same_too(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 5 --product 钢管 --note x")
    edited = wang("purchase edit 1 --amount 'JPY 7' --quantity 3 --at -1d --json").json
    assert (edited["amount"], edited["quantity"], edited["at"]) == (
        {"amount": "7", "currency": "JPY"},
        3,
        "2026-03-30",
    )
    assert edited["book_amount"] is None
    emptied = wang("purchase edit 1 --unset note --unset product --json").json
    assert (emptied["note"], emptied["product"]) == (None, None)
    assert wang("purchase edit 1 --quantity 3").out.startswith("Nothing changes for purchase 1")
    assert wang("purchase edit 1 --at +1d --json", code=5).error["code"] == "future_purchase"
    assert wang("customer list --json").json[0]["value"] == "low"


def test_purchases_are_found_by_their_words_until_they_go(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 5 --product 不锈钢管 --note 加急")

    def found(text: str) -> list[tuple[str, int]]:
        return [(each["kind"], each["id"]) for each in wang(f"customer find {text} --json").json]

    assert found("钢管") == found("加急") == [("purchase", 1)]
    wang("purchase edit 1 --product 铜管")
    assert (found("钢管"), found("铜管")) == ([], [("purchase", 1)])
    wang("purchase remove 1")
    assert found("铜管") == []
    assert wang("check").out


def test_what_was_removed_is_gone_and_its_number_never_comes_again(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 5")
    told = wang("purchase remove 1 --reason 'sent back'").out
    assert told.startswith("Removed purchase 1 of 王芳 (1): CNY 5.00 on 2026-03-31.")
    assert wang("purchase list --json").json == []
    assert wang("purchase add 王芳 --amount 5 --quiet").out == "2\n"


def test_a_retry_gives_the_first_answer(wang: Crm) -> None:
    line = "purchase add 王芳 --amount 5 --key k --json"
    assert wang(line).json == wang(line).json
    assert len(wang("purchase list --json").json) == 1
    for each in ("purchase edit 1 --amount 6 --key e", "purchase remove 1 --key r"):
        assert wang(f"{each} --json").json == wang(f"{each} --json").json


def test_one_purchase_in_full(wang: Crm) -> None:
    wang(["purchase", "add", "王芳", "--amount", "5", "--note", "a\nb \x1b[31m"])
    assert wang("purchase show 1").lines == [
        "Purchase 1 of 王芳 (1): CNY 5.00 on 2026-03-31",
        "a",
        "b \\x1b[31m",
    ]
