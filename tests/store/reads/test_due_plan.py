"""The list is read by the index of days, whatever is asked: it costs what it returns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.due import DueQuery
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import Grade
from crmcli.store.reads.due import COLUMNS, TABLES, conditions
from crmcli.store.reads.due_order import ORDER
from crmcli.store.settling.rolling import AHEAD, OVER

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

TODAY = date(2026, 3, 31)


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    import sqlite3

    from crmcli.store.creation import make_schema

    found = sqlite3.connect(tmp_path / "book.db")
    make_schema(found)
    return found


@pytest.mark.parametrize(
    "query",
    [
        DueQuery(TODAY),
        DueQuery(TODAY, ahead=30),
        DueQuery(TODAY, kinds=(DueKind.BIRTHDAY,)),
        DueQuery(TODAY, kinds=(DueKind.BIRTHDAY, DueKind.FESTIVAL), ahead=400),
        DueQuery(TODAY, grades=(Grade.A,), owners=("me",), tags=("vip",)),
    ],
)
def test_the_list_is_a_range_of_the_index_of_days(
    connection: sqlite3.Connection, query: DueQuery
) -> None:
    condition, values = conditions(query)
    sql = f"EXPLAIN QUERY PLAN SELECT {COLUMNS} FROM {TABLES} WHERE {condition} ORDER BY {ORDER}"
    plan = [row[3] for row in connection.execute(sql, {**values, "worth": "{}"})]
    assert plan[0] == "SEARCH o USING INDEX obligation_by_day (shown_from<?)"


@pytest.mark.parametrize("sql", [OVER, AHEAD])
def test_what_is_over_is_found_by_an_index_of_what_ends(
    connection: sqlite3.Connection, sql: str
) -> None:
    (first, *_) = connection.execute(f"EXPLAIN QUERY PLAN {sql}", ("2026-03-31",)).fetchall()
    assert "USING INDEX obligation_by_end" in first[3]
