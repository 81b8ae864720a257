"""A book read table by table, and figures reckoned from it one record after the other.

Nothing here knows how a report is made: rows are read with `SELECT *`, days are compared, amounts
are whole numbers, and what is said follows product.md and the sentences of `--explain`.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Row = dict[str, Any]
Amount = tuple[int, str, int | None]
"""Minor units, their currency, and the same in the book's currency, if that is known."""

ZONE = ZoneInfo("Asia/Shanghai")
GRADES = "ABCDE"
OPEN = ("initial_contact", "need_confirmed", "quote", "negotiation")
_DECIMALS = {"JPY": 0, "KRW": 0, "KWD": 3}
_TABLES = (
    "customer", "deal", "deal_move", "deal_case", "purchase", "contact", "grade_change", "rate",
    "policy_change", "setting", "tag", "promise", "feedback", "survey", "winback_try",
    "obligation", "pin", "field_value", "campaign_member", "change", "command",
    "promise_move", "feedback_step", "campaign", "measure", "churn_look",
)  # fmt: skip
_POLICY = {
    "A": "1d", "B": "7d", "C": "15d", "D": "30d", "E": "1y",
    "horizon.A": "1m", "horizon.B": "3m", "horizon.C": "6m",
    "stage.initial_contact": "10", "stage.need_confirmed": "25", "stage.quote": "50",
    "stage.negotiation": "75", "quiet.initial_contact": "30d", "quiet.need_confirmed": "14d",
    "quiet.quote": "7d", "quiet.negotiation": "7d",
    "feedback.limit": "7d", "complaint.first": "1d", "complaint.solution": "3d",
    "complaint.callback": "7d", "complaint.close": "1d",
}  # fmt: skip
"""The numbers that product.md states."""


@dataclass(frozen=True)
class Span:
    """Days from a first to a last one, as they are typed; None for no beginning or no end."""

    text: str
    first: date | None
    last: date | None

    def has(self, day: date | None) -> bool:
        """Tell whether a day is in it."""
        return (
            day is not None
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


@dataclass(frozen=True)
class Whom:
    """Whose records count, as it is typed."""

    text: str = ""
    grades: str = GRADES
    everybody: bool = False


def day(text: str | None) -> date | None:
    """Read a date as the book keeps it."""
    return None if text is None else date.fromisoformat(text)


def sure(text: str) -> date:
    """Read a date that is there."""
    return date.fromisoformat(text)


@cache
def local(instant: str) -> date:
    """Give the local date of an instant as the book keeps it."""
    return datetime.fromisoformat(instant).astimezone(ZONE).date()


def later(span: str, start: date) -> date:
    """Add a span such as `2w` to a day, months by the calendar."""
    count, unit = int(span[:-1]), span[-1]
    if unit in "dw":
        return start + timedelta(days=count * (7 if unit == "w" else 1))
    return start + relativedelta(months=count * (12 if unit == "y" else 1))


class PlainBook:
    """The tables of a book as lists of rows.

    Args:
        path: its file.
        today: the local date from which it is looked at.
    """

    def __init__(self, path: Path, today: date) -> None:
        self.today = today
        self._tables: dict[str, list[Row]] = {}
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            for table in _TABLES:
                found = connection.execute(f"SELECT * FROM {table}")
                self._tables[table] = [dict(row) for row in found]
        stated = {row["name"]: row["value"] for row in self["setting"]}
        self.base: str = stated.get("currency", "CNY")
        self.customers = {row["id"]: row for row in self["customer"]}
        mailed = {row["contact_id"] for row in self["campaign_member"]}
        for row in self["contact"]:
            row["by_campaign"] = row["id"] in mailed
        self._contacts = self._grouped("contact", "customer_id", "day")
        self._grades = self._grouped("grade_change", "customer_id", "day")
        self._moves = self._grouped("deal_move", "deal_id", "at")

    def __getitem__(self, table: str) -> list[Row]:
        return self._tables[table]

    def chosen(self, whom: Whom) -> set[int]:
        """Give the ids of the customers that count."""
        return {
            key
            for key, row in self.customers.items()
            if row["grade"] in whom.grades and (whom.everybody or row["archived"] is None)
        }

    def of(self, table: str, whom: Whom) -> Iterator[Row]:
        """Yield the rows of the customers that count."""
        ids = self.chosen(whom)
        key = "id" if table == "customer" else "customer_id"
        yield from (row for row in self[table] if row[key] in ids)

    def moves(self, deal: int) -> list[Row]:
        """Give the moves of a deal, the first one first."""
        return self._moves.get(deal, [])

    def contacts(self, customer: int) -> list[Row]:
        """Give the contacts with a customer, the first one first."""
        return self._contacts.get(customer, [])

    def grades(self, customer: int) -> list[Row]:
        """Give what is known of a customer's grades, the first one first."""
        return self._grades.get(customer, [])

    def policy(self, name: str, on: date | None = None) -> str:
        """Give a number of the policy as it was on a day, or is today."""
        value = _POLICY[name]
        for row in sorted(self["policy_change"], key=lambda row: row["id"]):
            if row["name"] == name and (on is None or sure(row["day"]) <= on):
                value = row["value"]
        return value

    def worth(self, minor: int, currency: str, on: date) -> int | None:
        """Give what an amount is in the book's currency by the rate of a day, half to even."""
        if currency == self.base:
            return minor
        stated = [
            row
            for row in self["rate"]
            if row["currency"] == currency and row["base"] == self.base and sure(row["day"]) <= on
        ]
        if not stated:
            return None
        rate = Fraction(max(stated, key=lambda row: row["day"])["rate"])
        shift = Fraction(10) ** (_decimals(self.base) - _decimals(currency))
        return round(minor * rate * shift)

    def amount(self, row: Row, on: date) -> list[Amount]:
        """Give the amount of a deal or purchase by the rate of a day; none where it has none."""
        minor = row["amount_minor"]
        if minor is None:
            return []
        return [(minor, row["currency"], self.worth(minor, row["currency"], on))]

    def weighted(self, deal: Row, stage: str) -> list[Amount]:
        """Give amount × probability, to the nearest minor unit, by the rate of today."""
        if deal["amount_minor"] is None:
            return []
        own = deal["probability"]
        percent = int(self.policy(f"stage.{stage}")) if own is None else own
        minor = round(Fraction(deal["amount_minor"] * percent, 100))
        return [(minor, deal["currency"], self.worth(minor, deal["currency"], self.today))]

    def sums(self, amounts: Iterable[Amount]) -> Row:
        """Add amounts up, for each currency and in the book's."""
        totals: dict[str, int] = defaultdict(int)
        book: int | None = 0
        for minor, currency, worth in amounts:
            totals[currency] += minor
            book = None if book is None or worth is None else book + worth
        told = {currency: amount_text(minor, currency) for currency, minor in totals.items()}
        return {"sums": told, "book": None if book is None else amount_text(book, self.base)}

    def _grouped(self, table: str, key: str, order: str) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in sorted(self[table], key=lambda row: (row[order], row["id"])):
            found[row[key]].append(row)
        return found


def _decimals(currency: str) -> int:
    return _DECIMALS.get(currency, 2)


def amount_text(minor: int, currency: str) -> str:
    """Write an amount in units of its currency."""
    places = _decimals(currency)
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}d}" if places else str(whole)
