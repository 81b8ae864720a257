"""How the figures of a table came about: how each is computed, and from which records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.language import _, ngettext
from crmcli.render import joined
from crmcli.render.folding import folded
from crmcli.render.gate import one_line
from crmcli.render.reports.block_grid import row_name
from crmcli.render.reports.cells import parts_of, record_told, traced_name
from crmcli.render.width import cut, width
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.reports.report import Block, Row

_INDENT, _BELOW = "  ", "    "
_ROWS, _LINES = 24, 2
"""Of how many rows the records are named, and in about how many lines each."""


class Trace(NamedTuple):
    """How a table came about.

    Args:
        lines: it in words.
        whole: whether all records are named.
    """

    lines: list[str]
    whole: bool


def trace(block: Block, room: int) -> Trace:
    """Say how the figures of a table came about.

    Args:
        block: the table.
        room: how many columns there are.
    """
    lines = folded(_INDENT + one_line(say(block.how)), room, _INDENT)
    named = [row for row in block.rows if row.ids]
    whole = len(named) <= _ROWS
    for row in named[:_ROWS]:
        for label, ids in _labelled(block, row):
            text, left = _records(label, record_told(block, row), ids, room)
            whole = whole and not left
            lines += folded(_INDENT + text, room, _BELOW)
    if len(named) > _ROWS:
        left = len(named) - _ROWS
        text = ngettext("and {count} more row", "and {count} more rows", left)
        lines += folded(_INDENT + text.format(count=f"{left:,}"), room, _BELOW)
    return Trace(lines, whole)


def _labelled(block: Block, row: Row) -> Iterator[tuple[str, IdRanges]]:
    """Yield the records of a row, and those of its figures that count only some, by their names."""
    name = one_line(traced_name(block, row)).strip() or row_name(block, row)
    if row.ids:
        yield name, row.ids
    for heading, ids in parts_of(block, row):
        if ids:
            yield _("{name}, {figure}").format(name=name, figure=one_line(heading)), ids


def _records(label: str, kind: str, ids: IdRanges, room: int) -> tuple[str, int]:
    """Name some records, the first of many; say how many are not named."""
    name = cut(label, max(10, room // 2))
    shown, left = _first(ids, room * _LINES - width(name))
    text = _("{name}: {record} {ids}").format(name=name, record=kind, ids=shown)
    if left:
        more = ngettext("{ids} and {count} more", "{ids} and {count} more", left)
        text = more.format(ids=text, count=f"{left:,}")
    return text, left


def _first(ids: IdRanges, room: int) -> tuple[str, int]:
    """Write the first ids that have room, and count the others."""
    found: list[str] = []
    used = counted = 0
    for text, count in _ranges(ids):
        used += len(text) + 2
        if found and used > room:
            break
        found.append(text)
        counted += count
    return joined.items(found), ids.count - counted


def _ranges(ids: IdRanges) -> Iterator[tuple[str, int]]:
    for first, last in ids:
        yield (str(first) if first == last else f"{first}-{last}"), last - first + 1
