"""The book's time zone: bound once at the start, as the language is."""

from __future__ import annotations

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


def local(instant: datetime) -> datetime:
    """Give an instant in the time zone of the book.

    Raises:
        UnknownZone: as `zone`.
    """
    return instant.astimezone(zone())
