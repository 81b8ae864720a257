"""How much falls on each coming day, by what is owed today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import Grade
from crmcli.domain.message import message
from crmcli.domain.reports.period import ReportPeriod
from crmcli.domain.reports.report import Chart, Column, Kind, Row
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import Part, Records, groups, regrouped
from crmcli.store.reads.reports.tables import WHEN, Outline, over_time, stripped

if TYPE_CHECKING:
    from crmcli.domain.reports.report import Block
    from crmcli.store.reads.reports.counting import Group
    from crmcli.store.reads.reports.scope import Scope

_FIGURES = (
    Column("total", N_("Total")),
    Column("due", N_("Due")),
    Column("overdue", N_("Overdue")),
)
_LATE = "r.due < :today AND r.shown_from <= :today"
_COUNTED = (
    "count(*)",
    f"count(CASE WHEN NOT ({_LATE}) THEN 1 END)",
    f"count(CASE WHEN {_LATE} THEN 1 END)",
)
_PARTS = (Part("due", f"NOT ({_LATE})"), Part("overdue", _LATE))
_DAYS = Outline(
    "days",
    N_("On each day"),
    (WHEN, *_FIGURES),
    message(
        N_(
            "Rows of the due list as it stands today, by the day on which they come up: that on"
            " which they are due, a later one where they were snoozed or nobody answered, an"
            " earlier one where they were spread. What is on the list already falls on today;"
            " overdue is what was due before. What others promised is left out. The records are the"
            " customers to whom something is owed."
        )
    ),
    "customer",
    _COUNTED,
    chart=Chart.DAYS,
)
_KINDS = Outline(
    "kinds",
    N_("By kind"),
    (Column("kind", N_("Kind"), Kind.WORD), *_FIGURES),
    message(N_("The same rows by what is owed.")),
    "customer",
    _COUNTED,
)
_GRADES = Outline(
    "grades",
    N_("By grade"),
    (Column("grade", N_("Grade"), Kind.WORD), *_FIGURES),
    message(N_("The same rows by the grade that the customer has today.")),
    "customer",
    _COUNTED,
)


def load(scope: Scope) -> tuple[Block, ...]:
    """Tell how much falls on the days of the period from today on, as the book stands today."""
    start = max(scope.period.since, scope.today)
    if start > scope.period.until:
        over = message(N_("The period is over; the days to come begin on {day}."), day=scope.today)
        empty = (each.block(scope, ()) for each in (_DAYS, _KINDS, _GRADES))
        return tuple(replace(each, notes=(over,)).as_it_stands() for each in empty)
    coming = replace(scope, period=ReportPeriod(start, scope.period.last))
    # All three tables are of the same rows: they are read once.
    found = groups(coming, _owed(coming), _COUNTED, _PARTS)
    days = over_time(coming, regrouped(found, 0), [0] * len(_COUNTED), daily=True)
    kinds = {each.keys[0]: each for each in regrouped(found, 1)}
    of_kinds = (kinds[each.value] for each in DueKind if each.value in kinds)
    return (
        # A day of a week that has begun has none of the week before it to stand beside.
        stripped(_DAYS.block(coming, days)).as_it_stands(),
        _KINDS.block(coming, tuple(_row(DueKind(each.keys[0]), each) for each in of_kinds)),
        _GRADES.block(
            coming, tuple(_row(Grade(each.keys[0]), each) for each in regrouped(found, 2))
        ),
    )


def _row(name: DueKind | Grade, group: Group) -> Row:
    return Row((name, *group.figures), group.ids, parts=group.parts)


def _owed(coming: Scope) -> Records:
    """Give what comes up on the days of a scope that begins today or later, by what it is."""
    shown = "r.shown_from <= :last"
    if coming.period.since > coming.today:
        shown = coming.on("r.shown_from")
    elif coming.period.last is None:
        # Through the index of days it takes longer to read all than without it.
        shown = "1"
    return Records(
        "(SELECT customer_id AS id, * FROM obligation) r JOIN customer c ON c.id = r.customer_id"
        " LEFT JOIN promise p ON r.kind = 'promise' AND p.id = r.subject_id",
        f"{shown} AND (r.shown_until IS NULL OR r.shown_until >= :today)"
        f" AND coalesce(p.theirs, 0) = 0 AND {coming.of('r.customer_id')}",
        ("max(r.shown_from, :today)", "r.kind", "c.grade"),
    )
