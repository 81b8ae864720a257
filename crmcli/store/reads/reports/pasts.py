"""The past of every customer, as the clocks of its follow-ups saw it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from crmcli.domain.grade import Grade
from crmcli.domain.reports.compliance import Past
from crmcli.store.reads.reports.absences import Absences
from crmcli.store.reads.reports.local_days import local_day
from crmcli.store.reads.reports.merged import APART, Merges
from crmcli.store.reads.reports.merged_pasts import merged_pasts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from crmcli.store.reads.reports.scope import Scope


def pasts(scope: Scope) -> Iterator[Past]:
    """Yield the past of every customer: three reads side by side, none of them in memory.

    Few were merged with others: of these all is read at once, and they come last.
    """
    day = lru_cache(maxsize=_REMEMBERED)(date.fromisoformat)
    away, merges = Absences(scope.connection), Merges(scope.connection)
    grades, contacts = (_by_customer(_read(scope, sql)) for sql in (_GRADED, _CONTACTED))
    for key, name, first_due, lost, silent, archived in _read(scope, _CUSTOMERS, merges.values):
        ends = [] if lost is None else [day(lost)]
        if silent is not None:
            ends.append(away.silent_since(key, day(silent)))
        ends += [] if archived is None else [local_day(archived)]
        yield Past(
            name=name,
            first_due=day(first_due),
            grades=tuple((day(on), _NAMED[grade]) for _, on, grade in grades(key)),
            contacts=tuple((day(on), contact) for _, on, contact in contacts(key)),
            end=min(ends, default=None),
            pauses=tuple(sorted((each.left, each.back) for each in away.over(key))),
        )
    yield from merged_pasts(scope, merges, away)


def _read(scope: Scope, sql: str, values: Mapping[str, object] | None = None) -> sqlite3.Cursor:
    whom, whose = scope.of("id"), scope.of("customer_id")
    given = {**scope.values, **(values or {})}
    return scope.connection.execute(sql.format(whom=whom, whose=whose), given)


_REMEMBERED = 20_000
_CUSTOMERS = f"""
    SELECT id, name, first_due, lost, CASE WHEN may_contact THEN NULL ELSE consent_on END, archived
      FROM customer WHERE {{whom}} AND id {APART} ORDER BY id
"""  # noqa: S608 - our own names
_GRADED = """
    SELECT customer_id, day, to_grade FROM grade_change
     WHERE from_grade IS NOT to_grade AND {whose} ORDER BY customer_id, day, id
"""
_CONTACTED = """
    SELECT customer_id, day, id FROM contact
     WHERE effect = 'clock' AND day >= :first AND {whose}
    UNION ALL
    SELECT customer_id, max(day), id FROM contact
     WHERE effect = 'clock' AND day < :first AND {whose} GROUP BY customer_id
     ORDER BY 1, 2, 3
"""
_NAMED = {grade.value: grade for grade in Grade}


def _by_customer(rows: Iterable[tuple[Any, ...]]) -> Callable[[int], list[tuple[Any, ...]]]:
    """Give what takes the rows of one customer after the other; ids must be asked for in order."""
    found = groupby(rows, key=itemgetter(0))
    waiting: list[tuple[int, list[tuple[Any, ...]]]] = []

    def of(key: int) -> list[tuple[Any, ...]]:
        while not waiting or waiting[0][0] < key:
            following = next(found, None)
            if following is None:
                return []
            waiting[:] = [(following[0], list(following[1]))]
        return waiting[0][1] if waiting[0][0] == key else []

    return of
