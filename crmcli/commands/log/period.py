"""The days a list of contacts is asked for, as instants."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta
from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.domain.contact import ContactQuery
from crmcli.domain.when import Look

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.session import Session


def contact_query(
    session: Session, since: str | None, until: str | None, via: str | None, limit: int | None
) -> ContactQuery:
    """Read which contacts are asked for; both days belong to the period.

    Raises:
        CrmError: a date or the channel cannot be read.
    """
    last = None if until is None else session.day(until, Look.BACK)
    return ContactQuery(
        since=None if since is None else _start(session, session.day(since, Look.BACK)),
        until=None if last is None or last == date.max else _start(session, last + timedelta(1)),
        via=None if via is None else read_choice(Channel, via, "via"),
        limit=limit,
    )


def _start(session: Session, day: date) -> datetime:
    return session.instant(day, time(0)).astimezone(UTC)
