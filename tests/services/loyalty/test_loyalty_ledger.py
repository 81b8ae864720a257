"""A ledger adds up, whatever is bought, edited, removed, redeemed and taken back, in any order."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.domain.finding import Severity
from crmcli.domain.loyalty import points_for
from crmcli.domain.run import Run
from crmcli.errors import Conflict, NotFound, Refused
from crmcli.services.checks.checking import check
from crmcli.services.customers import adding as customers
from crmcli.services.customers import changes as customer_changes
from crmcli.services.customers.difference import Change
from crmcli.services.history import undoing
from crmcli.services.loyalty import changes as loyalty
from crmcli.services.loyalty.reading import ledger_of
from crmcli.services.policies import changing as policies
from crmcli.services.purchases import changes as purchases
from crmcli.store.book import Book
from tests.contents import contents

if TYPE_CHECKING:
    import sqlite3

NOW = datetime(2026, 3, 31, 12, tzinfo=timezone(timedelta(hours=8)))
WHO = ("id:1", "id:2", "id:3")
AMOUNTS = ("0", "0.50", "99.99", "100", "1999.99", "USD 10")

steps = st.one_of(
    st.tuples(st.just("buy"), st.sampled_from(WHO), st.sampled_from(AMOUNTS)),
    st.tuples(st.just("edit"), st.integers(1, 6), st.sampled_from(AMOUNTS)),
    st.tuples(st.just("drop"), st.integers(1, 6), st.none()),
    st.tuples(st.just("redeem"), st.sampled_from(WHO), st.sampled_from((1, 5, 20))),
    st.tuples(st.just("adjust"), st.sampled_from(WHO), st.sampled_from((-7, 3, 40))),
    st.tuples(st.just("refer"), st.sampled_from(WHO), st.sampled_from((None, *WHO))),
    st.tuples(st.just("policy"), st.sampled_from(("0", "1", "3")), st.sampled_from(("0", "50"))),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("redo"), st.none(), st.none()),
)


_NOBODY = {True: (), False: ("referred_by",)}


def _run(command: str = "test", author: str = "tester") -> Run:
    return Run(NOW, author, command, reason="why")


def _do(book: Book, step: tuple[str, Any, Any]) -> None:
    kind, first, second = step
    run = _run()
    if kind == "buy":
        stated = {"at": NOW.date(), "amount": second}
        purchases.add(book, run, first, stated, free=second == "0")
    elif kind == "edit":
        purchases.edit(book, run, first, {"amount": second}, free=second == "0")
    elif kind == "drop":
        purchases.remove(book, run, first)
    elif kind == "redeem":
        loyalty.redeem(book, run, first, second)
    elif kind == "adjust":
        loyalty.adjust(book, run, first, second)
    elif kind == "refer":
        given = {} if second is None else {"referred_by": second}
        customer_changes.edit(book, run, first, Change(set=given, unset=_NOBODY[bool(given)]))
    elif kind == "policy":
        policies.change(book, run, {"loyalty.points": first, "loyalty.referral": second})
    else:
        undoing.take_back(book, _run(kind), redo=kind == "redo")


def _adds_up(connection: sqlite3.Connection, customer_id: int) -> None:
    found = ledger_of(connection, customer_id)
    account = found.account
    assert account.balance == sum(each.points for each in found.lines)
    assert account.earned == max(0, account.balance + account.redeemed)
    assert [each.balance for each in found.lines][-1:] == [account.balance][: len(found.lines)]


def _lines_are_right(connection: sqlite3.Connection) -> None:
    sql = """
        SELECT p.book_minor, e.points FROM purchase p
          LEFT JOIN loyalty_entry e ON e.purchase_id = p.id
    """
    for minor, points in connection.execute(sql):
        assert points is None or points in {points_for(minor or 0, "CNY", n) for n in (1, 3)}
    sql = """
        SELECT count(*) FROM loyalty_entry e JOIN customer c ON c.id = e.referred_id
         WHERE e.kind = 'referral' AND (c.purchases = 0 OR c.referred_by IS NOT e.customer_id)
    """
    assert connection.execute(sql).fetchone() == (0,)
    sql = "SELECT count(*) FROM loyalty_entry WHERE kind = 'referral' GROUP BY referred_id"
    assert all(count == 1 for (count,) in connection.execute(sql))


@settings(max_examples=6, deadline=None)
@given(st.lists(steps, max_size=10))
def test_a_balance_is_the_sum_of_its_lines_in_any_order(given_steps: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        for name in ("a", "b", "c"):
            referrer = {} if name == "a" else {"referred_by": "id:1"}
            customers.add(book, _run(author="another"), {"name": name, **referrer}, force=True)
        _do(book, ("policy", "1", "50"))
        for step in given_steps:
            before = contents(book.path)
            try:
                _do(book, step)
            except (Conflict, NotFound, Refused):
                assert contents(book.path) == before
            with book.reading() as connection:
                for key in (1, 2, 3):
                    _adds_up(connection, key)
                _lines_are_right(connection)
        states = [contents(book.path)]
        with suppress(NotFound):
            while len(states) < 30:
                undoing.take_back(book, _run("undo"), passing=True)
                states.append(contents(book.path))
        for state in reversed(states[:-1]):
            undoing.take_back(book, _run("redo"), redo=True)
            assert contents(book.path) == state
        checked = check(book, _run())
        assert not [each for each in checked.findings if each.severity is Severity.FAULT]
