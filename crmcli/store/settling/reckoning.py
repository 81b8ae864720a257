"""In which time zone the limit of a step was reckoned: it stays in that one, whoever looks at it.

A limit is an instant, but days and working hours are those of a time zone. A book that is taken to
another one, or looked at from there, keeps the limits it has; the next step has that one's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.configuration import UnknownZone, zone_named
from crmcli.local_time import zone, zone_name

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from crmcli.domain.feedback_state import FeedbackState


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a limit is reckoned in, and what is kept of that beside it.

    Args:
        zone: the time zone; None for the machine's own.
        figures: for which step that is, and the name of its time zone, as JSON.
    """

    zone: tzinfo | None
    figures: str

    def day(self, instant: datetime) -> date:
        """Give the day of an instant there."""
        return instant.astimezone(self.zone).date()


def reckoning(kept: str | None, state: FeedbackState, since: datetime) -> Reckoning:
    """Say in which time zone the limit of a step is reckoned.

    Args:
        kept: what is kept beside the limit there is; None if there is none.
        state: the state before the step.
        since: the instant that its limit is counted from.

    Raises:
        UnknownZone: the present time zone is none.
    """
    step = {"state": state.value, "since": since.isoformat()}
    old = _read(kept)
    if all(old.get(name) == each for name, each in step.items()):
        try:
            return Reckoning(zone_named(old["zone"]), kept or "")
        except UnknownZone:
            pass  # The machine it comes from knew it; here the present one has to do.
    return Reckoning(zone(), json.dumps({**step, "zone": zone_name()}))


def _read(kept: str | None) -> dict[str, str]:
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        found = {}
    is_whole = isinstance(found, dict) and isinstance(found.get("zone"), str)
    return found if is_whole else {}
