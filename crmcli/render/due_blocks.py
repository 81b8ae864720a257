"""The due list explained, for a terminal: a block for each customer, wrapped to its width."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from crmcli.language import ngettext
from crmcli.render.due import grade_style, late_style, lateness, whom
from crmcli.render.gate import one_line
from crmcli.render.tables import text_console
from crmcli.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.domain.due import CustomerDue, DueRow

_WIDEST = 100
"""Lines longer than this are hard to read."""


def blocks(customers: Iterable[CustomerDue]) -> Iterator[str]:
    """Draw one block for each customer: who, and each row with its reasons in full."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for each in customers:
        console, buffer = text_console(width)
        console.print(_title(each.row))
        for row in (each.row, *each.others):
            console.print(Padding(_what(row), (0, 0, 0, 2)))
            console.print(Padding(Text(one_line(word(row.why))), (0, 0, 0, 4)))
        console.print()
        yield "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _title(row: DueRow) -> Text:
    title = Text(one_line(whom(row)), style="bold")
    title.append(f"  {row.grade.value}", style=grade_style(row) or "not bold")
    if row.phone:
        title.append(f"  {one_line(row.phone)}", style="not bold")
    return title


def _what(row: DueRow) -> Text:
    what = Text(one_line(word(row.title)))
    what.append(f"  {_how_late(row)}", style=late_style(row))
    what.append(f"  {row.ref}", style="dim")
    return what


def _how_late(row: DueRow) -> str:
    days = row.overdue_days
    if days <= 0:
        return lateness(row)
    return ngettext("{count} day late", "{count} days late", days).format(count=days)
