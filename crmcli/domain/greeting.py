"""When somebody is greeted next: for a birthday, for a festival, and when it is too late for that.

A row stands for one day: the first that nobody was greeted for and that is not over. A greeting
counts for it from some days before to some days after (policies `greeting.early`,
`greeting.belated`, 7 days each); after that it is missed, and the day of the next year stands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from crmcli.domain.basis import Basis
from crmcli.domain.birthday import kept_birthday
from crmcli.domain.due_kind import DueKind
from crmcli.domain.festival import Festival, festival_day
from crmcli.domain.festival_choice import Whom, festivals_of
from crmcli.domain.greeting_ref import festival_subject
from crmcli.domain.obligation import Obligation
from crmcli.domain.occasion import Occasion, birthday_in
from crmcli.domain.reckoned import LAST_DAY
from crmcli.domain.span import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from crmcli.domain.birthday import Birthday

_YEAR = Span(1, Unit.YEAR)
_OLDEST = 130
"""A year that makes somebody older stands where a program had to write one."""

# Made once: an import makes many.
_json = json.JSONEncoder(separators=(",", ":")).encode


def _age(born: Birthday, year: int) -> int | None:
    age = None if born.year is None else year - born.year
    return None if age is None or age > _OLDEST else age


@dataclass(frozen=True, slots=True)
class Greetings:
    """What all rows of greetings follow from beside the facts of a customer.

    Args:
        on: the local date for which they are reckoned.
        early: how many days before its day a greeting counts.
        belated: how many days after it.
        choice: the policy `festivals`.
        whom: whose festivals these are, unless a customer has a choice of its own.
        region: the book's, an ISO 3166 code.
    """

    on: date
    early: int
    belated: int
    choice: str
    whom: Whom
    region: str

    @property
    def first_greeting(self) -> date:
        """The first day of which a greeting can still matter."""
        return self.on - timedelta(days=self.early + self.belated)

    def birthday(
        self, customer_id: int, subject_id: int, text: str, greeted: Collection[date]
    ) -> Obligation | None:
        """Say when a birthday is greeted next; None for a text that is no kept birthday.

        Args:
            customer_id: the customer.
            subject_id: the customer again, or one of its people (`domain.greeting_ref`).
            text: the birthday as it is kept.
            greeted: the local dates on which they were greeted.
        """
        born = kept_birthday(text)
        if born is None:
            return None
        from_ = 0 if born.year is None else born.year + 1
        found = self._next(partial(birthday_in, born), greeted, from_)
        if found is None:
            return None
        year, occasion = found
        figures = {
            "birthday": text,
            "year": year,
            "age": _age(born, year),
            "days": occasion.month_days,
        }
        return self._row(DueKind.BIRTHDAY, customer_id, subject_id, occasion.day, figures)

    def festivals(
        self,
        customer_id: int,
        own: str | None,
        greeted: Collection[date],
        *,
        key: bool,
        existing: bool,
    ) -> Iterator[Obligation]:
        """Say when a customer is greeted next for each of its festivals.

        Args:
            customer_id: the customer.
            own: its own choice of festivals, if it has one.
            greeted: the local dates on which it was greeted.
            key: whether it is a key customer.
            existing: whether it has bought.
        """
        wanted = {
            Whom.ALL: True,
            Whom.EXISTING: key or existing,
            Whom.KEY: key,
            Whom.NONE: False,
        }[self.whom]
        if own is None and not wanted:
            return
        by = "customer" if own is not None else self.whom.value
        for festival in festivals_of(self.choice if own is None else own, self.region):
            subject = festival_subject(customer_id, festival)
            found = self._next(partial(_festival_in, festival), greeted)
            if subject is not None and found is not None:
                year, occasion = found
                figures = {"festival": festival.value, "year": year, "by": by}
                yield self._row(DueKind.FESTIVAL, customer_id, subject, occasion.day, figures)

    def _next(
        self,
        occasion_in: Callable[[int], Occasion | None],
        greeted: Collection[date],
        from_: int = 0,
    ) -> tuple[int, Occasion] | None:
        """Find the first day that is not over and that nobody was greeted for, and its year.

        Lunar years are meant for a lunar day, which may lie in the year after its own.
        """
        early, belated = timedelta(days=self.early), timedelta(days=self.belated)
        over = self.on - belated
        for year in range(max(over.year - 1, from_), LAST_DAY.year + 10):
            found = occasion_in(year)
            if found is None or found.day < over:
                continue
            first, last = found.day - early, found.day + belated
            if not any(first <= each <= last for each in greeted):
                return year, found
        return None

    def _row(
        self, kind: DueKind, customer_id: int, subject_id: int, day: date, figures: dict[str, Any]
    ) -> Obligation:
        first = day - timedelta(days=self.early)
        told = {name: value for name, value in figures.items() if value is not None}
        return Obligation(
            kind=kind,
            subject_id=subject_id,
            customer_id=customer_id,
            due=day,
            cadence=_YEAR,
            basis=Basis.OCCASION,
            since=day,
            shown_until=day + timedelta(days=self.belated),
            figures=_json({**told, "first": first.isoformat()}),
        )


def _festival_in(festival: Festival, year: int) -> Occasion | None:
    day = festival_day(festival, year)
    return None if day is None else Occasion(day)
