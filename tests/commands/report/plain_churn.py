"""Warnings as product.md section 8 has them, and losses, reckoned one customer after the other."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, day, local, sure
from tests.commands.report.plain_feedback import handled, now
from tests.commands.report.plain_purchases import worth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.commands.report.plain_feedback import Handled

KINDS = ("rhythm", "falling", "low_score", "overdue_complaint", "no_deal")
_QUIET, _RHYTHM, _FALLING, _NO_DEAL = Fraction(3, 2), 3, 4, timedelta(days=90)


class Warned(NamedTuple):
    """A warning that stands: whose it is, since when, and what tells its facts from others."""

    since: date
    customer_id: int
    kind: str
    mark: str
    looked: bool = False


class _Facts:
    """What is known of a customer that is neither lost nor archived."""

    def __init__(self, book: PlainBook, customer: Row, said: list[Handled]) -> None:
        self.book, self.customer, self.key = book, customer, customer["id"]
        self.said = [each for each in said if each.row["customer_id"] == self.key]
        self.bought = self._own("purchase")
        self.days = sorted({sure(row["day"]) for row in self.bought})

    def _own(self, table: str) -> list[Row]:
        return [row for row in self.book[table] if row["customer_id"] == self.key]

    def warnings(self) -> Iterator[Warned]:
        """Yield what has appeared until today."""
        looks = sorted(self._own("churn_look"), key=lambda row: (row["day"], row["id"]))
        for each in (*self._orders(), *self._low_score(), *self._complaints(), *self._no_deal()):
            if each.since <= self.book.today:
                looked = bool(looks) and each.mark in looks[-1]["seen"].split()
                looked = looked and each.since <= sure(looks[-1]["day"])
                yield each._replace(looked=looked)

    def _warned(self, kind: str, since: date, *facts: object) -> Warned:
        return Warned(since, self.key, kind, ":".join(map(str, (kind, *facts))))

    def _orders(self) -> Iterator[Warned]:
        """Quiet for more than 1.5 times the median gap; three orders in a row smaller."""
        if len(self.days) >= _RHYTHM:
            gap = Fraction(median((two - one).days for one, two in pairwise(self.days)))
            quiet = 1
            while quiet <= _QUIET * gap:
                quiet += 1
            last = self.days[-1]
            yield self._warned("rhythm", last + timedelta(days=quiet), last)
        if len(self.days) >= _FALLING and self._falling():
            yield self._warned("falling", self.days[-1], self.days[-1])

    def _falling(self) -> bool:
        last = [
            [row for row in self.bought if sure(row["day"]) == on] for on in self.days[-_FALLING:]
        ]
        rows = [row for some in last for row in some]
        worths = {row["id"]: worth(self.book, row) for row in rows}
        if None in worths.values():
            if len({row["currency"] for row in rows}) > 1:
                return False
            worths = {row["id"]: row["amount_minor"] for row in rows}
        sums = [sum(worths[row["id"]] or 0 for row in some) for some in last]
        return all(one > two for one, two in pairwise(sums))

    def _low_score(self) -> Iterator[Warned]:
        """The latest score is 1 or 2; of a survey and a call-back of one day the lower counts."""
        surveys = sorted(self._own("survey"), key=lambda row: (row["day"], row["id"]))
        calls = [row for row in self._own("feedback_step") if row["score"] is not None]
        calls.sort(key=lambda row: (row["at"], row["id"]))
        latest = [(sure(row["day"]), -row["score"], False) for row in surveys[-1:]]
        latest += [(local(row["at"]), -row["score"], True) for row in calls[-1:]]
        if latest:
            on, score, is_call = max(latest, key=lambda each: each[:2])
            complaint = [calls[-1]["feedback_id"]] if is_call else []
            if -score <= 2:
                yield self._warned("low_score", on, on, *complaint, -score)

    def _complaints(self) -> Iterator[Warned]:
        for each in self.said:
            owed = each.owed
            if each.row["kind"] == "complaint" and owed and owed < now(self.book):
                on = local(owed.isoformat())
                yield self._warned("overdue_complaint", on, on, each.row["id"])

    def _no_deal(self) -> Iterator[Warned]:
        deals = self._own("deal")
        since = day(self.customer["key_since"])
        if self.customer["importance"] != "key" or since is None:
            return
        if all(deal["closed"] for deal in deals):
            last = max([since, *(sure(deal["closed"]) for deal in deals), *self.days])
            yield self._warned("no_deal", last + _NO_DEAL, last)


def warnings(book: PlainBook, whom: Whom) -> list[Warned]:
    """Give the warnings that stand today; lost and archived customers have none."""
    said = [each for each in handled(book, Whom()) if not each.closed]
    found: list[Warned] = []
    for customer in book.of("customer", Whom("", whom.grades)):
        if customer["lost"] is None:
            found += _Facts(book, customer, said).warnings()
    return found


def losses(book: PlainBook, whom: Whom) -> list[Row]:
    """Give each loss: of who is lost, and of who came back since, as the try says."""
    found = [
        {"id": row["id"], "lost": row["lost"], "why": row["lost_reason"], "back": False}
        for row in book.of("customer", whom)
        if row["lost"]
    ]
    found += [
        {"id": row["customer_id"], "lost": row["lost"], "why": row["lost_reason"], "back": True}
        for row in book.of("winback_try", whom)
        if row["result"] == "back"
    ]
    return found


def could_be_lost(book: PlainBook, span: Span, whom: Whom) -> set[int]:
    """Give who was in the book in a period and was not away, being lost, on all of its days."""
    found = set()
    every = losses(book, whom)
    for row in book.of("customer", whom):
        own = [each for each in every if each["id"] == row["id"]]
        tries = [each for each in book["winback_try"] if each["customer_id"] == row["id"]]
        returned = [each for each in tries if each["result"] == "back"]
        entered = span.last is None or local(row["created"]) <= span.last
        gone = span.first and row["lost"] and sure(row["lost"]) < span.first
        away = gone or any(
            span.first and sure(each["lost"]) < span.first and not _until(each, span)
            for each in returned
        )
        if any(span.has(sure(each["lost"])) for each in own) or (entered and not away):
            found.add(row["id"])
    return found


def _until(back: Row, span: Span) -> bool:
    return span.last is None or sure(back["day"]) <= span.last
