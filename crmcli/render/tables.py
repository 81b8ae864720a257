"""Tables for a terminal, drawn with Rich: any number of rows, in bounded memory."""

from __future__ import annotations

import io
import shutil
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crmcli.render.gate import is_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.render.layout import Column, Layout

_CHUNK = 500
"""How many rows share one calculation of widths; a longer table goes on with the first widths."""

_WIDEST = 36
_NARROW = 40
_LEAST = 8


def table_lines(layout: Layout, records: Iterable[object]) -> Iterator[str]:
    """Draw records as a table, chunk by chunk; nothing for no records."""
    width = shutil.get_terminal_size().columns
    columns = [each for each in layout.columns if width >= each.needs]
    remaining = iter(records)
    widths: list[int] | None = None
    while chunk := list(islice(remaining, _CHUNK)):
        rows = [[one_line(column.text(record)) for column in columns] for record in chunk]
        first = widths is None
        if widths is None:
            widths = _widths(columns, rows, width)
        yield _drawn(columns, chunk, rows, widths, width, head=first)


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


def styled(text: str, style: str) -> str:
    """Write a line in a style, as Rich names them, where stdout takes colour."""
    console, buffer = text_console(max(1, cell_len(text)))
    console.print(Text(one_line(text), style=style), end="")
    return buffer.getvalue()


def _widths(columns: list[Column], rows: list[list[str]], width: int) -> list[int]:
    """Give each column its width; the wrapping ones share what the others leave."""
    needed = [
        max([cell_len(column.label), *(cell_len(row[at]) for row in rows)])
        for at, column in enumerate(columns)
    ]
    limit = _WIDEST if width > _NARROW else max(4, width // 3)
    fixed = [
        need if column.wraps else min(need, column.most or limit)
        for column, need in zip(columns, needed, strict=True)
    ]
    wrapping = [at for at, column in enumerate(columns) if column.wraps]
    gaps = 2 * (len(columns) - 1)
    room = width - gaps - sum(size for at, size in enumerate(fixed) if at not in wrapping)
    # Who needs less than an equal share leaves the rest of it to the others.
    for done, at in enumerate(sorted(wrapping, key=lambda each: fixed[each])):
        fixed[at] = max(_LEAST, min(fixed[at], room // (len(wrapping) - done)))
        room -= fixed[at]
    return fixed


def _drawn(
    columns: list[Column],
    chunk: list[object],
    rows: list[list[str]],
    widths: list[int],
    width: int,
    *,
    head: bool,
) -> str:
    table = Table(box=None, show_header=head, pad_edge=False, padding=(0, 2, 0, 0))
    for column, size in zip(columns, widths, strict=True):
        table.add_column(
            Text(column.label, style="bold"),
            justify="right" if column.right else "left",
            width=size,
            overflow="fold" if column.wraps else "ellipsis",
            no_wrap=not column.wraps,
        )
    for record, row in zip(chunk, rows, strict=True):
        cells = []
        for column, text in zip(columns, row, strict=True):
            style = "" if column.style is None else column.style(record)
            cells.append(Text(text, style=style))
        table.add_row(*cells)
    console, buffer = text_console(width)
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
