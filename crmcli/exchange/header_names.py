"""What is known of column names before a table is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Names:
    """The column names that are known.

    Args:
        field: gives the field that a name means; None if it means none.
        needed: fields of which a table has one at least.
        groups: where several things are needed, the fields by which each can be said.
    """

    field: Callable[[str], str | None]
    needed: frozenset[str] = frozenset()
    groups: tuple[frozenset[str], ...] = ()

    def are_all_in(self, header: Iterable[str]) -> bool:
        """Tell whether a header says all that is needed."""
        found = {self.field(each) for each in header}
        return all(found & each for each in self.groups)


NOTHING_KNOWN = Names(lambda name: None)  # noqa: ARG005 - whatever the name
