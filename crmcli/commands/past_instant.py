"""When something happened, as it is typed: a moment that has been."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.when import When
    from crmcli.session import Session


def names_time(session: Session, text: str | None) -> bool:
    """Tell whether a time of day is said, and not only a day, or nothing."""
    if text is None:
        return False
    from crmcli.domain.when import Look, read_when  # most things are noted at once

    return read_when(text, now=session.now, look=Look.BACK).time is not None


def past_instant(session: Session, text: str | None) -> tuple[datetime, date]:
    """Read when something happened: a UTC instant and the book's local date.

    A date without a time is taken at noon, today's at the run's own time, as is nothing.
    """
    if text is None:
        return instant_of(session, None)
    from crmcli.domain.when import Look, read_when  # most things are noted at once

    return instant_of(session, read_when(text, now=session.now, look=Look.BACK))


def instant_of(session: Session, when: When | None) -> tuple[datetime, date]:
    """Give the UTC instant and local date of what was said of a time, or of nothing.

    A date without a time is taken at noon, today's at the run's own time, as is nothing.
    """
    if when is None or (when.time is None and when.day == session.today):
        return session.now.astimezone(UTC), session.today
    return session.instant(when.day, when.time).astimezone(UTC), when.day
