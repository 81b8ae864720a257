"""How late what is owed is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.limit import begun_days
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.due_reason import DueFacts


def past(limit: datetime, now: datetime) -> Message | None:
    """Say how long ago a limit ran out, in begun days; None for one that has not."""
    days = begun_days(limit, now)
    if not days:
        return None
    return counted(
        "It is {now}: {count} day late, begun ones counted.",
        "It is {now}: {count} days late, begun ones counted.",
        days,
        now=now,
    )


def lateness(facts: DueFacts, today: date) -> Message:
    """Say how late or early a row is; of what comes in a rhythm also how much of that it is."""
    late = (today - facts.due).days
    if late == 0:
        return message(N_("That is today, {today}."), today=today)
    if late < 0:
        return counted(
            "Today is {today}: {count} day ahead.",
            "Today is {today}: {count} days ahead.",
            -late,
            today=today,
        )
    if facts.basis in _ONCE:
        return counted(
            "Today is {today}: {count} day late.",
            "Today is {today}: {count} days late.",
            late,
            today=today,
        )
    return counted(
        "Today is {today}: {count} day late, {ratio}× of its cadence.",
        "Today is {today}: {count} days late, {ratio}× of its cadence.",
        late,
        today=today,
        ratio=f"{late / facts.cadence.days:.2f}",
    )


_ONCE = frozenset(
    {
        Basis.PROMISED,
        Basis.WINBACK,
        Basis.CLOSE_PASSED,
        Basis.QUIET,
        Basis.STEP,
        Basis.WARNED,
        Basis.OCCASION,
    }
)
"""What has a day of its own and comes in no rhythm, so that no cadence can be told of it."""
