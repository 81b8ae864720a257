"""The book's time zone: bound once at the start, as the language is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crmcli.configuration import UnknownZone, zone_named

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_bound: list[str | tzinfo | None] = [None]


def bind_zone(name: str | None) -> None:
    """Choose the time zone by its name; None for the machine's own.

    It is looked for when it is needed first: most runs have none, some need none.
    """
    _bound[0] = name or None


def zone() -> tzinfo | None:
    """Return the time zone that was chosen; None for the machine's own.

    Raises:
        UnknownZone: there is none of that name; from then on it is the machine's own.
    """
    chosen = _bound[0]
    if isinstance(chosen, str):
        try:
            _bound[0] = chosen = zone_named(chosen)
        except UnknownZone:
            _bound[0] = None
            raise
    return chosen


def zone_name() -> str | None:
    """Return the name of the time zone, that of the machine's own where it tells; else None.

    Raises:
        UnknownZone: as `zone`.
    """
    chosen = zone()
    return _machine_zone() if chosen is None else getattr(chosen, "key", None)


def local(instant: datetime) -> datetime:
    """Give an instant in the time zone of the book.

    Raises:
        UnknownZone: as `zone`.
    """
    return instant.astimezone(zone())


def _machine_zone() -> str | None:
    """Say how the machine's own time zone is called, where its place tells."""
    named = os.environ.get("TZ", "").removeprefix(":")
    where = named or os.path.realpath("/etc/localtime")
    name = where.rpartition("/zoneinfo/")[2]
    try:
        zone_named(name)
    except UnknownZone:
        return None
    return name
