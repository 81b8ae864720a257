"""The demonstration as a book: sound, with everything that can be owed, and no flood of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.classes import Frequency, Lifecycle, SaleStatus, ValueClass
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

NOON = "2026-11-20 12:00"
NEW = ("complaint", "feedback", "deal", "churn", "survey")
OLD = ("promise", "follow_up", "relationship", "verify")


_MADE: dict[str, bytes] = {}


def fresh(crm: Crm, today: str = NOON) -> Path:
    """Make a demonstration and return where it lies."""
    told = crm("demo --quiet", today=today).err
    return Path(told.partition("CRM_DB=")[2].splitlines()[0])


def made(crm: Crm, today: str = NOON) -> Path:
    """Let the command line work on a demonstration; one for each instant is enough."""
    if today not in _MADE:
        _MADE[today] = fresh(crm, today).read_bytes()
    crm.db.write_bytes(_MADE[today])
    crm.db.chmod(0o600)
    return crm.db


def column(path: Path, sql: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [value for (value,) in connection.execute(sql)]


def test_the_same_instant_gives_the_same_book(crm: Crm) -> None:
    assert contents(fresh(crm)) == contents(fresh(crm))


@pytest.mark.parametrize("today", [NOON, "2026-11-23 00:01", "2027-01-01 23:59", "2028-02-29"])
def test_a_check_finds_no_fault_on_any_day_and_at_any_hour(crm: Crm, today: str) -> None:
    made(crm, today)
    found = crm("check --json", today=today).json["findings"]
    assert [each["code"] for each in found if each["severity"] != "ok"] == ["last_backup"]


@pytest.mark.parametrize("today", [NOON, "2026-11-22 12:00", "2026-11-23 12:00"])
def test_every_kind_is_due_the_complaints_first_and_none_floods_the_list(
    crm: Crm, today: str
) -> None:
    made(crm, today)
    kinds = [row["kind"] for row in crm("due --json", today=today).json]
    counts = Counter(kinds)
    assert set(counts) >= {*NEW, *OLD}
    assert kinds[: counts["complaint"]] == ["complaint"] * 3
    assert sum(counts[kind] for kind in NEW) <= 0.6 * sum(counts[kind] for kind in OLD)


def test_one_complaint_is_overdue_and_others_are_due_today(crm: Crm) -> None:
    made(crm)
    rows = [row for row in crm("due --json", today=NOON).json if row["kind"] == "complaint"]
    assert [row["overdue_days"] for row in rows] == [1, 0, 0]
    tomorrow = crm("due --json --as-of +1d", today=NOON).json
    assert [row["kind"] for row in tomorrow].count("complaint") == 4, "one is to be called back"


def test_only_a_few_deals_are_due_some_past_their_close_some_quiet(crm: Crm) -> None:
    made(crm)
    why = [row["why"] for row in crm("due --json", today=NOON).json if row["kind"] == "deal"]
    passed = ["has passed" in each for each in why]
    assert passed.count(True) == 3
    assert passed.count(False) in range(1, 4)


def test_every_class_has_customers(crm: Crm) -> None:
    path = made(crm)
    for name, values in (
        ("value", ValueClass),
        ("frequency", Frequency),
        ("lifecycle", Lifecycle),
        ("status", SaleStatus),
    ):
        counts = Counter(column(path, f"SELECT {name} FROM customer"))
        assert set(counts) == {each.value for each in values}
        assert min(counts.values()) >= 5, name


def test_a_deal_of_this_morning_made_a_customer_a_and_is_named(crm: Crm) -> None:
    path = made(crm)
    regraded = column(path, "SELECT customer_id FROM grade_change WHERE deal_id IS NOT NULL")
    assert len(regraded) == 2
    for customer in regraded:
        shown = crm(["grade", "show", f"id:{customer}", "--json"], today=NOON).json
        last = shown["history"][0]
        assert (last["grade_from"], last["grade_to"]) == ("D", "A")
        assert "(deal " in last["reason"]


def test_nothing_is_later_than_the_run(crm: Crm) -> None:
    path = made(crm, "2026-11-20 00:30")
    for table in ("deal_move", "feedback_step", "contact"):
        assert max(column(path, f"SELECT at FROM {table}")) <= "2026-11-19T16:30:00Z"


def test_what_was_said_sold_and_learnt_is_found(crm: Crm) -> None:
    made(crm)
    for words, kind in (
        ("断断续续", "feedback"),
        ("RFID gate", "deal"),
        ("label rolls", "purchase"),
        ("先借样机", "deal_case"),
        ("三个月无破损", "measure"),
        ("ribbons", "purchase"),
    ):
        found = crm(["customer", "find", words, "--json"], today=NOON).json
        assert kind in {each["kind"] for each in found}, words


def test_a_look_leaves_the_warning_off_the_list(crm: Crm) -> None:
    path = made(crm)
    looked = column(path, "SELECT customer_id FROM churn_look")
    assert len(looked) == 2
    warned = [row["customer_id"] for row in crm("due --json", today=NOON).json]
    assert all(column(path, "SELECT seen FROM churn_look"))
    assert not set(looked) & set(warned)


def test_in_english_what_is_sold_has_english_names(crm: Crm) -> None:
    path = made(crm)
    for sql in (
        "SELECT title FROM deal",
        "SELECT product FROM purchase",
        "SELECT product_needs FROM customer WHERE product_needs IS NOT NULL",
    ):
        assert [each for each in column(path, sql) if not each.replace("×", "x").isascii()] == []
