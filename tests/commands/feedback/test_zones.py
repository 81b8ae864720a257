"""A limit stays in the time zone it was reckoned in, whoever looks at the book from where."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

CLOCK_CHANGE = "2026-03-07 09:00"
"""A day before the clocks of New York change: a day from then on has 23 hours."""


def limit(crm: Crm) -> str:
    with sqlite3.connect(crm.db) as book:
        (found,) = book.execute("SELECT due_at FROM obligation WHERE kind = 'complaint'").fetchone()
    book.close()
    return str(found)


@pytest.mark.parametrize("elsewhere", ["Asia/Shanghai", "UTC", "Pacific/Apia"])
@pytest.mark.parametrize("limits", ["calendar", "working"])
def test_another_zone_finds_no_fault_and_moves_no_limit(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, elsewhere: str, limits: str
) -> None:
    monkeypatch.setenv("CRM_TZ", "America/New_York")
    crm(f"grade policy --set limits={limits}", today=CLOCK_CHANGE)
    crm("customer add 王芳", today=CLOCK_CHANGE)
    crm("feedback add 王芳 leaks --kind complaint", today=CLOCK_CHANGE)
    before = limit(crm)
    monkeypatch.setenv("CRM_TZ", elsewhere)
    later = "2026-03-20 09:00"
    assert crm("check", today=later).code == 0
    crm("feedback edit 1 --severity high", today=later)
    crm("deal add 王芳 ERP --amount 1", today=later)
    assert limit(crm) == before
    assert crm("check", today=later).code == 0


def test_another_limit_is_reckoned_where_the_first_one_was(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_TZ", "America/New_York")
    crm("customer add 王芳", today=CLOCK_CHANGE)
    crm("feedback add 王芳 leaks --kind complaint", today=CLOCK_CHANGE)
    assert limit(crm) == "2026-03-08T13:00:00Z"
    monkeypatch.setenv("CRM_TZ", "Asia/Shanghai")
    crm("grade policy --set complaint.first=2d --yes", today="2026-03-08 09:00")
    assert limit(crm) == "2026-03-09T13:00:00Z"
    # The next step is taken here, and so reckoned here.
    crm("feedback advance 1 --to carried_out --skip --reason x", today="2026-03-09 09:00")
    assert limit(crm) == "2026-03-16T01:00:00Z"
    monkeypatch.setenv("CRM_TZ", "America/New_York")
    assert crm("check", today="2026-03-20 09:00").code == 0


def test_a_limit_without_its_zone_is_that_of_whoever_looks(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_TZ", "Asia/Shanghai")
    crm("customer add 王芳", today=CLOCK_CHANGE)
    crm("feedback add 王芳 leaks --kind complaint", today=CLOCK_CHANGE)
    for figures in (None, "{}", "[1]", '{"zone": "../../etc/passwd"}'):
        with sqlite3.connect(crm.db) as book:
            book.execute("UPDATE obligation SET figures = ? WHERE kind = 'complaint'", (figures,))
        book.close()
        checked = crm("check --json", today=CLOCK_CHANGE, code=None)
        assert checked.code == (0 if figures is None else 6)
        crm("check --repair --yes", today=CLOCK_CHANGE)
        assert limit(crm) == "2026-03-08T01:00:00Z"
        assert crm("check", today=CLOCK_CHANGE).code == 0


def test_one_repair_puts_right_what_rests_on_a_limit_too(crm: Crm) -> None:
    crm("customer add 王芳", today="2026-03-02 09:00")
    crm("feedback add 王芳 leaks --kind complaint", today="2026-03-02 09:00")
    later = "2026-03-20 09:00"
    with sqlite3.connect(crm.db) as book:
        rows = book.execute("SELECT kind, due_at, figures FROM obligation").fetchall()
        assert {"complaint", "churn"} <= {kind for kind, *_ in rows}
        # Both an hour later, so that only the limit itself contradicts the records.
        book.execute(
            "UPDATE obligation SET due_at = replace(due_at, 'T01:', 'T02:'),"
            " figures = replace(figures, 'T01:', 'T02:') WHERE kind IN ('complaint', 'churn')"
        )
    book.close()
    found = crm("check --json", today=later, code=6).json["findings"]
    assert [each["code"] for each in found if each["severity"] == "fault"] == ["complaints"]
    crm("check --repair --yes", today=later)
    assert crm("check", today=later).code == 0
