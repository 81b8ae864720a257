"""The tables of a report as its page shows them: every text that stands in it, none escaped yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.message import Message
from crmcli.domain.reports.figures import Mean, Median, Share, Sums
from crmcli.domain.reports.report import Kind
from crmcli.language import _
from crmcli.render.gate import one_line, safe
from crmcli.render.reports.cells import (
    cell_text,
    heading,
    parts_of,
    records_told,
    titled,
    traced_name,
)
from crmcli.render.reports.svg import drawing
from crmcli.render.reports.svg_shapes import lead
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.domain.reports.report import Block, Cell, Column, Report, Row
    from crmcli.render.reports.svg import Drawing


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a report its page has room for.

    Args:
        rows: how many rows of a table are shown.
        ranges: how many ranges of ids are listed for a row.
    """

    rows: int
    ranges: int


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in one cell.

    Args:
        words: its text.
        kind: the class that says how it looks: `w` words, `e` a figure of the period before.
        book: whether it is text of the book, of whatever script.
        parts: its amounts, where these are several: none is broken across lines.
        lead: how much of it is the figure itself; the rest says on what that rests.
    """

    words: str
    kind: str = ""
    book: bool = False
    parts: tuple[str, ...] = ()
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A figure of a table that has one row, and what it was before."""

    label: str
    value: Text
    label_before: str = ""
    before: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report.

    Args:
        key: its key in JSON.
        mark: what it is called within the page.
        title: its heading.
        head: the headings of its columns.
        rows: its rows.
        total: what they add up to; empty for none.
        cards: its figures, where it has one row; there are no rows then.
        entries: of each row what it says, by its headings, where it has more to say than a line
            has room for; there are no rows then.
        drawing: its chart.
        left_out: how many rows are left out, in words; empty for none.
        notes: what else is to be known.
        how: how its figures are computed; empty where that was not asked for.
        records: the ids of the records by row.
    """

    key: str
    mark: str
    title: str
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    total: tuple[Text, ...]
    cards: tuple[Card, ...]
    entries: tuple[tuple[Card, ...], ...]
    drawing: Drawing | None
    left_out: str
    notes: tuple[str, ...]
    how: str
    records: tuple[tuple[Text, str], ...]


def table(block: Block, report: Report, mark: str, room: Room) -> Table:
    """Say what a page shows of a table.

    Args:
        block: the table.
        report: its report.
        mark: what it is called within the page.
        room: how much of it there is room for.
    """
    listed = len(block.rows) == 1 and block.chart is None and not block.cards
    rows = () if block.is_empty or listed or block.cards else block.rows
    entries = block.rows[: room.rows] if block.cards else ()
    total = block.total if rows else None
    return Table(
        key=block.key,
        mark=mark,
        title=one_line(titled(block.title)),
        head=tuple(_head(column) for column in block.columns),
        rows=tuple(_texts(block, row) for row in rows[: room.rows]),
        total=() if total is None else (Text(_("Total")), *_texts(block, total)[1:]),
        cards=tuple(_cards(block, block.rows[0])) if listed and not block.is_empty else (),
        entries=tuple(tuple(_said(block, row)) for row in entries),
        drawing=None if block.is_empty else drawing(block, mark),
        left_out=_left_out(len(block.rows if block.cards else rows), room.rows),
        notes=tuple(safe(say(each)) for each in block.notes),
        how=safe(say(block.how)) if report.explained else "",
        records=tuple(_records(block, room)) if report.explained else (),
    )


def _head(column: Column) -> Text:
    return Text(one_line(heading(column)), _kind(column))


def _kind(column: Column) -> str:
    if column.kind is Kind.WORD:
        return "w"
    return "e" if column.earlier else ""


def _texts(block: Block, row: Row) -> tuple[Text, ...]:
    return tuple(_text(cell, column) for cell, column in zip(row.cells, block.columns, strict=True))


def _text(cell: Cell, column: Column) -> Text:
    words = safe(cell_text(cell))
    book = isinstance(cell, Message) or (isinstance(cell, str) and not isinstance(cell, Enum))
    parts: Sequence[str] = ()
    if isinstance(cell, Sums) and cell.book is None and len(cell.amounts) > 1:
        parts = words.split(" + ")
    rests = isinstance(cell, (Share, Mean, Median))
    return Text(words, _kind(column), book, tuple(parts), lead(words) if rests else 0)


def _said(block: Block, row: Row) -> Iterator[Card]:
    """Give of a row what is not empty."""
    filled = [cell is not None and cell != "" for cell in row.cells]
    return (card for card, is_filled in zip(_cards(block, row), filled, strict=True) if is_filled)


def _cards(block: Block, row: Row) -> Iterator[Card]:
    """Put a figure and the one of the period before it on one card."""
    head = [_head(column).words for column in block.columns]
    texts = _texts(block, row)
    for at, column in enumerate(block.columns):
        if column.earlier:
            continue
        following = block.columns[at + 1 : at + 2]
        if following and following[0].earlier:
            yield Card(head[at], texts[at], head[at + 1], texts[at + 1])
        else:
            yield Card(head[at], texts[at])


def _left_out(count: int, shown: int) -> str:
    if count <= shown:
        return ""
    text = _("The first {shown} of {count} rows are shown; {left} are left out.")
    return text.format(shown=f"{shown:,}", count=f"{count:,}", left=f"{count - shown:,}")


def _records(block: Block, room: Room) -> Iterator[tuple[Text, str]]:
    for row in block.rows[: room.rows]:
        if row.ids:
            name = replace(
                _text(row.cells[0], block.columns[0]), words=safe(traced_name(block, row))
            )
            yield name, records_told(block, row, _ids(row.ids, room.ranges))
            for label, ids in parts_of(block, row):
                words = _("{name}, {figure}").format(name=name.words, figure=one_line(label))
                yield replace(name, words=words), records_told(block, row, _ids(ids, room.ranges))


def _ids(ids: IdRanges, most: int) -> str:
    ranges = list(islice(ids, most + 1))
    if len(ranges) <= most:
        return str(ids)
    shown = IdRanges(ranges[:most])
    left = ids.count - shown.count
    return _("{ids} and {count} more, all with --json").format(ids=shown, count=f"{left:,}")
