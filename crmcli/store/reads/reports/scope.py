"""Which part of the book a report looks at: whose records, of which days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crmcli.store.instants import instant_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from crmcli.domain.policy import Policy
    from crmcli.domain.rates import Rates
    from crmcli.domain.reports.period import ReportPeriod
    from crmcli.store.reads.saved_reports import Mark


def _unseen(done: int, whole: int) -> None:
    """Show nothing."""
    del done, whole


@dataclass(frozen=True)
class Scope:
    """What a report looks at, and from where.

    Args:
        connection: the reading door.
        whom: a condition on `customer_card` that its customers meet; None for all of them.
        archived: whether archived customers count too, where there is no condition.
        mark: after which moment something must have been recorded; None for whenever.
        progress: told how much of how much is done, where that takes long.
        parameters: the values of its placeholders.
        period: the days it is about.
        since: the UTC instant at which they begin, as the book keeps it.
        until: the UTC instant at which they are over.
        today: the local date it is seen from.
        now: the aware instant it is seen at.
        policy: the numbers in force.
        rates: what other currencies are worth.
        explained: whether the ids of what is counted are wanted.
    """

    connection: sqlite3.Connection
    whom: str | None
    parameters: Mapping[str, object]
    period: ReportPeriod
    since: str
    until: str
    today: date
    now: datetime
    policy: Policy
    rates: Rates
    explained: bool = False
    archived: bool = False
    mark: Mark | None = None
    progress: Callable[[int, int], None] = _unseen

    @property
    def base(self) -> str:
        """The book's currency."""
        return self.rates.base

    @cached_property
    def values(self) -> dict[str, object]:
        """The values of all placeholders that its conditions have."""
        return {
            **self.parameters,
            "first": self.period.since.isoformat(),
            "last": self.period.until.isoformat(),
            "since": self.since,
            "until": self.until,
            "today": self.today.isoformat(),
            "now": instant_text(self.now),
        }

    def of(self, column: str) -> str:
        """Give the condition that a column names one of its customers."""
        if self.whom is None:
            # Few are archived: to leave these out costs less than to look for all others.
            archived = "SELECT id FROM customer WHERE archived IS NOT NULL"
            return "1" if self.archived else f"{column} NOT IN ({archived})"
        return f"{column} IN (SELECT id FROM customer_card WHERE {self.whom})"  # noqa: S608 - our own names

    @staticmethod
    def on(column: str) -> str:
        """Give the condition that a local date is in the period."""
        return f"{column} BETWEEN :first AND :last"

    @staticmethod
    def at(column: str) -> str:
        """Give the condition that a UTC instant is in the period."""
        return f"{column} >= :since AND {column} < :until"
