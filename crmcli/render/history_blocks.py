"""The history on a terminal: a block for each command, wrapped to the width of the screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from rich.text import Text

from crmcli.domain.message import Message
from crmcli.language import _, ngettext
from crmcli.render.gate import one_line
from crmcli.render.tables import print_text, text_console
from crmcli.render.width import broken, cut, width
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from crmcli.domain.history import CommandTold, PartTold

_WIDEST = 100
_HANGING = 6
_DEEPER = _BETWEEN = "  "
_LONGEST, _LONGEST_TEXT = 320, 80
"""A line, and a text in it, are cut after so many columns: notes may be long."""


def blocks(commands: Iterable[CommandTold]) -> Iterator[str]:
    """Draw one block for each command: when, what and who, and below it what changed."""
    columns = min(shutil.get_terminal_size().columns, _WIDEST)
    for command in commands:
        console, buffer = text_console(columns)
        _head(console, _title(command), columns)
        for part in command.parts:
            _draw(console, part, alone=_is_alone(command))
        if command.more:
            more = ngettext("and {count} more customer", "and {count} more customers", command.more)
            _line(console, more.format(count=command.more), 2, "dim")
        yield "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _title(told: CommandTold) -> list[Text]:
    """Give the parts of a heading."""
    record, original = told.command.record, told.command.original
    undone = told.command.undone_by is not None
    what = record.command
    if original is not None:
        what = _("{command} of {other} ({at})").format(
            command=what, other=original.command, at=word(original.at)
        )
    style = "dim" if undone else "bold"
    parts = [(word(record.at), style), (what, style)]
    if _is_alone(told):
        parts.append((_who(told.parts[0]), style))
    parts.append((record.author, "dim" if undone else ""))
    if record.reason and not _tells(told, record.reason):
        parts.append((f"({record.reason})", "dim" if undone else ""))
    if undone:
        parts.append((_("undone"), "yellow"))
    return [Text(one_line(text), style=style) for text, style in parts]


def _tells(told: CommandTold, reason: str) -> bool:
    """Tell whether what a command did says why already."""
    return any(_says(line, reason) for part in told.parts for line in part.lines)


def _says(message: Message, text: str) -> bool:
    return any(
        _says(value, text) if isinstance(value, Message) else value == text
        for value in message.details.values()
    )


def _head(console: Console, parts: list[Text], columns: int) -> None:
    """Write a heading; what finds no room goes on deeper than where begins what it heads."""
    lines: list[Text] = []
    for part in parts:
        room = columns - (_HANGING if len(lines) > 1 else 0)
        if lines and width(lines[-1].plain) + len(_BETWEEN) + width(part.plain) <= room:
            lines[-1].append(_BETWEEN).append_text(part)
        else:
            # Its style is its own, and not that of what follows in the line.
            lines.append(Text().append_text(part))
    for number, line in enumerate(lines):
        indent = _HANGING if number else 0
        if width(line.plain) <= columns - indent:
            print_text(console, Text(" " * indent).append_text(line))
        else:
            _fitted(console, line.plain, indent, str(line.spans[0].style) if line.spans else "")


def _is_alone(told: CommandTold) -> bool:
    return len(told.parts) == 1 and not told.more and told.parts[0].customer_id is not None


def _draw(console: Console, part: PartTold, *, alone: bool) -> None:
    indent = 2
    if part.customer_id is not None and not alone:
        _line(console, _who(part), indent, "bold")
        indent = 4
    for each in part.lines:
        _line(console, one_line(say(each, _LONGEST_TEXT)), indent)


def _who(part: PartTold) -> str:
    if part.customer is None:
        return _("customer {id}").format(id=part.customer_id)
    return f"{one_line(part.customer)} ({part.customer_id})"


def _line(console: Console, text: str, indent: int, style: str = "") -> None:
    """Write a line; a long one goes on a little deeper, so that it does not look like several."""
    _fitted(console, cut(text, _LONGEST), indent, style)


def _fitted(console: Console, text: str, indent: int, style: str) -> None:
    for line in broken(text, console.width - indent, _DEEPER).split("\n"):
        print_text(console, Text(" " * indent).append(line, style=style))
