"""The days a list of contacts is asked for, as instants."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta
from typing import TYPE_CHECKING

from crmcli.commands.between import days_between
from crmcli.domain.channel import Channel
from crmcli.domain.choice import read_choice
from crmcli.domain.contact import ContactQuery

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.session import Session


def contact_query(
    session: Session, since: str | None, until: str | None, via: str | None, limit: int | None
) -> ContactQuery:
    """Read which contacts are asked for; both days belong to the period.

    Raises:
        EndsBeforeStart: the last day comes before the first.
        CrmError: a date or the channel cannot be read.
    """
    first, last = days_between(session, since, until)
    return ContactQuery(
        since=None if first is None else _start(session, first),
        until=None if last is None or last == date.max else _start(session, last + timedelta(1)),
        via=None if via is None else read_choice(Channel, via, "--via"),
        limit=limit,
    )


def _start(session: Session, day: date) -> datetime:
    return session.instant(day, time(0)).astimezone(UTC)
