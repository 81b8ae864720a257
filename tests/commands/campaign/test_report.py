"""`crm campaign show`: who answered and who bought, beside the book's other campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

MEMBER = [
    *("campaign_id", "campaign", "customer_id", "customer", "company", "reached", "via"),
    *("contact_id", "answered", "bought", "amounts"),
]


@pytest.fixture
def fair(book: Crm) -> Crm:
    """Give a campaign of 10 days that reached three of four, one of whom answered."""
    book("campaign add fair --grade B --days 10")
    book("campaign reach fair 王芳 李雷 韩梅 --via wechat --yes")
    book("campaign answer fair 李雷")
    return book


def test_what_is_bought_within_the_days_counts_with_its_amount_per_currency(fair: Crm) -> None:
    bought = [
        ("王芳", "999.99", "2026-03-31"),
        ("王芳", "0.01", "2026-04-10"),
        ("王芳", "JPY 5", "2026-04-05"),
        ("王芳", "70", "2026-04-11"),
        ("李雷", "80", "2026-03-30"),
        ("Bob", "90", "2026-04-01"),
    ]
    for customer, amount, day in bought:
        fair(["purchase", "add", customer, "--amount", amount, "--at", day], today="2026-04-20")
    shown = fair("campaign show fair --json").json
    wang, li, *_ = shown["members"]
    sums = [{"amount": "1000.00", "currency": "CNY"}, {"amount": "5", "currency": "JPY"}]
    assert (wang["bought"], wang["amounts"]) == ("2026-03-31", sums)
    assert (li["bought"], li["amounts"]) == (None, [])
    assert (shown["bought"], shown["buying_rate"], shown["amounts"]) == (1, 33.3, sums)
    assert (shown["answered"], shown["response_rate"]) == (1, 33.3)
    assert shown["until"] == "2026-04-10"
    text = fair("campaign show fair --format table").out
    assert "  Bought: 1 of 3 (33.3 %); other campaigns: no data\n" in text
    assert "  Amount: CNY 1,000.00, JPY 5\n" in text


def test_rates_stand_beside_those_of_the_other_campaigns(fair: Crm) -> None:
    fair("campaign add small 王芳 Bob")
    fair("campaign reach small --all --via sms --yes")
    fair("campaign answer small Bob")
    fair("campaign answer small 王芳")
    fair("purchase add Bob --amount 10")
    fair("campaign add untouched 王芳")
    shown = fair("campaign show fair --json").json
    assert shown["others"] == {
        "campaigns": 1,
        "reached": 2,
        "answered": 2,
        "bought": 1,
        "response_rate": 100.0,
        "buying_rate": 50.0,
    }
    told = fair("campaign show fair --format table").lines
    assert "  Answered: 1 of 3 (33.3 %); other campaigns: 2 of 2 (100 %)" in told
    assert "  Bought: 0 of 3 (0 %); other campaigns: 1 of 2 (50 %)" in told
    assert fair("campaign show small --json").json["others"]["response_rate"] == 33.3


def test_of_nobody_there_is_no_data_and_of_some_who_did_not_answer_nothing(book: Crm) -> None:
    book("campaign add fair --grade B")
    shown = book("campaign show fair --json").json
    assert (shown["response_rate"], shown["buying_rate"], shown["until"]) == (None, None, None)
    assert "  Answered: no data; other campaigns: no data\n" in book("campaign show fair").err
    book("campaign reach fair --all --via sms --yes")
    (listed,) = book("campaign list --json").json
    assert (listed["reached"], listed["response_rate"], listed["buying_rate"]) == (4, 0.0, 0.0)
    assert "  Answered: 0 of 4 (0 %); other campaigns: no data\n" in (
        book("campaign show fair --format table").out
    )


def test_the_list_is_data_in_a_pipe_and_a_table_on_a_terminal(
    fair: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = fair("campaign show fair")
    assert piped.lines[0].split("\t") == MEMBER
    assert piped.lines[2].split("\t") == [
        *("1", "fair", "2", "李雷", "", "2026-03-31", "wechat", "6", "2026-03-31", "", ""),
    ]
    assert piped.err.splitlines()[0] == "fair (1) · other · 2026-03-31"
    assert fair("campaign show fair --format ids").lines == ["1", "2", "3", "4"]
    head, *rows = fair("campaign show fair --format csv").lines
    assert (head.split(","), len(rows)) == (MEMBER, 4)
    monkeypatch.setenv("COLUMNS", "80")
    table = fair("campaign show fair --format table").lines
    assert max(map(len, table)) <= 80
    start = next(at for at, line in enumerate(table) if line.startswith("Customer"))
    assert [line.split() for line in table[start : start + 3]] == [
        ["Customer", "Reached", "Via", "Answered", "Amount"],
        ["王芳", "(1)", "2026-03-31", "WeChat"],
        ["李雷", "(2)", "2026-03-31", "WeChat", "2026-03-31"],
    ]


def test_a_purchase_that_is_removed_does_not_count_any_more(fair: Crm) -> None:
    fair("purchase add 王芳 --amount 10")
    assert fair("campaign show fair --json").json["bought"] == 1
    fair("purchase remove 1")
    assert fair("campaign show fair --json").json["bought"] == 0
    fair("undo")
    assert fair("campaign show fair --json").json["bought"] == 1


def test_text_of_a_campaign_cannot_act_on_a_terminal(book: Crm) -> None:
    book(["campaign", "add", "a\x1b[31m[/red]", "王芳", "--note", "b\x1b[2J"])
    for line in ("campaign show 1 --format table", "campaign list --format table"):
        answer = book(line)
        assert "\x1b" not in answer.out + answer.err
    assert book("campaign list --json").json[0]["name"] == "a\x1b[31m[/red]"


def test_who_is_erased_goes_from_every_list(fair: Crm) -> None:
    fair("customer erase 王芳 --yes --reason asked")
    shown = fair("campaign show fair --json").json
    assert [each["customer_id"] for each in shown["members"]] == [2, 3, 4]
    assert (shown["reached"], shown["response_rate"]) == (2, 50.0)
    assert fair("check --json").json["ok"]
