"""Tables of a report from what was counted: rows with names, totals, and what happened when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.reports.figures import Mean, Share, Sums, sums_of, together
from crmcli.domain.reports.report import Block, Chart, Column, Kind, Matching, Row
from crmcli.domain.reports.timeline import Stretch, stretch_of, stretches
from crmcli.errors import N_
from crmcli.store.reads.reports.counting import groups, no_ids, sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from crmcli.domain.message import Message
    from crmcli.domain.reports.report import Cell
    from crmcli.store.reads.reports.counting import Amount, Group, Keys, Part, Records
    from crmcli.store.reads.reports.scope import Scope

_MOST_DAYS = 400
"""How many days a strip of days shows at the most."""

WHEN = Column("when", N_("When"), Kind.WORD)
"""What names the rows of a table over time."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a table is, but for its rows.

    Args:
        key: its key in JSON.
        title: what it shows, a message id.
        columns: its columns: the name of a row, a column for each figure, one for each amount.
        how: how its figures are computed, and from which records.
        record: the table of the records that are counted.
        figures: the SQL aggregates that fill the columns.
        amount: what is added up for the next column; None where there is no such column.
        weighted: what is added up for the last one, likewise.
        chart: how it is drawn; the first figure is.
        totalled: whether adding up its rows makes sense: no record is in two of them.
        shaped: makes the cells of a row of its aggregates, such as a share of two; None where each
            is a cell.
        parts: which of the records figures count that do not count all of them.
        apart: the keys of columns that have no total, since one thing is in several rows.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    how: Message
    record: str
    figures: tuple[str, ...] = ("count(*)",)
    amount: Amount | None = None
    weighted: Amount | None = None
    chart: Chart | None = Chart.BARS
    totalled: bool = True
    shaped: Callable[..., tuple[Cell, ...]] | None = None
    parts: tuple[Part, ...] = ()
    apart: tuple[str, ...] = ()

    def groups(self, scope: Scope, records: Records) -> list[Group]:
        """Count its figures, group by group."""
        found = groups(scope, records, self.figures, self.parts)
        if self.shaped is None:
            return found
        return [each._replace(figures=self.shaped(*each.figures)) for each in found]

    def sums(self, scope: Scope, records: Records) -> list[Mapping[Keys, Sums]]:
        """Add up its amounts, group by group."""
        wanted = (each for each in (self.amount, self.weighted) if each is not None)
        return [sums(scope, records, each) for each in wanted]

    def block(
        self, scope: Scope, rows: tuple[Row, ...], matching: Matching = Matching.NAME
    ) -> Block:
        """Make the table of its rows."""
        return Block(
            key=self.key,
            title=self.title,
            columns=self.columns,
            rows=rows,
            how=self.how,
            record=self.record,
            total=self._total(scope, rows) if self.totalled else None,
            chart=self.chart,
            drawn=None if self.chart is None else self.columns[1].key,
            matching=matching,
        )

    def _total(self, scope: Scope, rows: tuple[Row, ...]) -> Row | None:
        total = with_total(scope, rows)
        if total is None:
            return None
        pairs = zip(self.columns, total.cells, strict=True)
        return replace(
            total, cells=tuple(None if each.key in self.apart else cell for each, cell in pairs)
        )


def by_name(
    scope: Scope,
    outline: Outline,
    records: Records,
    name: Callable[..., Cell],
    order: Callable[[Keys], Any] | None = None,
) -> Block:
    """Make a table with a row for each group of records.

    Args:
        scope: what is looked at.
        outline: the table.
        records: the records, grouped by what they have in common.
        name: gives the name of a row, by the keys of its group.
        order: gives what rows are sorted by, by their keys; otherwise the largest come first, and
            what has no name last.
    """
    found = outline.groups(scope, records)
    if order is None:
        found.sort(key=lambda each: (each.keys[0] is None, -(each.figures[0] or 0), each.keys))
    else:
        found.sort(key=lambda each: order(each.keys))
    amounts = outline.sums(scope, records)
    rows = tuple(
        Row(
            (name(*each.keys), *each.figures, *(one[each.keys] for one in amounts)),
            each.ids,
            parts=each.parts,
        )
        for each in found
    )
    return outline.block(scope, rows)


