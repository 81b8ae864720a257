"""Whether grades come true: what became of the customers that were given each."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from crmcli.domain.grade import Grade
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.reports.calibration import HORIZONS, Fate, Horizons, fate
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.policies import policy_moves
from crmcli.store.reads.reports.counting import Group, Records, groups
from crmcli.store.reads.reports.merged import AMONG, APART, Merges
from crmcli.store.reads.reports.tables import with_total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.store.reads.reports.scope import Scope

_CLOSES = """
    SELECT 'deal', id, customer_id, closed FROM deal WHERE stage = 'won' AND closed IS NOT NULL
       AND customer_id {among}
    UNION ALL
    SELECT 'purchase', id, customer_id, day FROM purchase WHERE customer_id {among}
     ORDER BY 4
"""
_CLOSED = """
    (SELECT min(day) FROM (
        SELECT min(d.closed) AS day FROM deal d
         WHERE d.customer_id = r.customer_id AND d.stage = 'won' AND d.closed >= r.day
        UNION ALL
        SELECT min(p.day) FROM purchase p
         WHERE p.customer_id = r.customer_id AND p.day >= r.day))
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
    ids: defaultdict[Grade, IdRanges] = defaultdict(IdRanges)
    for (word, day, closed), (count,), some in (*groups(scope, given), *_merged(scope, merges)):
        grade, on = Grade(word), date.fromisoformat(day)
        first = None if closed is None else date.fromisoformat(closed)
        fates[grade][fate(grade, on, first, horizons.on(on), scope.today)] += count
        ids[grade].update(some or ())
    found = {grade: ids[grade] if scope.explained else None for grade in Grade}
    return _kept(fates, found), _when(scope, fates, found)


def _given(scope: Scope) -> str:
    return f"r.from_grade IS NOT r.to_grade AND {scope.on('r.day')} AND {scope.of('r.customer_id')}"


def _merged(scope: Scope, merges: Merges) -> Iterator[Group]:
    """Yield the grades of those who were merged, with the first closing of who they were then."""
    if not merges.customers:
        return
    values = {**scope.values, **merges.values}
    closes = [
        (date.fromisoformat(day), merges.owner_on(record, key, owner, date.fromisoformat(day)))
        for record, key, owner, day in scope.connection.execute(_CLOSES.format(among=AMONG), values)
    ]
    sql = (
        "SELECT r.id, r.customer_id, r.to_grade, r.day FROM grade_change r"  # noqa: S608 - our own names
        f" WHERE {_given(scope)} AND r.customer_id {AMONG}"
    )
    for key, present, grade, given in scope.connection.execute(sql, values):
        customer = merges.first_owner("grade_change", key, present)
        on = date.fromisoformat(given)
        closed = next(
            (
                day.isoformat()
                for day, owner in closes
                # On the day of a merge it may have been either.
                if day >= on and owner in {customer, merges.became(customer, day)}
            ),
            None,
        )
        yield Group((grade, given, closed), (1,), IdRanges([(key, key)]))


def _kept(
    fates: dict[Grade, Counter[Fate]],
    ids: dict[Grade, IdRanges | None],
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
        rows.append(Row((grade, some.total(), *cells), ids[grade]))
    columns = (
        _GRADE,
        _GIVEN,
        Column("in_time", N_("Closed within its time"), Kind.SHARE),
        Column("running", N_("Time still running")),
        Column("running_closed", N_("Of these closed already")),
    )
    how = message(
        N_(
            "Every time a customer was given another grade in the period than it just had. It"
            " closed when a deal was won or something was bought on that day or later. Its time is"
            " the horizon of the grade that was valid on that day; for D and E, which say that"
            " nothing closes so soon, it is that of C. The share is taken of those whose time is"
            " over; those whose time still runs are beside it."
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
    ids: dict[Grade, IdRanges | None],
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
        rows.append(Row((grade, some.total(), *within, later, some.total() - closed), ids[grade]))
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
