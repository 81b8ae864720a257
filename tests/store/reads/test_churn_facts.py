"""What the warnings of customers rest on is read for many at once."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.churn.facts import Bought, ChurnFacts, LastLook, LatestScore, OpenComplaint
from crmcli.store.reads.churn import churn_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crm

STEP = (
    "INSERT INTO feedback_step (customer_id, feedback_id, state, at, score, skipped, reopened,"
    " author)"
)
FEEDBACK = (
    "INSERT INTO feedback (id, customer_id, opened, kind, severity, text, state, state_since,"
    " author)"
)


@pytest.fixture
def book(crm: Crm) -> Iterator[sqlite3.Connection]:
    """A book of three customers, the second of which is a key one."""
    crm("customer add 王芳")
    crm("customer add Bob --importance key", today="2026-01-05")
    crm("customer add Eve")
    connection = sqlite3.connect(crm.db)
    yield connection
    connection.close()


def bought(book: sqlite3.Connection, customer_id: int, day: str, minor: int) -> None:
    book.execute(
        "INSERT INTO purchase (customer_id, day, thousandths, amount_minor, currency, imported,"
        " author) VALUES (?, ?, 1000, ?, 'USD', 0, 'x')",
        (customer_id, day, minor),
    )


def survey(book: sqlite3.Connection, customer_id: int, day: str, score: int) -> None:
    book.execute(
        "INSERT INTO survey (customer_id, day, score, author) VALUES (?, ?, ?, 'x')",
        (customer_id, day, score),
    )


def called_back(book: sqlite3.Connection, customer_id: int, at: str, score: int) -> None:
    values = "'complaint', 'low', 'x', 'called_back', '2026-01-01T00:00:00Z', 'x')"
    book.execute(
        f"{FEEDBACK} VALUES (7, ?, '2026-01-01T00:00:00Z', {values} ON CONFLICT DO NOTHING",
        (customer_id,),
    )
    book.execute(
        f"{STEP} VALUES (?, 7, 'called_back', ?, ?, 0, 0, 'x')",
        (customer_id, at, score),
    )


def test_of_a_customer_without_anything_nothing_is_known(book: sqlite3.Connection) -> None:
    assert churn_facts(book, [1, 3]) == {1: ChurnFacts(1, "CNY"), 3: ChurnFacts(3, "CNY")}
    assert churn_facts(book, []) == {}
    assert churn_facts(book, [99]) == {}


def test_everything_is_told_of_whom_it_is_known(book: sqlite3.Connection) -> None:
    bought(book, 1, "2026-01-02", 5)
    bought(book, 1, "2026-01-01", 6)
    survey(book, 3, "2026-01-09", 5)
    survey(book, 3, "2026-01-03", 1)
    book.execute(
        "INSERT INTO deal (customer_id, title, stage, stage_since, opened, closed, author)"
        " VALUES (2, 'x', 'won', '2026-02-01', '2026-01-01', '2026-02-01', 'x'),"
        " (2, 'y', 'lost', '2026-02-03', '2026-01-01', '2026-02-03', 'x'),"
        " (2, 'z', 'quote', '2026-02-03', '2026-01-01', NULL, 'x'),"
        " (1, 'z', 'quote', '2026-02-03', '2026-01-01', NULL, 'x')"
    )
    book.execute(
        "INSERT INTO churn_look (customer_id, day, seen, author) VALUES"
        " (3, '2026-02-02', 'a:1 b:2', 'x'), (3, '2026-02-01', 'c:3', 'x'),"
        " (1, '2026-02-02', 'd:4', 'x'), (1, '2026-02-02', '', 'x')"
    )
    book.execute("UPDATE customer SET lost = '2026-01-01', lost_reason = 'x' WHERE id = 3")
    found = churn_facts(book, [1, 2, 3])
    day = date(2026, 2, 2)
    assert found[1]._replace(bought=()) == ChurnFacts(1, "CNY", look=LastLook(day, frozenset()))
    assert set(found[1].bought) == {
        Bought(date(2026, 1, 2), 5, "USD", None),
        Bought(date(2026, 1, 1), 6, "USD", None),
    }
    assert found[2] == ChurnFacts(
        2, "CNY", key_since=date(2026, 1, 5), open_deals=1, deal_closed=date(2026, 2, 3)
    )
    assert found[3] == ChurnFacts(
        3,
        "CNY",
        lost=True,
        score=LatestScore(date(2026, 1, 9), 5),
        look=LastLook(day, frozenset({"a:1", "b:2"})),
    )


def test_a_call_back_counts_on_its_local_day(book: sqlite3.Connection) -> None:
    called_back(book, 1, "2026-02-01T20:00:00Z", 2)
    assert churn_facts(book, [1])[1].score == LatestScore(date(2026, 2, 2), 2, 7)


@pytest.mark.parametrize(
    ("asked", "called", "score"),
    [
        (("2026-02-03", 5), ("2026-02-02T04:00:00Z", 1), LatestScore(date(2026, 2, 3), 5)),
        (("2026-02-01", 1), ("2026-02-02T04:00:00Z", 5), LatestScore(date(2026, 2, 2), 5, 7)),
        (("2026-02-02", 5), ("2026-02-02T04:00:00Z", 1), LatestScore(date(2026, 2, 2), 1, 7)),
        (("2026-02-02", 1), ("2026-02-02T04:00:00Z", 5), LatestScore(date(2026, 2, 2), 1)),
    ],
)
def test_the_latest_score_counts_and_of_one_day_the_lower(
    book: sqlite3.Connection,
    asked: tuple[str, int],
    called: tuple[str, int],
    score: LatestScore,
) -> None:
    survey(book, 1, *asked)
    called_back(book, 1, *called)
    assert churn_facts(book, [1])[1].score == score


def test_when_a_complaint_is_late_is_taken_from_what_is_owed_for_it(
    book: sqlite3.Connection,
) -> None:
    columns = (
        "kind, subject_id, customer_id, due, due_day, shown_from, cadence, cadence_days, basis"
    )
    book.execute(
        f"INSERT INTO obligation ({columns}, since, due_at) VALUES ('complaint', 7, 1,"
        " '2026-02-02', 1, '2026-02-02', '1d', 1, 'step', '2026-02-01', '2026-02-01T20:00:00Z')"
    )
    late = OpenComplaint(7, datetime(2026, 2, 1, 20, tzinfo=UTC), date(2026, 2, 2))
    assert churn_facts(book, [1, 2])[1].complaints == (late,)


def test_no_table_is_read_through(book: sqlite3.Connection) -> None:
    asked: list[str] = []
    book.set_trace_callback(asked.append)
    churn_facts(book, [1, 2, 3])
    book.set_trace_callback(None)
    plans = [
        row[3]
        for sql in asked
        if "setting" not in sql
        for row in book.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]
    assert len(plans) >= len(asked) - 1
    assert [each for each in plans if each.startswith("SCAN")] == []
