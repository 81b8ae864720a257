"""`crm due load` and `crm due spread`: the days as they come, and levelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def heap(crm: Crm) -> Crm:
    """Twenty D customers, all due on 30 April, and one of grade A that is overdue."""
    for number in range(20):
        crm(f"customer add customer{number:02} --need potential", today="2026-03-31")
        crm(f"log add {number + 1} --via phone", today="2026-03-31")
    crm("customer add Ann --grade A", today="2026-03-30")
    return crm


def days(crm: Crm, line: str = "", today: str = "2026-03-31") -> dict[str, dict[str, Any]]:
    return {row["day"]: row for row in crm(f"due load --json {line}", today=today).json}


def test_the_load_counts_each_day_and_what_is_overdue_apart(heap: Crm) -> None:
    heap("customer add Bob --grade B")
    found = days(heap, "--days 31")
    assert len(found) == 31
    assert found["2026-03-31"] == {"day": "2026-03-31", "due": 1, "overdue": 1, "total": 2}
    assert found["2026-04-01"] == {"day": "2026-04-01", "due": 0, "overdue": 0, "total": 0}
    assert found["2026-04-30"]["total"] == 20
    assert len(days(heap)) == 14
    assert days(heap, "--days 31 --kind promise")["2026-04-30"]["total"] == 0


def test_the_load_is_what_the_list_shows_day_by_day(heap: Crm) -> None:
    heap("due spread --yes")
    heap("due snooze Ann --until +3d --reason x")
    seen = 0
    for row in days(heap, "--days 31").values():
        shown = len(heap(f"due --json --as-of {row['day']}").json)
        assert row["total"] == shown - seen
        seen = shown


def test_a_table_has_a_bar_for_each_day(heap: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = heap("due load --days 31 --format table").lines
    assert lines[-1].startswith("2026-04-30 Thu   20")
    assert lines[-1].endswith("█" * 20)


def test_spreading_levels_the_days_within_the_window_and_says_so(heap: Crm) -> None:
    result = heap("due spread --dry-run --json").json
    assert {each["after"] for each in result["days"]} <= {1, 2}
    assert sum(each["before"] - each["after"] for each in result["days"]) == 0
    assert days(heap, "--days 31")["2026-04-30"]["total"] == 20
    told = heap("due spread --yes").out
    assert told.startswith(f"Moved {result['moved']} follow-ups. The fullest of these days goes")
    levelled = days(heap, "--days 31")
    assert max(row["total"] for row in levelled.values()) == 2
    assert min(day for day, row in levelled.items() if row["due"]) == "2026-04-15"
    rows = heap("due --json --ahead 31").json
    assert {row["due"] for row in rows if row["grade"] == "D"} == {"2026-04-30"}
    assert heap("due spread --yes").out.startswith("Nothing to move")


def test_a_spread_row_says_that_it_was_planned_earlier(heap: Crm) -> None:
    heap("due spread --yes")
    row = heap("due --why --json", today="2026-04-15").json[-1]
    assert "15 days ahead. Planned earlier, for 2026-04-15, to level the days." in row["why"]


def test_a_contact_ends_the_plan(heap: Crm) -> None:
    heap("due spread --yes")
    first = heap("due --json", today="2026-04-15").json[-1]["customer_id"]
    heap(f"log add {first} --via phone", today="2026-04-15")
    assert first not in [
        row["customer_id"]
        for row in heap("due --json", today="2026-05-14").json
        if row["due"] != "2026-04-30"
    ]
    rows = heap(f"due --json --customer {first}", today="2026-05-15").json
    assert [row["due"] for row in rows] == ["2026-05-15"]


def test_snoozed_overdue_and_better_customers_stay(heap: Crm) -> None:
    heap("customer add Bob --grade B", today="2026-03-31")
    heap("log add Bob --via phone", today="2026-03-31")
    heap("customer add Dan --grade D", today="2026-03-25")
    heap("due snooze 1 --until 2026-05-20 --reason x")
    heap("due snooze 10 --until 2026-04-29 --reason x")
    before = heap("due --json --ahead 90").json
    heap("due spread --yes")
    assert heap("due --json --ahead 90").json == before
    assert [row["customer"] for row in heap("due --json").json] == ["Ann", "Dan"]
    rows = [row["customer"] for row in heap("due --json --as-of 2026-04-28").json]
    assert {"Ann", "Bob", "Dan", "customer07"} <= set(rows)
    assert not {"customer00", "customer09"} & set(rows)
    assert "customer00" not in heap("due --as-of 2026-05-19").out
    assert "customer00" in heap("due --as-of 2026-05-20").out


def test_a_script_must_confirm(heap: Crm) -> None:
    before = heap("due load --days 31").out
    answer = heap("due spread", code=2)
    assert answer.out == ""
    assert "--yes" in answer.err
    assert heap("due load --days 31").out == before


def test_a_retry_with_a_key_gives_the_first_answer(heap: Crm) -> None:
    first = heap("due spread --yes --key k1 --json").out
    assert heap("due spread --yes --key k1 --json").out == first


def test_only_what_is_due_soon_enough_moves(heap: Crm) -> None:
    assert heap("due spread --days 29 --dry-run --json").json == {"moved": 0, "days": []}
    assert heap("due spread --days 30 --dry-run --json").json["moved"] > 0
