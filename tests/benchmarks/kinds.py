"""What customers of a made-up book bought and said, so that every kind of thing is owed in it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from crmcli.store.index import put_texts
from crmcli.store.reads import book as book_reads
from crmcli.store.settling.facts import settle
from crmcli.store.texts import OF_LOG, index_of, joined

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.transaction import Transaction

EACH = 20
"""How many deals, complaints, other feedback, surveys and rhythms are due."""

ROWS = 6 * EACH
"""How many rows they are: that a complaint is late is a warning as well."""

POLICIES = {
    "call": "20y",
    "quiet.initial_contact": "5y",
    "quiet.need_confirmed": "5y",
    "quiet.quote": "5y",
    "quiet.negotiation": "5y",
}
"""Whoever is not due stays so while a book is kept."""

_SELLING, _BUYING, _SPEAKING = 5, 10, 50
_AT_ONCE = 500
_STAGES = ("initial_contact", "need_confirmed", "quote", "negotiation")
_RHYTHM = (300, 270, 240, 210)


def trade(transaction: Transaction, size: int, today: date) -> None:
    """Let customers of a book buy and speak: some of them owe a row each, the last of all.

    Every fifth has an open deal, every tenth bought twice, every fiftieth said something once.
    """
    making = _Making(today)
    first = size - 5 * EACH
    for key in range(1, first + 1):
        if key % _SELLING == 0:
            making.deal(key, ahead=60 + key % 200)
        if key % _BUYING == 0:
            making.bought(key, 5, 35)
        if key % _SPEAKING == 0:
            making.spoke(key, "praise", closed=True)
    for number in range(EACH):
        making.deal(first + 5 * number + 1, ahead=-9)
        making.spoke(first + 5 * number + 2, "complaint")
        making.spoke(first + 5 * number + 3, "opinion")
        making.bought(first + 5 * number + 4, 100)
        making.bought(first + 5 * number + 5, *_RHYTHM)
        making.asked(first + 5 * number + 5)
    making.traced()
    for table, rows in making.rows.items():
        columns = tuple(rows[0])
        transaction.add_rows(table, columns, [tuple(row.values()) for row in rows])
        words = [name for name in OF_LOG[table].words if name in columns]
        # The table was empty: ids are given out in order.
        texts = ((key, joined(map(row.get, words))) for key, row in enumerate(rows, 1))
        put_texts(transaction, index_of(table), texts)
    policy = book_reads.policy(transaction.connection)
    concerned = sorted(making.customers)
    for at in range(0, len(concerned), _AT_ONCE):
        settle(transaction, concerned[at : at + _AT_ONCE], policy)


class _Making:
    """The rows so far, by table."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.customers: set[int] = set()

    def deal(self, key: int, *, ahead: int) -> None:
        opened = self._ago(30)
        self._add(
            "deal",
            key,
            title=f"machine {key}",
            amount_minor=100_000 + key % 1_000_000,
            currency="CNY",
            stage=_STAGES[key % 4],
            stage_since=opened,
            expected_close=self._ago(-ahead),
            opened=opened,
            author="tester",
        )

    def bought(self, key: int, *days_ago: int) -> None:
        for days in days_ago:
            self._add(
                "purchase",
                key,
                day=self._ago(days),
                product=f"part {key % 97}",
                thousandths=1000,
                amount_minor=50_000,
                currency="CNY",
                book_minor=50_000,
                imported=0,
                author="tester",
            )

    def spoke(self, key: int, kind: str, *, closed: bool = False) -> None:
        opened = self._instant(60 if closed else 10)
        state = "recorded" if kind == "complaint" else "received"
        self._add(
            "feedback",
            key,
            opened=opened,
            kind=kind,
            severity="normal",
            text=f"what {key} said",
            state="customer_told" if closed else state,
            state_since=opened,
            closed=opened if closed else None,
            author="tester",
        )

    def asked(self, key: int) -> None:
        self._add("survey", key, day=self._ago(1), score=5, author="tester")

    def traced(self) -> None:
        """Give each deal its first move and each feedback its last step."""
        for number, deal in enumerate(tuple(self.rows["deal"]), 1):
            at = self._instant(30)
            stage = deal["stage"]
            self._add(
                "deal_move",
                deal["customer_id"],
                deal_id=number,
                stage=stage,
                at=at,
                author="tester",
            )
        for number, said in enumerate(tuple(self.rows["feedback"]), 1):
            self._add(
                "feedback_step",
                said["customer_id"],
                feedback_id=number,
                state=said["state"],
                at=said["state_since"],
                skipped=0,
                reopened=0,
                author="tester",
            )

    def _add(self, table: str, key: int, **values: object) -> None:
        self.customers.add(key)
        self.rows.setdefault(table, []).append({"customer_id": key, **values})

    def _ago(self, days: int) -> str:
        return (self._today - timedelta(days=days)).isoformat()

    def _instant(self, days: int) -> str:
        day = self._today - timedelta(days=days)
        return datetime.combine(day, time(4), tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
