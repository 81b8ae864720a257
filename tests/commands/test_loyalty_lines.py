"""A line of the ledger follows its purchase, by the policy under which that was recorded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """Give 王芳 (1), who bought before points were given (1) and since, for 10 points (2)."""
    crm("customer add 王芳")
    crm("purchase add 王芳 --amount 1000")
    crm("grade policy --set loyalty.points=1 --yes")
    crm("purchase add 王芳 --amount 1000")
    return crm


def lines(crm: Crm) -> list[tuple[int, int]]:
    """Give the points of each purchase that brought any."""
    found = crm("loyalty show 王芳 --json").json["entries"]
    return [(each["purchase_id"], each["points"]) for each in found]


@pytest.mark.parametrize("points", [0, 2])
def test_a_policy_of_the_same_day_changes_no_line_that_is_there(wang: Crm, points: int) -> None:
    wang(f"grade policy --set loyalty.points={points} --yes")
    assert wang("purchase edit 2 --note hi --json").json["points_change"] == 0
    assert lines(wang) == [(2, 10)]
    assert wang("purchase edit 2 --amount 5000 --json").json["points_change"] == 40
    assert wang("purchase edit 2 --at 2026-03-01 --json").json["points_change"] == 0
    assert lines(wang) == [(2, 50)]
    assert wang("check --json").json["ok"]


def test_what_was_recorded_before_points_were_given_gets_none_by_an_edit(wang: Crm) -> None:
    edited = wang("purchase edit 1 --amount 2000 --json").json
    assert (edited["points_change"], lines(wang)) == (0, [(2, 10)])


def test_a_line_that_went_comes_back_as_it_would_have_been(wang: Crm) -> None:
    wang("grade policy --set loyalty.points=7 --yes")
    before = contents(wang.db)
    wang("purchase edit 2 --free")
    assert lines(wang) == []
    wang("purchase edit 2 --amount 3000")
    assert lines(wang) == [(2, 30)]
    wang("undo")
    wang("undo")
    assert contents(wang.db) == before


def test_what_was_brought_back_is_counted_as_it_was_recorded(wang: Crm) -> None:
    wang("purchase remove 2")
    wang("undo")
    wang("grade policy --set loyalty.points=3 --yes")
    wang("purchase edit 2 --amount 2000")
    assert lines(wang) == [(2, 20)]


def test_a_policy_that_another_took_back_since_still_holds_for_what_it_counted(
    wang: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang("grade policy --set loyalty.points=4 --yes")
    monkeypatch.setenv("CRM_USER", "other")
    wang("purchase add 王芳 --amount 1000")
    monkeypatch.setenv("CRM_USER", "tester")
    wang("undo")
    wang("purchase edit 2 --amount 1100")
    wang("purchase edit 3 --amount 2000")
    assert lines(wang) == [(2, 11), (3, 80)]


def test_without_its_rate_a_purchase_has_no_points_and_with_one_it_has_them_again(
    wang: Crm,
) -> None:
    wang("rate set USD 7")
    wang("purchase add 王芳 --amount 'USD 300'")
    wang("grade policy --set loyalty.points=5 --yes")
    before = contents(wang.db)
    assert wang("rate remove 1").out.endswith(" Loyalty points for purchases: -21 in all.\n")
    assert lines(wang) == [(2, 10)]
    assert wang("check --json").json["ok"]
    undone = wang("undo")
    assert undone.lines[1] == "Loyalty points for purchases: +21 in all."
    assert contents(wang.db) == before
    assert wang("redo --json").json["points_change"] == -21
    stated = wang("rate set USD 8 --json").json
    assert (stated["points_change"], lines(wang)) == (24, [(2, 10), (3, 24)])
    foreseen = wang("rate remove 2 --dry-run --json").json
    assert (foreseen["points_change"], lines(wang)) == (None, [(2, 10), (3, 24)])


def test_a_rate_that_is_taken_back_takes_the_points_of_another_ones_purchase(
    wang: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang("rate set USD 7")
    monkeypatch.setenv("CRM_USER", "other")
    wang("purchase add 王芳 --amount 'USD 300'")
    monkeypatch.setenv("CRM_USER", "tester")
    assert lines(wang) == [(2, 10), (3, 21)]
    assert wang("undo --json").json["points_change"] == -21
    assert lines(wang) == [(2, 10)]
    assert wang("check --json").json["ok"]
    wang("redo")
    assert lines(wang) == [(2, 10), (3, 21)]


def test_another_currency_of_the_book_counts_the_points_anew(wang: Crm) -> None:
    wang("rate set USD 5")
    told = wang("config set currency USD --force").out
    assert "Loyalty points for purchases: -10 in all." in told
    assert lines(wang) == []
    wang("rate set CNY 0.2")
    assert lines(wang) == [(2, 2)]
    assert wang("check --json").json["ok"]


def test_what_came_with_its_customer_was_recorded_when_that_was_added(crm: Crm) -> None:
    told = crm("demo --quiet").err
    crm.db.write_bytes(Path(told.partition("CRM_DB=")[2].splitlines()[0]).read_bytes())
    crm.db.chmod(0o600)
    crm("grade policy --set loyalty.points=9 --yes")
    bought = next(each for each in crm("purchase list --json").json if each["book_amount"])
    assert crm(f"purchase edit {bought['id']} --amount 70000 --json").json["points_change"] == 0
    customer = bought["customer_id"]
    crm(f"purchase add id:{customer} --amount 100")
    crm(f"purchase edit {bought['id']} --amount 90000")
    (line,) = crm(f"loyalty show id:{customer} --json").json["entries"]
    assert line["points"] == 9


def test_points_for_what_counts_for_no_value_are_found_and_put_right(wang: Crm) -> None:
    wang("purchase add 王芳 --amount 'USD 300'")
    with closing(sqlite3.connect(wang.db)) as connection, connection:
        connection.execute(
            "INSERT INTO loyalty_entry (customer_id, day, kind, points, purchase_id, author)"
            " VALUES (1, '2026-03-31', 'purchase', 21, 3, 'tester')"
        )
    found = {each["code"]: each for each in wang("check --json", code=6).json["findings"]}
    assert found["unvalued_points"]["customers"] == [1]
    wang("check --repair --yes")
    assert lines(wang) == [(2, 10)]
    assert wang("check --json").json["ok"]
