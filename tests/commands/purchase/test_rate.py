"""`crm rate`: stated by hand; purchases are counted by the rate of their day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.deal.test_deal_asking import ends
from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    crm("customer add 王芳")
    return crm


def counted(crm: Crm) -> list[str | None]:
    """Give what each purchase is worth in the book's currency, the earliest first."""
    found = crm("purchase list --json").json
    return [each["book_amount"] and each["book_amount"]["amount"] for each in reversed(found)]


def value(crm: Crm) -> Any:
    return crm("customer list --json").json[0]["value"]


def test_a_rate_is_stated_listed_and_removed(wang: Crm) -> None:
    assert wang("rate set usd 7.1200").out == ("1 USD = 7.12 CNY from 2026-03-31 on (rate 1).\n")
    made = wang("rate set JPY 0.0491 --on 2026-01-01 --json").json
    assert made == {
        "id": 2,
        "currency": "JPY",
        "base": "CNY",
        "on": "2026-01-01",
        "rate": "0.0491",
        "author": "tester",
        "recounted": 0,
        "moved": 0,
        "unrated": 0,
        "dry_run": False,
        "points_change": 0,
    }
    wang("rate set USD 7.20 --on 2026-04-01")
    assert [each["id"] for each in wang("rate list --json").json] == [2, 3, 1]
    assert [each["id"] for each in wang("rate list usd --json").json] == [3, 1]
    assert wang("rate set USD 7.120").out.startswith("1 USD = 7.12 CNY from 2026-03-31 on, as be")
    assert "it was 7.12" in wang("rate set USD 7.15").out
    assert wang("rate remove 3 --quiet").out == "3\n"
    assert wang("rate list --format ids").lines == ["2", "1"]
    assert wang("rate list --format table").lines[0].split() == ["Id", "Currency", "Rate", "From"]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("set XYZ 7", 5, "unknown_currency"),
        ("set CNY 7", 5, "own_currency"),
        ("set USD 0", 5, "unreadable_rate"),
        ("set USD seven", 5, "unreadable_rate"),
        ("set USD 7.12 --on blursday", 2, "unreadable_date"),
        ("set USD", 2, "usage"),
        ("set", 2, "usage"),
        ("remove 9 --dry-run", 3, "rate_not_found"),
        ("set CNY 7 --dry-run", 5, "own_currency"),
        ("list XYZ", 5, "unknown_currency"),
        ("remove 9", 3, "rate_not_found"),
        ("remove USD", 2, "usage"),
    ],
)
def test_what_is_no_rate_is_refused(wang: Crm, line: str, code: int, word: str) -> None:
    answer = wang(f"rate {line} --json", code=code)
    assert answer.error["code"] == word
    assert wang("rate list --json").json == []


def test_a_purchase_is_counted_by_the_rate_of_its_day(wang: Crm) -> None:
    wang("rate set USD 7 --on 2026-01-01")
    wang("rate set USD 8 --on 2026-03-01")
    for day in ("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01", "2026-03-31"):
        wang(f"purchase add 王芳 --amount 'USD 100' --at {day}")
    assert counted(wang) == [None, "700.00", "700.00", "800.00", "800.00"]
    wang("rate set USD 7.5 --on 2026-03-15")
    assert counted(wang) == [None, "700.00", "700.00", "800.00", "750.00"]
    wang("rate remove 2")
    assert counted(wang) == [None, "700.00", "700.00", "700.00", "750.00"]
    wang("rate set USD 6 --on 2025-01-01")
    assert counted(wang)[0] == "600.00"


def test_a_rate_moves_the_classes_of_those_it_concerns_at_once(wang: Crm) -> None:
    wang("customer add 李雷")
    told = wang("purchase add 王芳 --amount 'USD 20000'").out
    assert "USD has no rate on 2026-03-31" in " ".join(told.split())
    wang("purchase add 李雷 --amount 5")
    assert value(wang) == "low"
    done = wang("rate set USD 7.12 --json").json
    assert (done["recounted"], done["moved"]) == (1, 1)
    assert value(wang) == "high"
    assert wang("rate set USD 7.12 --key k").out
    assert "1 purchase was counted anew" in " ".join(wang("rate set USD 0.1").out.split())
    assert value(wang) == "low"
    texts = [each["text"] or "" for each in wang("history --json").json]
    assert "rate of USD in CNY from 2026-03-31 on: 7.12 → 0.1" in texts
    assert "purchase 1 counted anew, for the rate" in texts
    assert "value: high → low" in texts


