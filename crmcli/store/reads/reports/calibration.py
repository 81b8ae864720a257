"""Whether grades come true: what became of the customers that were given each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.grade import Grade
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.reports.calibration import HORIZONS, Fate, Horizons, fate
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.policies import policy_moves
from crmcli.store.reads.reports.counting import Group, Records, groups
from crmcli.store.reads.reports.merged import AMONG, APART, MERGING, Merges
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.scope import Scope

_CLOSES = f"""
    SELECT 'deal', id, customer_id, closed FROM deal
     WHERE stage = 'won' AND closed <= :today AND customer_id {AMONG}
    UNION ALL
    SELECT 'purchase', id, customer_id, day FROM purchase
     WHERE day <= :today AND customer_id {AMONG}
     ORDER BY 4
"""  # noqa: S608 - our own names
_CLOSED = """
    (SELECT min(day) FROM (
        SELECT min(d.closed) AS day FROM deal d
         WHERE d.customer_id = r.customer_id AND d.stage = 'won'
           AND d.closed BETWEEN r.day AND :today
        UNION ALL
        SELECT min(p.day) FROM purchase p
         WHERE p.customer_id = r.customer_id AND p.day BETWEEN r.day AND :today))
"""
_KEYS = ("r.to_grade", "r.day", _CLOSED)
_GRADE = Column("grade", N_("Grade"), Kind.WORD)
_GIVEN = Column("given", N_("Given"))


def calibration(scope: Scope) -> tuple[Block, ...]:
    """Tell whether grades came true."""
    merges = Merges(scope.connection)
    given = Records(
        "grade_change r", f"{_given(scope)} AND r.customer_id {APART}", _KEYS, merges.values
    )
    horizons = Horizons(policy_moves(scope.connection))
    fates: defaultdict[Grade, Counter[Fate]] = defaultdict(Counter)
    ids: defaultdict[Grade, defaultdict[Fate, IdRanges]] = defaultdict(
        lambda: defaultdict(IdRanges)
    )
    for (word, day, closed), (count,), some, _ in (*groups(scope, given), *_merged(scope, merges)):
        grade, on = Grade(word), date.fromisoformat(day)
        first = None if closed is None else date.fromisoformat(closed)
        became = fate(grade, on, first, horizons.on(on), scope.today)
        fates[grade][became] += count
        ids[grade][became].update(some or ())
    found = {grade: ids[grade] if scope.explained else None for grade in Grade}
    return _kept(fates, found), _when(scope, fates, found)


_Found = dict[Grade, "defaultdict[Fate, IdRanges] | None"]
"""By grade which changes came to which fate; None where that was not asked for."""


def _traced(
    cells: tuple[Cell, ...],
    found: Mapping[Fate, IdRanges] | None,
    parts: Mapping[str, Callable[[Fate], bool]],
) -> Row:
    """Make a row with its records, and those of the figures that count only some fates."""
    if found is None:
        return Row(cells)

    def those(has: Callable[[Fate], bool]) -> IdRanges:
        ids = IdRanges()
        for each, some in found.items():
            if has(each):
                ids.update(some)
        return ids

    some = {key: those(has) for key, has in parts.items()}
    return Row(cells, those(lambda _: True), parts=some)


_LAST_OF_DAY = """
    r.id = (SELECT max(e.id) FROM grade_change e
             WHERE e.customer_id = r.customer_id AND e.day = r.day)
"""
_BEFORE_DAY = """
    (SELECT e.to_grade FROM grade_change e
      WHERE e.customer_id = r.customer_id AND e.day < r.day ORDER BY e.day DESC, e.id DESC LIMIT 1)
