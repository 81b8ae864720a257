"""Tables of a report against rows of a book that have something in common, totals included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.commands.report.asking import by_name, told, told_row
from tests.commands.report.plain_figures import folded, over_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from tests.commands.report.plain_book import Row, Span

    Figures = Callable[[Sequence[Row]], Row]
    """Gives the figures of some rows."""

IN_PERIOD = "period"


def apart(rows: Iterable[Row], key: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    """Put rows together that have a thing in common."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def by_column(rows: Iterable[Row], column: str, none: str | None = None) -> dict[Any, list[Row]]:
    """Put rows together that have the same in a column."""
    return apart(rows, lambda row: none if row[column] is None else row[column])


def in_order(found: Mapping[Any, list[Row]], order: Iterable[Any]) -> dict[Any, list[Row]]:
    """Put what is there into the order of a list that is closed."""
    return {name: found[name] for name in order if name in found}


def assert_named(
    block: Row,
    column: str,
    found: Mapping[Any, Sequence[Row]],
    figures: Figures,
    *,
    untold: Sequence[str] = (),
) -> None:
    """Check a table with a row for each name, and what they add up to."""
    expected = {(name,): {column: name, **figures(some)} for name, some in found.items()}
    assert by_name(told(block), column) == expected
    assert_total(block, column, found, figures, untold=untold)


def assert_listed(
    block: Row,
    column: str,
    found: Mapping[Any, Sequence[Row]],
    figures: Figures,
    *,
    untold: Sequence[str] = (),
) -> None:
    """Check a table with a row for each name, in their order, and what they add up to."""
    assert told(block) == [{column: name, **figures(some)} for name, some in found.items()]
    assert_total(block, column, found, figures, untold=untold)


def assert_total(
    block: Row,
    column: str,
    found: Mapping[Any, Sequence[Row]],
    figures: Figures,
    *,
    untold: Sequence[str] = (),
) -> None:
    """Check what all rows add up to; one row is its own total, and some figures have none."""
    if len(found) > 1:
        whole = figures([row for some in found.values() for row in some])
        assert told_row(block["total"]) == {column: None, **whole, **dict.fromkeys(untold)}
    else:
        assert block["total"] is None


def assert_dated(
    block: Row,
    span: Span,
    dated: Iterable[tuple[date, Row]],
    figures: Figures,
    *,
    daily: bool = False,
) -> None:
    """Check a table of what was when, and what it adds up to."""
    assert_listed(block, "when", over_time(span, dated, daily=daily), figures)


def assert_whole(block: Row, expected: Row) -> None:
    """Check a table of one row about the period, which is its own total."""
    assert told(block) == [{"what": IN_PERIOD, **expected}]
    assert block["total"] is None


def assert_spelled(
    block: Row,
    column: str,
    found: Mapping[Any, Sequence[Row]],
    figures: Figures,
    *,
    untold: Sequence[str] = (),
) -> None:
    """Check a table whose names may be written in one of several ways, as `folded` compares."""
    rows = [{**row, column: folded(row[column])} for row in told(block)]
    expected = {(name,): {column: name, **figures(some)} for name, some in found.items()}
    assert by_name(rows, column) == expected
    assert_total(block, column, found, figures, untold=untold)
