"""`crm purchase suggest` and `crm report products`: counted, never guessed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.render.preference import preference_text
from crmcli.store.reads.preference import preference

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Five customers: four bought pipes, three of these valves too, two pumps."""
    for name in ("王芳", "李雷", "韩梅", "赵敏", "周杰"):
        crm(f"customer add {name}")
    for name, *bought in (
        ("王芳", "pipe"),
        ("李雷", "pipe", "valve", "valve"),
        ("韩梅", "pipe", "valve", "pump"),
        ("赵敏", "pipe", "pump", "glue"),
        ("周杰", "glue"),
    ):
        for product in bought:
            crm(f"purchase add {name} --amount 10 --product {product}")
    return crm


def test_what_similar_buyers_bought_is_suggested_with_the_counts(shop: Crm) -> None:
    found = shop("purchase suggest 王芳 --json").json
    assert found == [
        {
            "product": "pump",
            "because": "pipe",
            "both": 2,
            "buyers": 3,
            "why": "2 of 3 who bought pipe also bought pump",
        },
        {
            "product": "valve",
            "because": "pipe",
            "both": 2,
            "buyers": 3,
            "why": "2 of 3 who bought pipe also bought valve",
        },
    ]
    assert [each["product"] for each in shop("purchase suggest 李雷 --json").json] == ["pump"]
    assert len(shop("purchase suggest 王芳 --limit 1 --json").json) == 1
    table = shop("purchase suggest 王芳 --format table").out
    assert "2 of 3 who bought pipe also bought pump" in table


def test_where_there_is_nothing_to_suggest_the_reason_is_said(shop: Crm) -> None:
    shop("customer add 何静")
    shop("purchase add 何静 --amount 5")
    told = shop("purchase suggest 何静 --format table")
    assert (told.out, told.err) == ("", "No product is known that 何静 bought.\n")
    told = shop("purchase suggest 周杰 --format table")
    assert told.err.startswith("No two others who bought what 周杰 bought")
    assert shop("purchase suggest 何静 --json").json == []
    shop("purchase suggest nobody", code=3)


def of_each(shop: Crm, line: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = shop(f"{line} --json").json["blocks"]["products"]["rows"]
    return rows


def test_the_report_counts_orders_customers_quantities_and_sums(shop: Crm) -> None:
    shop("purchase add 王芳 --amount 'JPY 5' --product pipe --quantity 2.5 --at -9d")
    shop("purchase add 王芳 --amount 0.10 --at -20d")
    rows = of_each(shop, "report products --period all")
    assert [(each["product"], each["orders"], each["customers"]) for each in rows] == [
        ("pipe", 5, 4),
        ("glue", 2, 2),
        ("pump", 2, 2),
        ("valve", 2, 2),
        (None, 1, 1),
    ]
    pipe = rows[0]
    assert (pipe["quantity"], pipe["last_on"]) == (6.5, "2026-03-31")
    assert pipe["amount"] == {
        "amounts": [
            {"amount": "40.00", "currency": "CNY"},
            {"amount": "5", "currency": "JPY"},
        ],
        "book_amount": None,
    }
    assert rows[3]["amount"]["book_amount"] == {"amount": "30.00", "currency": "CNY"}
    shop("rate set JPY 0.05 --on 2026-01-01")
    pipe = of_each(shop, "report products --period all")[0]
    assert pipe["amount"]["book_amount"] == {"amount": "40.25", "currency": "CNY"}


def test_lists_sums_and_the_report_leave_archived_customers_out_unless_all_are_asked_for(
    shop: Crm,
) -> None:
    shop("purchase add 周杰 --amount 5000 --product tap")
    shop("customer archive 周杰 --reason moved")

    def counts(option: str) -> tuple[int, int]:
        (whole,) = shop(f"purchase list --sums --json {option}").json
        listed = shop(f"purchase list --json {option}").json
        sold = [each["product"] for each in of_each(shop, f"report products {option}")]
        assert ("tap" in sold) is bool(option)
        return whole["purchases"], len(listed)

    assert counts("") == (10, 10)
    assert counts("--all") == (12, 12)


def test_the_report_is_of_a_period(shop: Crm) -> None:
    shop("purchase add 周杰 --amount 5 --product tap --at -9d")
    shop("customer archive 周杰 --reason moved")

    def products(period: str) -> list[str]:
        line = f"report products --all --period {period}"
        return [each["product"] for each in of_each(shop, line)]

    assert products("..yesterday") == ["tap"]
    assert products("-9d..-9d") == ["tap"]
    assert "tap" not in products("-8d..")
    assert products("..-10d") == []
    shop("report products --period today..-1d", code=2)


def test_the_line_for_the_briefing_says_what_it_rests_on(shop: Crm) -> None:
    def line(customer_id: int, today: date = date(2026, 3, 31)) -> str | None:
        with closing(sqlite3.connect(shop.db)) as connection:
            return preference_text(preference(connection, customer_id, today))

    for day in ("2026-01-01", "2026-01-31", "2026-03-02"):
        shop(f"purchase add 王芳 --amount 20 --product pump --at {day}")
    assert line(1) == (
        "4 orders · pump (3×), pipe (1×) · every 30 days · CNY 17.50 on average · last 2026-03-31"
    )
    assert line(5) == (
        "1 order · glue (1×) · too few to tell how often · CNY 10.00 on average · last 2026-03-31"
    )
    assert line(1, date(2025, 12, 31)) is None


def test_what_is_bought_each_day_is_bought_every_day(crm: Crm) -> None:
    crm("customer add 王芳")
    for day in (1, 2, 3):
        crm(f"purchase add 王芳 --amount 5 --at 2026-03-0{day}")
    assert " · every day · " in crm("customer show 王芳", today="2026-03-04").out
    told = crm("churn show 王芳", today="2026-03-04").out
    assert "3 orders, one every day, the last on 2026-03-03" in told
