"""Answers to satisfaction surveys as they are in the book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.survey import Survey, SurveyQuery, SurveySummary, summary
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

_COLUMNS = "id, customer_id, customer, day, score, recommend, via, note, author"


def survey(connection: sqlite3.Connection, survey_id: int) -> Survey | None:
    """Read one answer; None if there is none with this id."""
    if not 0 < survey_id <= read.LARGEST_ID:
        return None
    return next(_surveys(connection, "id = :id", {"id": survey_id}), None)


def surveys(connection: sqlite3.Connection, query: SurveyQuery) -> Iterator[Survey]:
    """Yield the answers of a query, the latest first."""
    return _surveys(connection, *_condition(query))


def survey_summary(connection: sqlite3.Connection, query: SurveyQuery) -> SurveySummary:
    """Sum up the answers of a query."""
    condition, values = _condition(query)
    sql = (
        "SELECT score, recommend, count(*) FROM survey_card"  # noqa: S608 - constants
        f" WHERE {condition} GROUP BY score, recommend"
    )
    return summary(connection.execute(sql, values), query.since, query.until)


def _condition(query: SurveyQuery) -> tuple[str, Mapping[str, object]]:
    parts = ["1"]
    values: dict[str, object] = {}
    if query.customer_id is not None:
        parts.append("customer_id = :customer")
        values["customer"] = query.customer_id
    for name, sign, day in (("since", ">=", query.since), ("until", "<=", query.until)):
        if day is not None:
            parts.append(f"day {sign} :{name}")
            values[name] = day.isoformat()
    return " AND ".join(parts), values


def _surveys(
    connection: sqlite3.Connection, condition: str, values: Mapping[str, object]
) -> Iterator[Survey]:
    sql = f"SELECT {_COLUMNS} FROM survey_card WHERE {condition} ORDER BY day DESC, id DESC"  # noqa: S608 - constants
    for row in connection.execute(sql, values):
        key, customer_id, customer, day, score, recommend, via, note, author = row
        yield Survey(
            id=key,
            customer_id=customer_id,
            customer=customer,
            at=date.fromisoformat(day),
            score=score,
            recommend=recommend,
            via=read.choice(Channel, via),
            note=note,
            author=author,
        )
