"""Columns without a name are called by their number, in the reader's language."""

from __future__ import annotations

import re

from crmcli.domain.field_names import plain_name
from crmcli.language import _

_NUMBERED = re.compile(r"(?:column|列)([1-9][0-9]{0,5})|第([1-9][0-9]{0,5})列")


def unnamed(place: int) -> str:
    """Name a column that has no name; `place` is from 0."""
    # It may become the name of a field, which is in the language of whoever keeps it.
    return _("column {number}").format(number=place + 1)


def names_of(place: int) -> tuple[str, ...]:
    """Give the names that such a column may have got before, in whichever language."""
    return tuple(dict.fromkeys((unnamed(place), f"column {place + 1}", f"第 {place + 1} 列")))


def place_named(name: str) -> int | None:
    """Give the place of the column that is called by its number; None for any other name."""
    found = _NUMBERED.fullmatch(plain_name(name))
    return None if found is None else int(found[1] or found[2]) - 1
