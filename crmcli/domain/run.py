"""One run of the program: when it happens, who runs it, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Run:
    """The circumstances a change is recorded with.

    Args:
        now: the run's instant, aware, in the book's time zone; read once, at the edge.
        author: who runs the command.
        command: the command's name, such as `log add`.
        line: the command line as it was given.
        reason: why, where the user said so.
        key: the retry key; a key seen before changes nothing and gives the first result again.
    """

    now: datetime
    author: str
    command: str
    line: str = ""
    reason: str | None = None
    key: str | None = None

    @property
    def today(self) -> date:
        """The run's local date."""
        return self.now.date()
