"""Whether customers were followed up in time: their clocks, run again over the past."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from crmcli.domain.grade import Grade
from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import counted, message
from crmcli.domain.reports.compliance import Cadences, Made, Stay, judged
from crmcli.domain.reports.figures import Share, median
from crmcli.domain.reports.named import nothing
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Matching, Row
from crmcli.domain.reports.timeline import stretch_of, stretches
from crmcli.errors import N_, NC_
from crmcli.store.reads.policies import policy_moves
from crmcli.store.reads.reports.pasts import pasts
from crmcli.store.reads.reports.tables import WHEN, with_total
from crmcli.store.reads.work_calendars import with_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.reads.reports.scope import Scope

_MOST = 10
_PAGE = 500
_LAST = date.max - timedelta(days=1)
"""The calendar's last day but one: every day that is judged has one after it."""

_IN_TIME = Column("in_time", N_("Contacts in time"), Kind.SHARE)
_HOW = N_(
    "Every contact in the period that moves the clock is held against the due date that stood"
    " before it: last contact + cadence, or the day the grade or its policy changed if that was"
    " later, by the grade and the policy valid on the day of the contact; a grade that was given on"
    " the same day is that of the days after. A first contact is held against the day the customer"
    " was first due. Days are all days of all customers in the period, today included; one is kept"
    " when its due date had not passed by its evening. Neither counts before a customer had its"
    " first grade, nor while it was lost, archived, or not to be contacted, but for the contacts of"
    " the day on which it became so; what was undone never was, and snoozes do not count. Customers"
    " that were merged are judged each by its own grades and contacts up to then."
)


def compliance(scope: Scope) -> tuple[Block, ...]:
    """Tell how well the cadences were kept."""
    tally = _Tally(scope)
    calendar = partial(with_calendar, scope.connection)
    cadences = Cadences(policy_moves(scope.connection), calendar)
    first, last = scope.period.since, min(scope.period.until, scope.today, _LAST)
    whole = f"SELECT count(*) FROM customer WHERE {scope.of('id')}"  # noqa: S608 - our own names
    (count,) = scope.connection.execute(whole, scope.values).fetchone()
    for done, past in enumerate(pasts(scope)):
        if done % _PAGE == 0:
            scope.progress(done, count)
        for each in judged(past, cadences, first, last):
            if isinstance(each, Made):
                tally.take_contact(each, past.name)
            else:
                tally.take_stay(each, past.name, last)
    return tally.grades(), tally.time(), tally.gaps()


_Gap = tuple[int, int, Grade, str, date | None, date, date | None, int | None]
"""A gap by how many days it was late: of which grade, whose, since when, when it was due, when it
ended, if it did, and by which contact."""


class _Ids:
    """Contacts that were in time, and late ones; there may be millions."""

    def __init__(self) -> None:
        self.timely, self.late = array("q"), array("q")

    def take(self, contact: int, *, late: bool) -> None:
        (self.late if late else self.timely).append(contact)

    def extend(self, other: _Ids) -> None:
        self.timely.extend(other.timely)
        self.late.extend(other.late)

    @property
    def all(self) -> array[int]:
        return self.timely + self.late