def test_a_sum_of_all_says_its_rates_and_is_there_only_where_all_have_one(
    wang: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    for amount in ("999.99", "0.01", "JPY 5", "USD 3.33"):
        wang(["purchase", "add", "王芳", "--amount", amount])
    wang("rate set USD 7.125")
    assert wang("purchase list --format table").lines[-1].startswith("No sum of all: JPY lacks")
    wang("rate set JPY 0.05 --on 2026-01-01")
    assert wang("purchase list --format table").lines[-2:] == [
        "4 purchases: CNY 1,000.00 + JPY 5 + USD 3.33",
        "Together CNY 1,023.98 at JPY 0.05 (of 2026-01-01), USD 7.125 (of 2026-03-31).",
    ]
    jpy = wang("purchase list --sums --json").json[1]
    assert jpy["book_amount"] == {"amount": "0.25", "currency": "CNY"}
    assert jpy["rates"] == [{"currency": "JPY", "rate": "0.05", "on": "2026-01-01"}]
    for way in ("tsv", "csv", "md"):
        assert "JPY 0.05 (2026-01-01)" in wang(f"purchase list --sums --format {way}").out


def test_half_a_cent_is_rounded_to_the_even_one(wang: Crm) -> None:
    wang("rate set USD 0.5")
    for amount in ("0.01", "0.03", "0.05"):
        wang(f"purchase add 王芳 --amount 'USD {amount}'")
    assert counted(wang) == ["0.00", "0.02", "0.02"]


def test_what_a_rate_would_change_is_said_and_nothing_written(wang: Crm) -> None:
    wang("customer add 李雷")
    for line in (
        "王芳 --amount 'USD 5' --at -9d",
        "王芳 --amount 'USD 5'",
        "李雷 --amount 'USD 7'",
    ):
        wang(f"purchase add {line}")
    before = contents(wang.db)
    told = " ".join(wang("rate set USD 7.12 --on -1d --dry-run").out.split())
    assert told == (
        "1 USD would be 7.12 CNY from 2026-03-30 on. 2 purchases of 2 customers would be counted"
        " anew. 1 purchase before that day has no rate: crm rate set USD RATE --on 2026-03-22."
        " Nothing was written (dry run)."
    )
    tried = wang("rate set USD 7.12 --dry-run --json").json
    assert {name: tried[name] for name in ("id", "recounted", "moved", "unrated", "dry_run")} == {
        "id": None,
        "recounted": 2,
        "moved": None,
        "unrated": 1,
        "dry_run": True,
    }
    assert contents(wang.db) == before
    assert wang("rate set USD 7.12 --dry-run --quiet").code == 0


def test_what_removing_a_rate_would_change_is_said_and_nothing_written(wang: Crm) -> None:
    wang("rate set USD 7")
    wang("purchase add 王芳 --amount 'USD 5'")
    before = contents(wang.db)
    told = " ".join(wang("rate remove 1 --dry-run").out.split())
    assert told == (
        "Would remove rate 1: 1 USD = 7 CNY from 2026-03-31 on. 1 purchase of 1 customer would be"
        " counted anew. Nothing was written (dry run)."
    )
    assert "it is 7." in wang("rate set USD 8 --dry-run").out
    assert wang("rate set USD 7 --dry-run --json").json["recounted"] == 0
    assert contents(wang.db) == before


def test_a_rate_says_how_many_purchases_before_its_day_have_none(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 'USD 5' --at -9d")
    wang("purchase add 王芳 --amount 'USD 5' --at -3d")
    told = " ".join(wang("rate set USD 7").out.split())
    assert told.endswith(
        "2 purchases before that day have no rate: crm rate set USD RATE --on 2026-03-22."
    )
    assert wang("rate set USD 7 --on -5d --json").json["unrated"] == 1
    assert "no rate" not in wang("rate set USD 7 --on -9d").out


def test_a_terminal_asks_for_the_currency_and_its_rate(wang: Crm) -> None:
    child = terminal(wang, "rate", "set")
    child.expect("Which currency")
    child.sendline("dollar")
    child.expect("dollar is no code")
    child.expect("Which currency")
    child.sendline("usd")
    child.expect("What is 1 USD worth")
    child.sendline("much")
    child.expect("Cannot read much as a rate")
    child.expect("What is 1 USD worth")
    child.sendline("7.12")
    child.expect("1 USD = 7.12 CNY")
    assert ends(child) == 0


@pytest.mark.parametrize("line", ["rate set USD 8", "rate set USD 9 --on -9d", "rate remove 1"])
def test_a_rate_is_taken_back_and_done_again_with_all_it_counted(wang: Crm, line: str) -> None:
    wang("rate set USD 7 --on -5d")
    wang("purchase add 王芳 --amount 'USD 15000'")
    before = contents(wang.db)
    wang(line)
    after = contents(wang.db)
    wang("undo")
    assert contents(wang.db) == before
    wang("redo")
    assert contents(wang.db) == after
    wang("check")


def test_the_books_currency_changes_with_force_and_everything_is_counted_anew(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 'USD 150000'")
    wang("purchase add 王芳 --amount 500")
    answer = wang("config set currency USD --json", code=4)
    assert answer.error["code"] == "amounts_there"
    done = wang("config set currency USD --force --json").json
    assert (done["value"], done["moved"], done["unrated"]) == ("USD", 1, ["CNY"])
    assert counted(wang) == ["150000.00", None]
    assert value(wang) == "high"
    wang("rate set CNY 0.14")
    assert counted(wang) == ["150000.00", "70.00"]
    wang("check")
    wang("config set currency CNY --force")
    assert counted(wang) == [None, "500.00"]
    wang("undo")
    assert counted(wang) == ["150000.00", "70.00"]
    wang("check")


def test_a_rate_to_a_currency_that_the_book_had_counts_nothing(wang: Crm) -> None:
    wang("rate set USD 7")
    wang("config set currency EUR --force")
    wang("purchase add 王芳 --amount 'USD 5'")
    assert counted(wang) == [None]
    assert wang("rate remove 1 --json").json["recounted"] == 0


def test_what_others_bought_since_is_counted_anew_when_a_rate_is_taken_back(
    wang: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_(author: str, line: str) -> None:
        monkeypatch.setenv("CRM_USER", author)
        wang(line)

    as_("ann", "rate set USD 7")
    as_("bob", "purchase add 王芳 --amount 'USD 20000'")
    assert (counted(wang), value(wang)) == (["140000.00"], "high")
    as_("ann", "undo")
    assert (counted(wang), value(wang)) == ([None], "low")
    as_("ann", "redo")
    assert (counted(wang), value(wang)) == (["140000.00"], "high")
    as_("bob", "customer add 李雷")
    as_("bob", "purchase add 李雷 --amount 'USD 1'")
    as_("bob", "undo")
    as_("ann", "rate set USD 2")
    as_("bob", "redo")
    assert counted(wang) == ["40000.00", "2.00"]
    wang("check")
