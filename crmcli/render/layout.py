"""How records look as a table: its columns, in the order they give way when it gets narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        label: its heading, translated.
        text: its text for a record; made safe by the table.
        style: its style for a record, as Rich names styles; empty for none.
        right: whether it is aligned right.
        wraps: whether it takes the room that is left and wraps; several share it. Others stay on
            one line.
        needs: the table width in columns below which it is left out.
        most: how wide it gets at the most; 0 for what the table allows.
    """

    label: str
    text: Callable[[Any], str]
    style: Callable[[Any], str] | None = None
    right: bool = False
    wraps: bool = False
    needs: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, from left to right."""

    columns: tuple[Column, ...]