class _Tally:
    """What was judged, added up."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._period = scope.period
        self._contacts: defaultdict[Grade, Counter[bool]] = defaultdict(Counter)
        self._late: defaultdict[Grade, Counter[int]] = defaultdict(Counter)
        self._days: defaultdict[Grade, Counter[bool]] = defaultdict(Counter)
        self._ids: defaultdict[Grade, _Ids] = defaultdict(_Ids)
        self._by_day: defaultdict[date, Counter[bool]] = defaultdict(Counter)
        self._ids_by_day: defaultdict[date, _Ids] = defaultdict(_Ids)
        self._gaps: list[_Gap] = []
        self._number = 0

    def take_contact(self, made: Made, name: str) -> None:
        """Count a contact if it is in the period."""
        late = max(0, (made.day - made.due).days)
        self._contacts[made.grade][not late] += 1
        self._by_day[made.day][not late] += 1
        if late:
            self._late[made.grade][late] += 1
            self._keep(late, made.grade, name, made.last, made.due, made.day, made.id)
        if self._scope.explained:
            self._ids[made.grade].take(made.id, late=bool(late))
            self._ids_by_day[made.day].take(made.id, late=bool(late))

    def take_stay(self, stay: Stay, name: str, until: date) -> None:
        """Count the days in the period, and the gap that is still open when it is over."""
        first, last, grade, due, since = stay
        days = (last - first).days + 1
        kept = days if due >= last else max(0, (due - first).days + 1)
        counts = self._days[grade]
        counts[True] += kept
        counts[False] += days - kept
        if due < until == last:
            self._keep((until - due).days, grade, name, since, due, None, None)

    def _keep(
        self,
        late: int,
        grade: Grade,
        name: str,
        since: date | None,
        due: date,
        made: date | None,
        contact: int | None,
    ) -> None:
        self._number -= 1
        gap = (late, self._number, grade, name, since, due, made, contact)
        if len(self._gaps) < _MOST:
            heappush(self._gaps, gap)
        else:
            heappushpop(self._gaps, gap)

    def grades(self) -> Block:
        """Tell of each grade how many contacts were in time, and how many days were kept."""
        rows = tuple(
            Row(
                (
                    grade,
                    _share(self._contacts[grade]),
                    median(self._late[grade]),
                    max(self._late[grade], default=None),
                    _share(self._days[grade]),
                ),
                self._all(self._ids[grade]),
                parts=self._parts(self._ids[grade], late=True),
            )
            for grade in Grade
        )
        columns = (
            Column("grade", N_("Grade then"), Kind.WORD),
            _IN_TIME,
            Column("late", N_("Median days late"), Kind.MEDIAN, N_("days")),
            Column("latest", N_("Latest"), unit=N_("days")),
            Column("days_kept", N_("Days kept"), Kind.SHARE),
        )
        return Block(
            "grades",
            N_("By the grade of the day"),
            columns,
            rows,
            message(_HOW),
            "contact",
            self._total(rows),
            Chart.BARS,
            "in_time",
        )

    def _total(self, rows: tuple[Row, ...]) -> Row | None:
        found = with_total(self._scope, rows)
        if found is None:
            return None
        late: Counter[int] = Counter()
        for each in self._late.values():
            late.update(each)
        _, shares, _, _, days = found.cells
        cells = (None, shares, median(late), max(late, default=None), days)
        return replace(found, cells=cells)

    def _all(self, ids: _Ids) -> IdRanges | None:
        return _ranges(ids.all) if self._scope.explained else None

    def _parts(self, ids: _Ids, *, late: bool) -> dict[str, IdRanges]:
        """Give the contacts that were in time, and if that is asked for those that were late."""
        if not self._scope.explained:
            return {}
        found = {"in_time": _ranges(ids.timely)}
        return found | {"late": _ranges(ids.late)} if late else found

    def time(self) -> Block:
        """Tell how many contacts were in time, over time."""
        cut = stretches(self._period, self._by_day)
        counts: list[Counter[bool]] = [Counter() for _ in cut]
        ids = [_Ids() for _ in cut]
        for day, some in self._by_day.items():
            counts[stretch_of(cut, day)].update(some)
        for day, made in self._ids_by_day.items():
            ids[stretch_of(cut, day)].extend(made)
        rows = tuple(
            Row(
                (each.label, _share(some)),
                self._all(made),
                parts=self._parts(made, late=False),
            )
            for each, some, made in zip(cut, counts, ids, strict=True)
        )
        how = message(N_("The same contacts, by the day on which they were made."))
        return Block(
            "time",
            N_("Over time"),
            (WHEN, _IN_TIME),
            rows,
            how,
            "contact",
            with_total(self._scope, rows),
            Chart.SERIES,
            "in_time",
            Matching.PLACE,
        )

    def gaps(self) -> Block:
        """List the gaps that were longest beyond what their grade asked for."""
        columns = (
            Column("customer", N_("Customer"), Kind.WORD),
            Column("grade", N_("Grade then"), Kind.WORD),
            Column("last", N_("Last contact"), Kind.WORD),
            Column("due", NC_("date", "Due"), Kind.WORD),
            Column("made", NC_("date of a contact", "Made"), Kind.WORD),
            Column("days_late", N_("Days late"), unit=N_("days")),
        )
        rows = tuple(
            Row(
                (name, grade, since or _NEVER, due, made or _NOT_YET, late),
                _ranges([] if contact is None else [contact]) if self._scope.explained else None,
            )
            for late, _, grade, name, since, due, made, contact in sorted(self._gaps, reverse=True)
        )
        how = counted(
            "The gap that ended latest after its due date, or is still open.",
            "The {count} gaps that ended latest after their due date in the period, or were"
            " still open when it was over.",
            _MOST,
        )
        title = N_("The longest gaps")
        return Block("gaps", title, columns, rows, how, "contact", matching=Matching.NEVER)


_NEVER = nothing(N_("never"))
_NOT_YET = nothing(N_("not yet"))


def _share(counts: Counter[bool]) -> Share:
    return Share(counts[True], counts.total())


def _ranges(ids: Sequence[int]) -> IdRanges:
    return IdRanges((key, key) for key in sorted(ids))
