"""A mapping of columns that was saved by name, for the next file of the same make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping that was saved; the field names are the keys of its JSON.

    Args:
        name: what it is called.
        record: what an import with it fills.
        columns: for each column the field, or `-` where it is left out.
    """

    name: str
    record: str
    columns: Mapping[str, str]