"""


def _given(scope: Scope) -> str:
    """Give the condition that a day ended with another grade than the day before."""
    return (
        f"{scope.on('r.day')} AND {scope.of('r.customer_id')} AND {_LAST_OF_DAY}"
        f" AND r.to_grade IS NOT {_BEFORE_DAY}"
    )


def _merged(scope: Scope, merges: Merges) -> Iterator[Group]:
    """Yield the grades of those who were merged, with the first closing of who they were then."""
    if not merges.customers:
        return
    values = {**scope.values, **merges.values}
    closes: defaultdict[int, list[date]] = defaultdict(list)
    for record, key, owner, text in scope.connection.execute(_CLOSES, values):
        day = date.fromisoformat(text)
        closes[merges.owner_on(record, key, owner, day)].append(day)
    seen = f"SELECT id FROM customer WHERE {scope.of('id')} AND id {AMONG}"  # noqa: S608 - our own names
    looked = {key for (key,) in scope.connection.execute(seen, values)}
    for customer, given in _by_day(scope, merges).items():
        if merges.became(customer) not in looked:
            continue
        before = None
        for each in given:
            changed, before = each.grade != before, each.grade
            if changed and not each.merged and scope.period.holds(each.day):
                closed = _closed(merges, closes, customer, each.day)
                on = None if closed is None else closed.isoformat()
                ids = IdRanges([(each.id, each.id)])
                yield Group((each.grade, each.day.isoformat(), on), (1,), ids)


class _Given(NamedTuple):
    """The grade with which a day ended, and whether it was a merge that gave it."""

    day: date
    grade: str
    id: int
    merged: bool


def _by_day(scope: Scope, merges: Merges) -> dict[int, list[_Given]]:
    """Give for each customer that was merged the grade at the end of each day it was graded on."""
    sql = (
        f"SELECT id, customer_id, day, to_grade, {MERGING} FROM grade_change"  # noqa: S608 - our own names
        f" WHERE customer_id {AMONG} ORDER BY day, id"
    )
    found: defaultdict[int, dict[date, _Given]] = defaultdict(dict)
    for key, present, text, grade, merged in scope.connection.execute(sql, merges.values):
        day = date.fromisoformat(text)
        owner = merges.first_owner("grade_change", key, present)
        found[owner][day] = _Given(day, grade, key, bool(merged))
    return {customer: list(days.values()) for customer, days in found.items()}


def _closed(
    merges: Merges, closes: Mapping[int, list[date]], customer: int, given: date
) -> date | None:
    """Say when a customer closed first from a day on, or whoever it had become by then."""
    present: int | None = customer
    while present is not None:
        end = merges.end_of(present)
        days = closes.get(present, [])
        at = bisect_left(days, given)
        # On the day of a merge it may have been either.
        if at < len(days) and (end is None or days[at] <= end.on):
            return days[at]
        present, given = (None, given) if end is None else (end.target, max(given, end.on))
    return None


_OF_KEPT: dict[str, Callable[[Fate], bool]] = {
    "in_time": lambda each: each.decided and each.in_time,
    "running": lambda each: not each.decided,
    "running_closed": lambda each: not each.decided and each.in_time,
}
_OF_WHEN: dict[str, Callable[[Fate], bool]] = {
    "as_a": lambda each: each.within is Grade.A,
    "as_b": lambda each: each.within is Grade.B,
    "as_c": lambda each: each.within is Grade.C,
    "later": lambda each: each.closed and each.within is None,
    "not_closed": lambda each: not each.closed,
}


def _kept(
    fates: dict[Grade, Counter[Fate]],
    ids: _Found,
) -> Block:
    """Tell of each grade how many closed within its time, of those whose time is over."""
    rows = []
    for grade in Grade:
        some = fates[grade]
        decided = sum(count for each, count in some.items() if each.decided)
        in_time = sum(count for each, count in some.items() if each.decided and each.in_time)
        open_ = {each: count for each, count in some.items() if not each.decided}
        soon = sum(count for each, count in open_.items() if each.in_time)
        cells = (Share(in_time, decided), sum(open_.values()), soon)
        rows.append(_traced((grade, some.total(), *cells), ids[grade], _OF_KEPT))
    columns = (
        _GRADE,
        _GIVEN,
        Column("in_time", N_("Closed within its time"), Kind.SHARE),
        Column("running", N_("Time still running")),
        Column("running_closed", N_("Of these closed already")),
    )
    how = message(
        N_(
            "Every day in the period that a customer ended with another grade than the day before."
            " It closed when a deal was won or something was bought on that day or later. Its time"
            " is the horizon of the grade that was valid on that day; for D and E, which say that"
            " nothing closes so soon, it is that of C. The share is taken of those whose time is"
            " over; those whose time still runs are beside it. Each of two customers that were"
            " merged counts by its own grades up to then, and what a merge made of them is no grade"
            " that was given."
        )
    )
    return Block(
        "grades",
        N_("Within the time of the grade"),
        columns,
        tuple(rows),
        how,
        "grade_change",
        None,
        Chart.BARS,
        "in_time",
    )


def _when(
    scope: Scope,
    fates: dict[Grade, Counter[Fate]],
    ids: _Found,
) -> Block:
    """Tell of each grade how soon they closed, by the horizons of the grades."""
    rows = []
    for grade in Grade:
        some = fates[grade]
        within = [
            sum(count for each, count in some.items() if each.within is horizon)
            for horizon in HORIZONS
        ]
        closed = sum(count for each, count in some.items() if each.closed)
        later = closed - sum(within)
        cells: tuple[Cell, ...] = (grade, some.total(), *within, later, some.total() - closed)
        rows.append(_traced(cells, ids[grade], _OF_WHEN))
    columns = (
        _GRADE,
        _GIVEN,
        Column("as_a", N_("Closed as A")),
        Column("as_b", N_("As B")),
        Column("as_c", N_("As C")),
        Column("later", N_("Later")),
        Column("not_closed", N_("Not closed")),
    )
    how = message(
        N_(
            "The same, by when the customer closed: within the horizon of A, after that within that"
            " of B, after that within that of C, later, or not by today."
        )
    )
    found = tuple(rows)
    total = with_total(scope, found)
    title = N_("When they closed")
    return Block("when", title, columns, found, how, "grade_change", total)
