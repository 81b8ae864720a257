"""When something happened, as it is typed: a moment that has been."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

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
        return session.now.astimezone(UTC), session.today
    from crmcli.domain.when import Look, read_when  # most things are noted at once

    when = read_when(text, now=session.now, look=Look.BACK)
    if when.time is None and when.day == session.today:
        return session.now.astimezone(UTC), when.day
    return session.instant(when.day, when.time).astimezone(UTC), when.day
