"""Cells of a table of contacts that are written as nowhere else: people, instants, lengths."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.domain.minutes import read_minutes
from crmcli.domain.text import fold
from crmcli.errors import UnreadableSpan
from crmcli.store.reads import lookup

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.lookup import Candidate

_SPELLED = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])")
_DAY = 24 * 60


def people_called(
    connection: sqlite3.Connection, owner: Candidate, called: tuple[str, ...]
) -> tuple[list[int], tuple[str, ...]]:
    """Find people of a customer by their names; also give the names that are nobody's alone.

    The customer itself needs no mention.
    """
    if not called:
        return [], ()
    by_name: dict[str, list[int]] = {}
    for key, name in lookup.people_names(connection, owner.id):
        by_name.setdefault(fold(name), []).append(key)
    known: list[int] = []
    unknown: list[str] = []
    for each in called:
        found = by_name.get(fold(each), [])
        if len(found) == 1:
            known.append(found[0])
        elif fold(each) != fold(owner.name):
            unknown.append(each)
    return sorted(dict.fromkeys(known)), tuple(unknown)


def aware_instant(text: str) -> datetime | None:
    """Read an instant that says how far it is from UTC, as programs write it."""
    if ":" not in text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None else found.replace(microsecond=0)


def read_length(text: str) -> int:
    """Read a length: minutes, or as in `1h30`, or hours, minutes and seconds as in 00:12:30."""
    spelled = _SPELLED.fullmatch(text)
    if spelled is not None:
        hours, minutes, seconds = map(int, spelled.groups())
        return hours * 60 + minutes + (seconds > 0)
    if text.isascii() and text.isdigit() and not text.strip("0"):
        return 0
    found = read_minutes(text)
    if found > _DAY:
        raise UnreadableSpan(text=text)
    return found
