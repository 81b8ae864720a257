"""What a greeting was for: the rows of the due list that it cleared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.message import Message


@dataclass(frozen=True, slots=True)
class Greeted:
    """A row of the due list that a greeting cleared; the field names are the keys of its JSON.

    Args:
        ref: its reference.
        title: what was to be done.
        day: the local date of the birthday or festival.
        next: that of the next one; None where none is owed.
    """

    ref: str
    title: Message | str
    day: date
    next: date | None