def by_day(scope: Scope, outline: Outline, records: Records) -> Block:
    """Make a table with a row for each day, week or month, by the only key of the records.

    That key is a local date; where nothing happened the row says zero. A strip of days has a row
    for each day, as long as these can be seen at once; then it is one of months, drawn as a line.
    """
    found = outline.groups(scope, records)
    amounts = outline.sums(scope, records)
    none = [0] * len(outline.figures)
    nothing = sums_of({}, 0, scope.base)
    zero: list[Cell] = [*(outline.shaped(*none) if outline.shaped else none)]
    zero += [nothing] * len(amounts)
    daily = outline.chart is Chart.DAYS
    rows = over_time(scope, found, zero, *amounts, daily=daily)
    return stripped(outline.block(scope, rows, Matching.PLACE))


def stripped(block: Block) -> Block:
    """Draw what was to be a strip of days as a line where its rows are longer than days."""
    if block.chart is Chart.DAYS and not _are_days(block.rows):
        return replace(block, chart=Chart.SERIES)
    return block


def with_total(scope: Scope, rows: Sequence[Row]) -> Row | None:
    """Add up the figures of rows that have nothing in common; None for fewer than two rows.

    What cannot be added, such as a median, has no total.
    """
    if len(rows) < 2:  # noqa: PLR2004 - one row is its own total
        return None
    _, *columns = zip(*(row.cells for row in rows), strict=True)
    cells = (None, *(_sum(each, scope.base) for each in columns))
    return Row(cells, _all_ids(rows), parts=_all_parts(rows))


def over_time(
    scope: Scope,
    found: Iterable[Group],
    zero: Sequence[Cell],
    *more: Mapping[Keys, Cell],
    daily: bool = False,
) -> tuple[Row, ...]:
    """Make a row for each day, week or month of the period, also where nothing happened.

    Args:
        scope: what is looked at.
        found: the groups of records, by the local date as their only key.
        zero: the cells where there is nothing, but for the name.
        more: further cells, by the keys of the group.
        daily: whether there is a row for each day, as far as these can be seen at once.
    """
    given = list(found)
    cut = stretches(scope.period, [date.fromisoformat(each.keys[0]) for each in given])
    if daily:
        cut = _cut_into_days(cut)
    cells: list[list[Any]] = [list(zero) for _ in cut]
    ids = [no_ids(scope) for _ in cut]
    parts: list[dict[str, IdRanges]] = [{} for _ in cut]
    for each in given:
        at = stretch_of(cut, date.fromisoformat(each.keys[0]))
        new = [*each.figures, *(further[each.keys] for further in more)]
        cells[at] = [
            together(old, one, scope.base) for old, one in zip(cells[at], new, strict=True)
        ]
        present = ids[at]
        if present is not None and each.ids is not None:
            present.update(each.ids)
        for key, some in each.parts.items():
            parts[at].setdefault(key, IdRanges()).update(some)
    return tuple(
        Row((stretch.label, *row), each, parts=some)
        for stretch, row, each, some in zip(cut, cells, ids, parts, strict=True)
    )


def _cut_into_days(cut: list[Stretch]) -> list[Stretch]:
    """Cut stretches into days, unless there would be too many to be seen at once."""
    if not cut or (cut[-1].last - cut[0].first).days >= _MOST_DAYS:
        return cut
    first, last = cut[0].first.toordinal(), cut[-1].last.toordinal()
    days = (date.fromordinal(each) for each in range(first, last + 1))
    return [Stretch(day.isoformat(), day, day) for day in days]


def _are_days(rows: Sequence[Row]) -> bool:
    return all(len(str(row.cells[0])) == len("2026-11-30") for row in rows)


def _sum(cells: Sequence[Cell], base: str) -> Cell:
    known = [each for each in cells if isinstance(each, (int, Fraction, Share, Mean, Sums))]
    if not known or len(known) < len(cells):
        return None
    total = known[0]
    for each in known[1:]:
        total = together(total, each, base)
    return total


def _all_ids(rows: Sequence[Row]) -> IdRanges | None:
    if any(row.ids is None for row in rows):
        return None
    ids = IdRanges()
    for row in rows:
        ids.update(row.ids or ())
    return ids


def _all_parts(rows: Sequence[Row]) -> dict[str, IdRanges]:
    """Put together of which records figures are, as far as each row with records says so."""
    found: dict[str, IdRanges] = {}
    for row in rows:
        for key, ids in row.parts.items():
            found.setdefault(key, IdRanges()).update(ids)
    return found
