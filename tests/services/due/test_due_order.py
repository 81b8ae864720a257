"""The order of the list and the choice of its best part, against a plain re-telling in Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.due import DueQuery, due_ref
from crmcli.domain.due_choice import Cut
from crmcli.domain.due_kind import DueKind
from crmcli.domain.grade import Grade
from crmcli.domain.promise import PromiseDraft
from crmcli.domain.run import Run
from crmcli.services.customers import adding as customers
from crmcli.services.due.listing import DueList
from crmcli.services.promises import changes as promises
from crmcli.store.book import Book

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 12, tzinfo=timezone(timedelta(hours=8)))
RUN = Run(NOW, "tester", "test")
ORDER = [
    *("complaint", "feedback", "promise", "follow_up relationship deal", "churn", "survey"),
    *("birthday festival", "verify"),
]
MINUTES = {"phone": 10, "email": 10, "visit": 90, "meeting": 60, "wechat": 5, "video": 30}


@dataclass(frozen=True)
class Owed:
    """One obligation as plain SQL sees it."""

    row: dict[str, Any]

    @property
    def ref(self) -> str:
        return due_ref(DueKind(self.row["kind"]), self.row["subject_id"])

    @property
    def late(self) -> int:
        return (TODAY - date.fromisoformat(self.row["due"])).days

    @property
    def tail(self) -> tuple[Any, ...]:
        row = self.row
        ours = row["potential_currency"] == "CNY"
        money = (not ours, -(row["potential_minor"] or 0))
        return (
            -self.late / row["cadence_days"],
            *money,
            row["customer_id"],
            row["kind"],
            row["subject_id"],
        )

    @property
    def listed(self) -> tuple[Any, ...]:
        kind = next(at for at, group in enumerate(ORDER) if self.row["kind"] in group)
        return self.row["grade"] == "E", kind, *self.tail

    @property
    def wanted(self) -> tuple[Any, ...]:
        days = [self.row["own_close"], self.row["next_promise"]]
        nearest = min((each for each in days if each is not None), default="9999-12-31")
        limits = ("2026-04-07", "2026-04-30", "2026-06-30")
        return sum(nearest > limit for limit in limits), self.row["grade"], *self.tail

    @property
    def minutes(self) -> int:
        row = self.row
        return MINUTES[row["channel"] or row["preferred"] or row["last_via"] or "phone"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book of sixty customers, entered at random."""
    path: Path = tmp_path_factory.mktemp("order") / "book.db"
    book, rng = Book(path), Random(7)  # noqa: S311 - the same book each time
    for number in range(60):
        given = {"name": f"customer {number}", "grade": rng.choice("ABCDE")}
        if rng.random() < 0.5:
            given["potential"] = rng.choice(["1000", "2000", "EUR 5000", "300"])
        if rng.random() < 0.4:
            given["importance"] = "key"
        if rng.random() < 0.4:
            given["expected_close"] = str(TODAY + timedelta(days=rng.randrange(5, 150)))
        if rng.random() < 0.4:
            given["channel"] = rng.choice(["visit", "wechat", "email"])
        run = Run(NOW - timedelta(days=rng.randrange(450)), "tester", "test")
        key = customers.add(book, run, given, force=True).customer.id
        for _ in range(rng.randrange(3)):
            by = TODAY + timedelta(days=rng.randrange(-9, 9))
            draft = PromiseDraft("call", by, theirs=rng.random() < 0.2)
            promises.add(book, RUN, f"id:{key}", draft)
    return book


def owed(book: Book) -> list[Owed]:
    sql = """
        SELECT o.*, c.grade, c.potential_minor, c.potential_currency, c.own_close,
               c.channel AS preferred, c.last_via, p.theirs,
               (SELECT min(n.by) FROM promise n WHERE n.customer_id = c.id AND n.state = 'open')
                 AS next_promise
          FROM obligation o JOIN customer c ON c.id = o.customer_id
          LEFT JOIN promise p ON o.kind = 'promise' AND p.id = o.subject_id
    """
    with book.reading() as connection:
        cursor = connection.execute(sql)
        names = [each[0] for each in cursor.description]
        # Of two columns of one name the obligation's own comes first.
        rows = [dict(reversed(list(zip(names, row, strict=True)))) for row in cursor]
    today = TODAY.isoformat()
    return [
        Owed(row)
        for row in rows
        if row["shown_from"] <= today <= (row["shown_until"] or today) and not row["theirs"]
    ]


def refs(book: Book, cut: Cut | None = None, **query: Any) -> list[str]:
    return [row.ref for row in DueList(book, DueQuery(TODAY, **query), None, cut).rows()]


def test_the_list_is_in_the_order_of_the_rules(book: Book) -> None:
    wanted = [each.ref for each in sorted(owed(book), key=lambda each: each.listed)]
    assert len(wanted) > 80
    assert refs(book) == wanted


def test_the_most_urgent_row_of_a_customer_stands_for_it(book: Book) -> None:
    found = sorted(owed(book), key=lambda each: each.listed)
    first: dict[int, list[str]] = {}
    for each in found:
        first.setdefault(each.row["customer_id"], []).append(each.ref)
    merged = [
        [each.row.ref, *(other.ref for other in each.others)]
        for each in DueList(book, DueQuery(TODAY)).customers()
    ]
    assert merged == list(first.values())


@pytest.mark.parametrize("limit", [1, 7, 40, 1000])
def test_a_limit_picks_the_best_and_keeps_the_order(book: Book, limit: int) -> None:
    found = owed(book)
    best = {each.ref for each in sorted(found, key=lambda each: each.wanted)[:limit]}
    listed = sorted(found, key=lambda each: each.listed)
    assert refs(book, Cut(limit)) == [each.ref for each in listed if each.ref in best]


@pytest.mark.parametrize("budget", [5, 60, 300, 100_000])
def test_a_budget_takes_each_customer_with_its_longest_contact(book: Book, budget: int) -> None:
    found = sorted(owed(book), key=lambda each: each.wanted)
    longest: dict[int, int] = {}
    for each in found:
        key = each.row["customer_id"]
        longest[key] = max(longest.get(key, 0), each.minutes)
    taken, left = set(), budget
    for key in dict.fromkeys(each.row["customer_id"] for each in found):
        if longest[key] <= left:
            taken.add(key)
            left -= longest[key]
    listed = sorted(found, key=lambda each: each.listed)
    wanted = [each.ref for each in listed if each.row["customer_id"] in taken]
    assert refs(book, Cut(minutes=budget)) == wanted


def test_filters_leave_the_order_alone(book: Book) -> None:
    listed = sorted(owed(book), key=lambda each: each.listed)
    wanted = [
        each.ref for each in listed if each.row["grade"] in "AB" and each.row["kind"] == "follow_up"
    ]
    assert wanted
    assert refs(book, grades=(Grade.A, Grade.B), kinds=(DueKind.FOLLOW_UP,)) == wanted
