"""Tables for a terminal: any number of rows, in bounded memory.

Cells are measured, broken and filled by this house's own rules (`columns`, `breaking`), since Rich
breaks no Chinese; Rich colours them.
"""

from __future__ import annotations

import io
import shutil
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from crmcli.render.breaking import cell_lines
from crmcli.render.gate import is_terminal, one_line
from crmcli.render.width import cut, padded, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.render.layout import Column, Layout

_CHUNK = 500
"""How many rows share one calculation of widths; a longer table goes on with the first widths."""

_WIDEST = 36
_NARROW = 40
_LEAST = 10
"""The least of a column that wraps: a date has that many."""
_GAP = 2


def table_lines(layout: Layout, records: Iterable[object]) -> Iterator[str]:
    """Draw records as a table, chunk by chunk; nothing for no records."""
    room = shutil.get_terminal_size().columns
    columns = [each for each in layout.columns if room >= each.needs]
    remaining = iter(records)
    widths: list[int] | None = None
    while chunk := list(islice(remaining, _CHUNK)):
        rows = [[one_line(column.text(record)) for column in columns] for record in chunk]
        console, buffer = text_console(room)
        if widths is None:
            widths = _widths(columns, rows, room)
            head = [(column.label, "bold") for column in columns]
            _draw(console, columns, head, widths)
        for record, row in zip(chunk, rows, strict=True):
            styles = ("" if each.style is None else each.style(record) for each in columns)
            _draw(console, columns, list(zip(row, styles, strict=True)), widths)
        yield "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def text_console(width: int) -> tuple[Console, io.StringIO]:
    """Make a console that draws into text, coloured if stdout takes colour."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=True if is_terminal() else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    return console, buffer


def print_text(console: Console, text: Text) -> None:
    """Print a line that was fitted already, as it is."""
    console.print(text, no_wrap=True, crop=False, overflow="ignore")


def styled(text: str, style: str) -> str:
    """Write a line in a style, as Rich names them, where stdout takes colour."""
    console, buffer = text_console(max(1, width(text)))
    print_text(console, Text(one_line(text), style=style))
    return buffer.getvalue().removesuffix("\n")


def _widths(columns: list[Column], rows: list[list[str]], room: int) -> list[int]:
    """Give each column its width; the wrapping ones share what the others leave."""
    needed = [
        max([width(column.label), *(width(row[at]) for row in rows)])
        for at, column in enumerate(columns)
    ]
    limit = _WIDEST if room > _NARROW else max(4, room // 3)
    fixed = [
        need if column.wraps else min(need, column.most or limit)
        for column, need in zip(columns, needed, strict=True)
    ]
    wrapping = [at for at, column in enumerate(columns) if column.wraps]
    gaps = _GAP * (len(columns) - 1)
    left = room - gaps - sum(size for at, size in enumerate(fixed) if at not in wrapping)
    # Who needs less than an equal share leaves the rest of it to the others.
    for done, at in enumerate(sorted(wrapping, key=lambda each: fixed[each])):
        fixed[at] = max(min(_LEAST, fixed[at]), min(fixed[at], left // (len(wrapping) - done)))
        left -= fixed[at]
    # Where the terminal is too narrow for that, the widest give way.
    while sum(fixed) + gaps > room and max(fixed) > 1:
        fixed[fixed.index(max(fixed))] -= 1
    return fixed


def _draw(
    console: Console, columns: list[Column], cells: list[tuple[str, str]], widths: list[int]
) -> None:
    """Draw one row: as many lines as its longest cell has."""
    parts = [
        cell_lines(text, size) if column.wraps else [cut(text, size)]
        for column, (text, _style), size in zip(columns, cells, widths, strict=True)
    ]
    for at in range(max(map(len, parts))):
        line = Text()
        for number, (column, lines, size) in enumerate(zip(columns, parts, widths, strict=True)):
            text = lines[at] if at < len(lines) else ""
            line.append(" " * _GAP if number else "")
            line.append(padded(text, size, right=column.right), style=cells[number][1])
        print_text(console, line)
