"""`crm customer suggest`: importance from open deals and potential, listed and given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents
from tests.unsound import seed

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --potential 150000")
    crm("customer add 李雷 --potential 100 --importance key")
    crm("customer add 韩梅 --importance key")
    crm("customer add 赵敏 --potential 100000 --importance key")
    crm("customer add 周杰 --potential 150000")
    crm("customer lose 周杰 --reason price")
    crm("customer add 何静 --potential 150000")
    crm("customer archive 何静 --reason moved")
    return crm


def importance(crm: Crm) -> dict[str, str]:
    return {each["name"]: each["importance"] for each in crm("customer list --json").json}


def test_whose_importance_is_stated_otherwise_is_listed_with_the_sum(book: Crm) -> None:
    assert book("customer suggest --json").json == [
        {
            "customer_id": 1,
            "customer": "王芳",
            "company": None,
            "importance": "normal",
            "suggested": "key",
            "amount": {"amount": "150000.00", "currency": "CNY"},
            "reason": "open deals and potential come to CNY 150,000.00, CNY 100,000.00 or more",
        },
        {
            "customer_id": 2,
            "customer": "李雷",
            "company": None,
            "importance": "key",
            "suggested": "normal",
            "amount": {"amount": "100.00", "currency": "CNY"},
            "reason": "open deals and potential come to CNY 100.00, below CNY 100,000.00",
        },
    ]
    assert book("customer suggest 李雷 --format ids").lines == ["2"]
    assert book("customer suggest 赵敏 --json").json == []
    assert "CNY 150,000.00" in book("customer suggest --format table").out
    book("customer suggest nobody", code=3)


def test_open_deals_count_and_closed_ones_do_not(book: Crm) -> None:
    def listed() -> list[int]:
        return [each["customer_id"] for each in book("customer suggest --json").json]

    columns = "customer_id, title, amount_minor, currency, stage, closed, stage_since, opened"
    for stage, closed, minor in (
        ("quote", "NULL", 9_990_000),
        ("won", "'2026-03-05'", 9_000_000),
        ("quote", "NULL", 5_000),
    ):
        seed(
            book.db,
            f"INSERT INTO deal ({columns}, author) VALUES (2, 'x', {minor}, 'CNY', '{stage}',"
            f" {closed}, '2026-03-01', '2026-03-01', 'tester')",
        )
    seed(book.db, "UPDATE customer SET open_deals = 2 WHERE id = 2")
    book("customer edit 李雷 --potential 50")
    assert listed() == [1]
    book("customer edit 李雷 --potential 49.99")
    assert listed() == [1, 2]


def test_the_limit_is_a_policy(book: Crm) -> None:
    book("grade policy --set importance.key=100 --yes")
    assert [each["customer_id"] for each in book("customer suggest --json").json] == [1]


def test_what_is_suggested_is_given_and_clocks_follow(book: Crm) -> None:
    book("customer suggest --apply", code=2)
    before = contents(book.db)
    assert book("customer suggest --apply --dry-run --format ids").lines == ["1", "2"]
    assert contents(book.db) == before
    assert book("customer suggest --apply --yes --json").json == {"made_key": 1, "made_normal": 1}
    assert importance(book) == {"王芳": "key", "李雷": "normal", "韩梅": "key", "赵敏": "key",
                                "周杰": "normal"}  # fmt: skip
    due = {each["name"]: each["relationship_due"] for each in book("customer list --json").json}
    assert (due["王芳"], due["李雷"]) == ("2026-04-30", None)
    book("check")
    assert "as suggested" in book("customer suggest --apply --yes").out
    assert any("importance: normal → key" in (each["text"] or "")
               for each in book("history 王芳 --json").json)  # fmt: skip
    book("undo")
    assert contents(book.db) == before


def test_one_customer_is_given_it_without_a_question(book: Crm) -> None:
    told = book("customer suggest 王芳 --apply --key k").out
    assert told == "1 customer is key now, 0 are normal now.\n"
    assert book("customer suggest 王芳 --apply --key k").out == told
    assert importance(book)["李雷"] == "key"
    assert book("customer suggest 何静 --apply --json", code=5).error["code"] == "archived_customer"
