"""Statements that write: their text, and values as the book keeps them."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from crmcli.store.instants import instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")


def stored(value: object) -> Any:  # noqa: ANN401 - what SQLite takes
    """Give a value as the book keeps it: text, a number or None."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def insertion(name: str, columns: Iterable[str]) -> str:
    """Write the statement that inserts a row into a table."""
    names = [f'"{each}"' for each in columns]
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - our names


def condition(key: Mapping[str, object]) -> tuple[str, tuple[object, ...]]:
    """Write the condition that columns have some values, and give these."""
    # IS rather than =, so that None is found too; an index serves both.
    text = " AND ".join(f'"{each}" IS ?' for each in key) or "TRUE"
    return text, tuple(key.values())


def chunks(rows: Sequence[T], size: int) -> Iterator[list[T]]:
    """Yield rows some at a time."""
    remaining = iter(rows)
    while part := list(islice(remaining, size)):
        yield part
