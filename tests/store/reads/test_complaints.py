"""Open complaints of some customers are read by the index of what is open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from crmcli.store.reads.complaints import complaints_among

if TYPE_CHECKING:
    from tests.conftest import Crm


def test_reading_them_costs_what_those_customers_have(crm: Crm) -> None:
    crm("customer add Bob")
    crm("feedback add Bob leaks --kind complaint")
    asked: list[str] = []
    with closing(sqlite3.connect(crm.db)) as connection:
        connection.set_trace_callback(asked.append)
        found, customers = complaints_among(connection, [1, 2], 3)
        connection.set_trace_callback(None)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert ([each.customer for each in found], customers) == (["Bob"], 1)
    # Two indexes serve it equally.
    found_by = [step for step in plan if step.startswith("SEARCH f USING INDEX")]
    assert found_by
    assert all(step.endswith("(customer_id=?)") for step in found_by)
    assert not any(step.startswith(("SCAN f", "SCAN c")) for step in plan)
