"""Follow-up as a loop over the contacts and the days of each customer sees it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tests.commands.report.asking import ids
from tests.commands.report.plain_book import PlainBook, Row, Span, Whom, later, local, sure
from tests.commands.report.plain_figures import median, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONG_AGO = date(1, 1, 1)


class Held(NamedTuple):
    """A contact, or the evening of a day, held against the due date that stood."""

    customer: str
    grade: str
    last: date | None
    due: date
    on: date
    contact: Row | None

    @property
    def late(self) -> int:
        """How many days after its due date it is."""
        return max(0, (self.on - self.due).days)


class Past:
    """What is known of a customer's past."""

    def __init__(self, book: PlainBook, customer: Row) -> None:
        self.book, self.customer = book, customer
        key = customer["id"]
        self.given = [
            (sure(row["day"]), row["to_grade"])
            for row in book.grades(key)
            if row["from_grade"] != row["to_grade"]
        ]
        self.contacts = sorted(
            (row for row in book.contacts(key) if moves_a_clock(row)),
            key=lambda row: (row["day"], row["id"]),
        )
        ends = [customer["lost"], None if customer["may_contact"] else customer["consent_on"]]
        left = [sure(each) for each in ends if each]
        left += [local(customer["archived"])] if customer["archived"] else []
        self.end = min(left, default=date.max)
        self.pauses = list(self._pauses(key))

    def _pauses(self, key: int) -> Iterator[tuple[date, date]]:
        """Go through the history for the days on which it left, and came back."""
        # What was undone never was.
        made = {
            row["id"]: row["at"]
            for row in self.book["command"]
            if row["undoes"] is None and row["undone_by"] is None
        }
        for row in self.book["change"]:
            if (row["record"], row["action"], row["first"]) != ("customer", "changed", key):
                continue
            if row["command_id"] not in made:
                continue
            old, new = json.loads(row["old"]), json.loads(row["new"])
            back = local(made[row["command_id"]])
            if old.get("lost") and "lost" in new and new["lost"] is None:
                yield sure(old["lost"]), back
            elif old.get("archived") and "archived" in new and new["archived"] is None:
                yield local(old["archived"]), back
            elif (old.get("may_contact"), new.get("may_contact")) == (0, 1) and old["consent_on"]:
                yield sure(old["consent_on"]), back

    def due(self, on: date, grades: Sequence[tuple[date, str]], last: date | None) -> Held:
        """Say when it was due, by the grades that it had been given and its last contact."""
        grade = grades[-1][1]
        marks = [sure(self.customer["first_due"])]
        if last is not None:
            marks = [later(self.book.policy(grade, on), last)]
        if len(grades) > 1:
            marks.append(grades[-1][0])
        marks += [
            sure(row["day"])
            for row in self.book["policy_change"]
            if row["name"] == grade and sure(row["day"]) <= on
        ]
        return Held(self.customer["name"], grade, last, max(marks), on, None)

    def contacts_held(self) -> Iterator[Held]:
        """Hold every contact against what stood before it: before the grade that it led to."""
        last = None
        for contact in self.contacts:
            on = sure(contact["day"])
            grades = [each for each in self.given if each[0] < on] or self.given[:1]
            away = any(left < on < back for left, back in self.pauses)
            if self.given[0][0] <= on <= self.end and not away:
                yield self.due(on, grades, last)._replace(contact=contact)
            last = on

    def evenings(self, first: date, until: date) -> Iterator[Held]:
        """Hold every day against what stood in its evening."""
        on = max(first, self.given[0][0])
        while on <= until and on < self.end:
            if any(left <= on < back for left, back in self.pauses):
                on += timedelta(days=1)
                continue
            days = [sure(row["day"]) for row in self.contacts if sure(row["day"]) <= on]
            grades = [each for each in self.given if each[0] <= on]
            yield self.due(on, grades, max(days, default=None))
            on += timedelta(days=1)


def moves_a_clock(contact: Row) -> bool:
    """Tell whether a contact counts: no greeting, somebody was reached, and by no campaign."""
    is_greeting = contact["purpose"] == "greeting" or contact["by_campaign"]
    return not is_greeting and contact["outcome"] != "no_answer"


def judged(book: PlainBook, span: Span, whom: Whom) -> tuple[list[Held], list[Held]]:
    """Give the contacts and the evenings of a period."""
    contacts: list[Held] = []
    evenings: list[Held] = []
    until = book.today if span.last is None else min(span.last, book.today)
    for customer in book.of("customer", whom):
        past = Past(book, customer)
        contacts += [held for held in past.contacts_held() if span.has(held.on)]
        evenings += past.evenings(span.first or _LONG_AGO, until)
    return contacts, evenings


def grade_row(grade: str | None, contacts: Sequence[Held], evenings: Sequence[Held]) -> Row:
    """Sum up what was held against a grade, or against all."""
    if grade is not None:
        contacts = [held for held in contacts if held.grade == grade]
        evenings = [held for held in evenings if held.grade == grade]
    late = [held.late for held in contacts if held.late]
    return {
        "grade": grade,
        "in_time": share(len(contacts) - len(late), len(contacts)),
        "late": median(late),
        "latest": max(late, default=None),
        "days_kept": share(sum(not held.late for held in evenings), len(evenings)),
        "record": "contact",
        "ids": ids(held.contact for held in contacts if held.contact),
    }


def gap_row(held: Held) -> Row:
    """Tell of a gap as the list of the longest does."""
    made = held.contact
    found: Row = {
        "customer": held.customer,
        "grade": held.grade,
        "last": held.last.isoformat() if held.last else None,
        "due": held.due.isoformat(),
        "made": held.on.isoformat() if made else None,
        "days_late": held.late,
    }
    return found
