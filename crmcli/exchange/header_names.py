"""What is known of column names before a table is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Names:
    """The column names that are known.

    Args:
        field: gives the field that a name means; None if it means none.
        needed: fields of which a table has one at least.
    """

    field: Callable[[str], str | None]
    needed: frozenset[str] = frozenset()


NOTHING_KNOWN = Names(lambda name: None)  # noqa: ARG005 - whatever the name
