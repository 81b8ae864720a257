"""Entries of a calendar as an iCalendar file (RFC 5545), one at a time."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import IO, TYPE_CHECKING, Any

from crmcli.domain.calendar import EntryKind
from crmcli.errors import N_
from crmcli.exchange.extra import library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crmcli.domain.calendar import CalendarEntry

SUFFIXES = frozenset({"", ".ics", ".ical", ".icalendar"})
"""How a calendar's file may end."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
"""What no text of a calendar may hold (RFC 5545, section 3.1)."""
_END = b"END:VCALENDAR\r\n"
_HIGHEST = 2**31 - 1
"""The highest number that a calendar can hold."""


def needs_calendars() -> None:
    """Check that calendars can be written, before anything is done.

    Raises:
        MissingExtra: the library for it is not installed.
    """
    _icalendar()


class CalendarWriter:
    """Writes a calendar.

    Args:
        file: an open file, at its start.
        kind: events or to-dos.
        alarms: the minutes after the beginning of an entry's day at which it makes itself heard.
        name: what clients call the calendar.
        now: the aware instant of the export: of two exports the later one counts.
    """

    def __init__(
        self, file: IO[bytes], kind: EntryKind, alarms: Sequence[int], name: str, now: datetime
    ) -> None:
        self._library = _icalendar()
        self._file = file
        self._kind = kind
        self._alarms = tuple(dict.fromkeys(alarms))
        self._stamp = now.astimezone(UTC).replace(microsecond=0)
        head = self._library.Calendar()
        head.add("version", "2.0")
        head.add("prodid", "-//crmcli//crm due export//EN")
        head.add("calscale", "GREGORIAN")
        head.add("name", self._text(name))
        head.add("x-wr-calname", self._text(name))
        file.write(head.to_ical().removesuffix(_END))

    def write(self, entry: CalendarEntry) -> None:
        """Write one entry."""
        component = self._event(entry) if self._kind is EntryKind.EVENT else self._todo(entry)
        component.add("uid", entry.uid)
        component.add("dtstamp", self._stamp)
        component.add("last-modified", self._stamp)
        # Whole minutes fit into the 31 bits of a number there until the year 6053.
        minutes = int(self._stamp.timestamp()) // 60
        component.add("sequence", min(max(0, minutes), _HIGHEST))
        component.add("summary", self._text(entry.summary))
        component.add("description", self._text(entry.description))
        component.add("categories", [entry.category])
        component.add("priority", entry.priority)
        for minutes in self._alarms:
            component.add_component(self._alarm(entry, minutes))
        self._file.write(component.to_ical())

    def finish(self) -> None:
        """Write what belongs to the end; the file stays open."""
        self._file.write(_END)

    def _event(self, entry: CalendarEntry) -> Any:  # noqa: ANN401 - of a library loaded late
        event = self._library.Event()
        event.add("dtstart", entry.day)
        if entry.day < entry.day.max:
            event.add("dtend", entry.day + timedelta(days=1))
        # What is owed on a day leaves its hours free.
        event.add("transp", "TRANSPARENT")
        return event

    def _todo(self, entry: CalendarEntry) -> Any:  # noqa: ANN401 - as above
        todo = self._library.Todo()
        todo.add("due", entry.day)
        todo.add("status", "NEEDS-ACTION")
        return todo

    def _alarm(self, entry: CalendarEntry, minutes: int) -> Any:  # noqa: ANN401 - as above
        alarm = self._library.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", self._text(entry.summary))
        # A to-do has no start that an alarm could be reckoned from.
        related = {} if self._kind is EntryKind.EVENT else {"RELATED": "END"}
        alarm.add("trigger", timedelta(minutes=minutes), parameters=related)
        return alarm

    def _text(self, text: str) -> Any:  # noqa: ANN401 - as above
        # The library's own escaping takes `\N` for the end of a line, as in `C:\New`.
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        return self._library.prop.vInline(_UNWRITABLE.sub("", lines).translate(_ESCAPES))


def _icalendar() -> Any:  # noqa: ANN401 - as above
    return library("icalendar", extra="ical", what=N_("A calendar"))
