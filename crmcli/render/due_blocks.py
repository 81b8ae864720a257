"""The due list explained, for a terminal: a block for each customer, wrapped to its width."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from crmcli.language import ngettext
from crmcli.render.due import grade_style, late_style, lateness, whom
from crmcli.render.gate import one_line
from crmcli.render.tables import print_text, text_console
from crmcli.render.width import broken, width
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.domain.due import CustomerDue, DueRow

_WIDEST = 100
"""Lines longer than this are hard to read."""
_BETWEEN = 2
_DEEPER = 2


class _Part(NamedTuple):
    text: str
    style: str = ""


def blocks(customers: Iterable[CustomerDue]) -> Iterator[str]:
    """Draw one block for each customer: who, and each row with its reasons in full."""
    columns = min(shutil.get_terminal_size().columns, _WIDEST)
    for each in customers:
        lines = [*_fitted(_title(each.row), 0, columns)]
        for row in (each.row, *each.others):
            lines += _fitted(_what(row), 2, columns)
            lines += _fitted((_Part(one_line(word(row.why))),), 4, columns)
        console, buffer = text_console(columns)
        for line in (*lines, Text()):
            print_text(console, line)
        yield "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _fitted(parts: Sequence[_Part], indent: int, columns: int) -> Iterator[Text]:
    """Put parts beside each other as far as they have room; others go on below, a little deeper."""
    line, used = Text(" " * indent), indent
    for number, (text, style) in enumerate(parts):
        gap = _BETWEEN if number else 0
        if number and used + gap + width(text) > columns:
            yield line
            indent += _DEEPER if number == 1 else 0
            line, used, gap = Text(" " * indent), indent, 0
        first, *rest = broken(text, columns - indent).split("\n")
        line.append(" " * gap).append(first, style=style)
        for part in rest:
            yield line
            line, first = Text(" " * indent).append(part, style=style), part
        used = (indent if rest else used + gap) + width(first)
    yield line


def _title(row: DueRow) -> list[_Part]:
    parts = [_Part(one_line(whom(row)), "bold"), _Part(row.grade.value, grade_style(row))]
    return [*parts, _Part(one_line(row.phone))] if row.phone else parts


def _what(row: DueRow) -> list[_Part]:
    return [
        _Part(one_line(word(row.title))),
        _Part(_how_late(row), late_style(row)),
        _Part(row.ref, "dim"),
    ]


def _how_late(row: DueRow) -> str:
    days = row.overdue_days
    if days <= 0:
        return lateness(row)
    return ngettext("{count} day late", "{count} days late", days).format(count=days)
