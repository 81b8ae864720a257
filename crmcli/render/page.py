"""A page of sections: all of it in a pipe; on a terminal what its screen has room for."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import chain, repeat
from typing import TYPE_CHECKING

from crmcli.language import _, ngettext
from crmcli.render import gate, joined
from crmcli.render.breaking import cell_lines
from crmcli.render.width import cut, padded, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PROMPTS = 2
"""The lines of a screen that are not the page's: the command above it, and the prompt below."""


class Weight(IntEnum):
    """What stays where not all has room: the first ones longest, `KEPT` in any case."""

    KEPT = 0
    NEXT = 1
    USEFUL = 2
    EXTRA = 3
    SPARE = 4
    MORE = 5
    """What nobody misses where it has no room."""


TOP_THREE = (Weight.KEPT, Weight.NEXT, Weight.NEXT)
"""The weights of the first three of several things of which one is never left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section.

    Args:
        text: what it says; harmless already.
        style: the style of the text on a terminal.
        weight: how long it stays; that of a section's later lines is never less than before.
        whole: whether it goes on below itself before others do, where that has room.
    """

    text: str
    style: str = ""
    weight: Weight = Weight.KEPT
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one label.

    Args:
        label: it.
        lines: the lines, the most important first.
        total: of how many things they are the first, where how many are missing is to be said.
    """

    label: str
    lines: tuple[Line, ...]
    total: int = 0

    def first(self, count: int) -> list[Line]:
        """Give the first lines; the last of them begins with how many things are missing."""
        shown = list(self.lines[:count])
        left = self.total - len(shown)
        if shown and left > 0:
            # In front, since the end of a line may be cut.
            more = ngettext("(+{count} more)", "(+{count} more)", left).format(count=left)
            shown[-1] = replace(shown[-1], text=f"{more}  {shown[-1].text}")
        return shown


def ranked(
    label: str, lines: Sequence[Line], weights: Sequence[Weight], total: int = 0
) -> Iterator[Section]:
    """Give a section whose lines have a weight each, or none without lines.

    Args:
        label: its label.
        lines: the lines.
        weights: how long each of the first ones stays; nobody misses the others.
        total: as in `Section`.
    """
    weighed = zip(lines, chain(weights, repeat(Weight.MORE)), strict=False)
    if lines:
        yield Section(label, tuple(replace(line, weight=each) for line, each in weighed), total)


def page(title: str, sections: Sequence[Section], command: str) -> Iterator[str]:
    """Draw a page: complete in a pipe, not longer than the screen on a terminal.

    Args:
        title: its first line.
        sections: the rest.
        command: what shows all of it, for a last line that says what is left out.
    """
    label_room = max(width(each) for each in (_("More"), *(one.label for one in sections))) + 2
    if not gate.is_terminal():
        yield title
        for section in sections:
            for label, line in _labelled(section.label, section.first(len(section.lines))):
                yield padded(label, label_room) + line.text
        return
    columns, lines = shutil.get_terminal_size()
    rows = _fitting(sections, lines - _PROMPTS - 1, max(1, columns - label_room), command)
    yield from _coloured(title, rows, columns, label_room)


@dataclass(slots=True)
class _Row:
    """A line that is on the page, and the parts in which it is."""

    label: str
    line: Line
    parts: list[str]


def _fitting(sections: Sequence[Section], room: int, columns: int, command: str) -> list[_Row]:
    """Choose lines, then let as many go on below themselves as there is room for."""
    counts, last = _counts(sections, room), list[_Row]()
    if _missing(sections, counts):
        counts = _counts(sections, room - 1)
        text = _said_missing(command, _missing(sections, counts), columns)
        last = [_Row(_("More"), Line(text, "dim"), [cut(text, columns)])]
    room -= sum(counts) + len(last)
    by_section = [
        _rows(section, count, columns) for section, count in zip(sections, counts, strict=True)
    ]
    room = _going_on(by_section, room, columns, lambda line: line.whole)
    for at, section in enumerate(sections):
        spare = section.lines[counts[at] :]
        if spare and spare[0].weight is Weight.MORE and room > 0:
            taken = counts[at] + min(room, len(spare))
            # The line that counted what was missing counts it no more.
            rows = _rows(section, taken, columns)
            kept = zip(by_section[at], rows, strict=False)
            drawn = [old if old.line == new.line else new for old, new in kept]
            by_section[at] = drawn + rows[counts[at] :]
            room -= taken - counts[at]
    _going_on(by_section, room, columns, lambda line: not line.whole)
    return [row for rows in by_section for row in rows] + last


def _counts(sections: Sequence[Section], room: int) -> list[int]:
    """Say how many lines of each section there is room for, the weightiest taken first."""
    counts = [0] * len(sections)
    waiting = sorted(
        (line.weight, number, at)
        for at, section in enumerate(sections)
        for number, line in enumerate(section.lines)
        if line.weight < Weight.MORE
    )
    for taken, (weight, _number, at) in enumerate(waiting):
        if weight is not Weight.KEPT and taken >= room:
            break
        counts[at] += 1
    return counts


def _said_missing(command: str, missing: Sequence[str], columns: int) -> str:
    """Say what shows the rest, and name that where there is room, else count it."""
    text = joined.titled(command, joined.items(missing))
    if width(text) <= columns:
        return text
    told = ngettext("{count} part left out", "{count} parts left out", len(missing))
    return joined.titled(command, told.format(count=len(missing)))


def _missing(sections: Sequence[Section], counts: list[int]) -> list[str]:
    """Name the sections that are left out or lack lines that they do not count themselves."""
    return [
        section.label
        for section, count in zip(sections, counts, strict=True)
        if any(line.weight < Weight.MORE for line in section.lines[count:])
        and not (count and section.total)
    ]


def _rows(section: Section, count: int, columns: int) -> list[_Row]:
    return [
        _Row(label, line, [cut(line.text, columns)])
        for label, line in _labelled(section.label, section.first(count))
    ]


def _labelled(label: str, lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    for at, line in enumerate(lines):
        yield ("" if at else label), line


def _going_on(
    sections: Sequence[Sequence[_Row]], room: int, columns: int, wanted: Callable[[Line], bool]
) -> int:
    """Let lines go on below themselves, the first ones first; return the room that is left."""
    for row in (row for rows in sections for row in rows if wanted(row.line)):
        text = row.line.text
        # A note may have millions of characters: none is broken that could not fit.
        if row.parts == [text] or cut(text, columns * (room + 1)) != text:
            continue
        parts = cell_lines(text, columns)
        if len(parts) - 1 <= room:
            row.parts, room = parts, room - (len(parts) - 1)
    return room


def _coloured(title: str, rows: list[_Row], columns: int, label_room: int) -> Iterator[str]:
    from rich.text import Text  # noqa: PLC0415 - a terminal only

    from crmcli.render.tables import print_text, text_console  # noqa: PLC0415 - loads Rich

    console, buffer = text_console(columns)
    print_text(console, Text(cut(title, columns), style="bold"))
    for row in rows:
        for at, part in enumerate(row.parts):
            text = Text()
            text.append(padded("" if at else row.label, label_room), style="dim")
            text.append(cut(part, max(1, columns - label_room)), style=row.line.style)
            print_text(console, text)
    yield from (each.rstrip() for each in buffer.getvalue().splitlines())
