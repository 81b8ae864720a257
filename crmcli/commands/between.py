"""The days from `--since` to `--until`, which look back; both belong to the period.

A week, month or year is meant whole: `--since` it begins with it, `--until` it ends with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.when import Edge, Look
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from datetime import date

    from crmcli.session import Session


class EndsBeforeStart(UsageFault):
    """A period without any day."""

    code = "ends_before_start"
    sentence = N_("--until {until} is before --since {since}.")


def days_between(
    session: Session, since: str | None, until: str | None
) -> tuple[date | None, date | None]:
    """Read the first and the last local date of a period; None where it is open.

    Raises:
        EndsBeforeStart: the last day comes before the first.
        UnreadableDate, AmbiguousDate: one cannot be read.
    """
    first = None if since is None else session.day(since, Look.BACK, Edge.START)
    last = None if until is None else session.day(until, Look.BACK, Edge.END)
    if first is not None and last is not None and last < first:
        raise EndsBeforeStart(since=first, until=last)
    return first, last
