"""What customers said: of which kind, whether it was dealt with in time, what follows from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from crmcli.domain.feedback_state import (
    COMPLAINT_PROCEDURE,
    PROCEDURE,
    FeedbackKind,
    FeedbackState,
    Severity,
)
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share, median
from crmcli.domain.reports.named import IN_PERIOD, nothing
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Row
from crmcli.errors import N_, NC_
from crmcli.store.reads.reports.counting import Part, Records
from crmcli.store.reads.reports.handled import handled
from crmcli.store.reads.reports.local_days import LOCAL_DAY, with_local_days
from crmcli.store.reads.reports.tables import WHEN, Outline, by_day, by_name, with_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.domain.reports.handling import Judged
    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.handled import Handled
    from crmcli.store.reads.reports.scope import Scope

_OPENED = Column("opened", N_("Opened"))
_FIGURES = (
    _OPENED,
    Column("open", N_("Open")),
    Column("overdue", N_("Overdue")),
    Column("in_time", N_("Closed in time"), Kind.SHARE),
    Column("days", N_("Median days"), Kind.MEDIAN, N_("days")),
)
_WHAT = Column("what", N_("Counted"), Kind.WORD)
_NO_CATEGORY = nothing(N_("(no category)"))
_HOW = N_(
    "Feedback that was opened in the period, by its instant. Open and overdue are those of today:"
    " overdue is what has a next step whose limit has run out. Closed in time are, of the"
    " closed ones, those of which each step was taken within its limit: the limit valid on the day"
    " it was taken, in the book's time zone of today. Median days are those from the day of opening"
    " to that of closing, of the closed ones."
)


def feedback(scope: Scope) -> tuple[Block, ...]:
    """Tell what customers said, and what came of it."""
    with_local_days(scope.connection)
    opened = Records("feedback r", f"{scope.at('r.opened')} AND {scope.of('r.customer_id')}")
    said = handled(scope, opened)
    return (
        _whole(scope, said),
        _by(scope, said, ("kinds", N_("By kind"), "kind", N_("Kind")), _KINDS),
        _by(scope, said, ("categories", N_("By category"), "category", N_("Category")), ()),
        _by(scope, said, ("severities", N_("By severity"), "severity", N_("Severity")), _GRAVEST),
        _taken(scope, said),
        _time(scope, opened),
        _measures(scope),
    )


_KINDS = tuple(FeedbackKind)
_GRAVEST = (Severity.HIGH, Severity.NORMAL, Severity.LOW)
_STEPS = (*COMPLAINT_PROCEDURE[1:], *PROCEDURE[1:])


def _figures(said: Sequence[Handled]) -> tuple[Cell, ...]:
    closed = [each for each in said if each.days is not None]
    return (
        len(said),
        len(said) - len(closed),
        sum(each.overdue for each in said),
        Share(sum(each.in_time for each in closed), len(closed)),
        median(Counter(each.days for each in closed if each.days is not None)),
    )


def _row(scope: Scope, name: Cell, said: Sequence[Handled], *more: Cell) -> Row:
    if not scope.explained:
        return Row((name, *_figures(said), *more))
    closed = [each for each in said if each.days is not None]
    parts = {
        "open": _ids(each for each in said if each.days is None),
        "overdue": _ids(each for each in said if each.overdue),
        "in_time": _ids(each for each in closed if each.in_time),
        "days": _ids(closed),
    }
    if more:
        parts["reopened"] = _ids(each for each in said if each.reopened)
    return Row((name, *_figures(said), *more), _ids(said), parts=parts)


def _ids(said: Iterable[Handled]) -> IdRanges:
    return IdRanges((key, key) for key in sorted(each.id for each in said))


def _whole(scope: Scope, said: Sequence[Handled]) -> Block:
    again = Column("reopened", N_("Opened again"), Kind.SHARE)
    reopened = Share(sum(each.reopened for each in said), len(said))
    rows = (_row(scope, IN_PERIOD, said, reopened),)
    columns = (_WHAT, *_FIGURES, again)
    return Block("whole", N_("All together"), columns, rows, message(_HOW), "feedback")


def _by(
    scope: Scope, said: Iterable[Handled], named: tuple[str, str, str, str], order: Sequence[Cell]
) -> Block:
    """Tell of feedback with one thing in common."""
    key, title, field, label = named
    apart: defaultdict[Any, list[Handled]] = defaultdict(list)
    for each in said:
        apart[getattr(each, field)].append(each)
    # A closed list has its own order; of others the largest come first, and what has no name last.
    names = [each for each in order if each in apart] or sorted(
        apart, key=lambda each: (each is None, -len(apart[each]), each)
    )
    rows = tuple(_row(scope, _NO_CATEGORY if name is None else name, apart[name]) for name in names)
    return Block(
        key,
        title,
        (Column(field, label, Kind.WORD), *_FIGURES),
        rows,
        message(N_("The same feedback; the figures as above.")),
        "feedback",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn="opened",
    )


def _taken(scope: Scope, said: Iterable[Handled]) -> Block:
    """Tell which steps were taken in time."""
    by_step: defaultdict[FeedbackState, list[Judged]] = defaultdict(list)
    for one in said:
        for each in one.judged:
            by_step[each.state].append(each)
    rows = tuple(
        _step(state, by_step[state], explained=scope.explained)
        for state in _STEPS
        if state in by_step
    )
    columns = (
        Column("step", N_("Step"), Kind.WORD),
        Column("taken", N_("Taken")),
        Column("in_time", N_("In time"), Kind.SHARE),
    )
    how = message(
        N_(
            "The steps of the same feedback that were taken so far, each held against the limit"
            " that was valid on the day it was taken. Steps that were skipped are not counted; the"
            " one after them has the limit of the first of them."
        )
    )
    return Block(
        "steps",
        N_("Steps taken in time"),
        columns,
        rows,
        how,
        "feedback_step",
        total=with_total(scope, rows),
        chart=Chart.BARS,
        drawn="taken",
    )


def _step(state: FeedbackState, taken: Sequence[Judged], *, explained: bool) -> Row:
    timely = [each for each in taken if each.in_time]
    cells = (state, len(taken), Share(len(timely), len(taken)))
    if not explained:
        return Row(cells)
    ids, in_time = (
        IdRanges((each.id, each.id) for each in sorted(some)) for some in (taken, timely)
    )
    return Row(cells, ids, parts={"in_time": in_time})


def _time(scope: Scope, opened: Records) -> Block:
    outline = Outline(
        "time",
        N_("When"),
        (WHEN, _OPENED),
        message(N_("The same feedback by the local day on which it was opened.")),
        "feedback",
        chart=Chart.SERIES,
    )
    return by_day(scope, outline, opened.by(f"{LOCAL_DAY}(r.opened)"))


def _measures(scope: Scope) -> Block:
    """Tell which measures to do better were taken, and done."""
    made, done = scope.on("r.made"), scope.on("r.done")
    whose = scope.of("r.customer_id")
    if scope.whom is None:
        # A measure may concern the whole book.
        whose = f"(r.customer_id IS NULL OR {whose})"
    measures = Records("measure r", f"({made} OR {done}) AND {whose}")
    outline = Outline(
        "measures",
        N_("Improvement measures"),
        (
            _WHAT,
            Column("made", NC_("measures", "Made")),
            Column("done_since", N_("Of these done since"), Kind.SHARE),
            Column("done", N_("Done in the period")),
            Column("in_time", N_("Of these done in time"), Kind.SHARE),
        ),
        message(
            N_(
                "Measures whose day of making, and measures whose day of doing, is in the period."
                " Done in time are, of those that were done and had a date, those done on that day"
                " or before it."
            )
        ),
        "measure",
        (
            f"count(CASE WHEN {made} THEN 1 END)",
            f"count(CASE WHEN {made} AND r.done IS NOT NULL THEN 1 END)",
            f"count(CASE WHEN {done} THEN 1 END)",
            f"count(CASE WHEN {done} AND r.done <= r.by THEN 1 END)",
            f"count(CASE WHEN {done} AND r.by IS NOT NULL THEN 1 END)",
        ),
        chart=None,
        shaped=lambda count, since, finished, timely, dated: (
            count,
            Share(since, count),
            finished,
            Share(timely, dated),
        ),
        parts=(
            Part("made", made),
            Part("done_since", f"{made} AND r.done IS NOT NULL"),
            Part("done", done),
            Part("in_time", f"{done} AND r.done <= r.by"),
        ),
    )
    return by_name(scope, outline, measures.by(), lambda: IN_PERIOD, lambda _: 0)
