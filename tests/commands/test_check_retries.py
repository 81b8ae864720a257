"""A repair with a retry key is done once, and answers with success only when all of it is done."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.services.backups.making import save
from crmcli.store import connection as connections
from crmcli.store.erasure.sweeping import sweep
from tests.unsound import faults, filled, saved, seed

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    return filled(crm)


def test_a_repair_is_done_once_for_a_key(book: Crm) -> None:
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    first = book("check --repair --yes --key k1 --json").json
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")

    assert book("check --repair --yes --key k1 --json").json == first
    assert book("check", code=6).code == 6
    assert len(saved(book)) == 1


def test_two_repairs_at_once_with_one_key_have_one_answer(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")
    answers: list[Any] = []
    step = "crmcli.services.checks.repairing.save"

    def overtaken(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(step, save)
        answers.append(book("check --repair --yes --key k1 --json").json)
        return save(*given, **named)

    monkeypatch.setattr(step, overtaken)
    answers.append(book("check --repair --yes --key k1 --json").json)

    assert answers[0] == answers[1]
    with closing(sqlite3.connect(book.db)) as connection:
        sql = "SELECT count(*) FROM command WHERE name = 'check'"
        assert connection.execute(sql).fetchone() == (1,)


def test_a_key_of_another_command_is_refused(book: Crm) -> None:
    book("customer add Other --key k1")
    seed(book.db, "DELETE FROM search_key WHERE customer_id = 1")

    assert book("check --repair --yes --key k1 --json", code=4).error["code"] == "key_taken"
    assert not saved(book)


def test_a_retry_sweeps_what_the_first_run_could_not(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    book("customer erase 王芳 --yes --reason 'by letter'")
    seed(book.db, "UPDATE erasure SET swept = 0", "DELETE FROM search_key WHERE customer_id = 2")
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)

    def occupied(path: Any) -> None:
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM customer").fetchone()
            sweep(path)

    with monkeypatch.context() as patch:
        patch.setattr("crmcli.services.checks.repairing.sweep", occupied)
        failed = book("check --repair --yes --key k1 --json", code=6)
    assert failed.error["code"] == "not_swept"
    assert "Another program does not let go" in failed.error["message"]
    assert faults(book("check --json").json).keys() >= {"unswept"}

    again = book("check --repair --yes --key k1 --json").json
    assert again["repaired"] == ["search_keys", "unswept"]
    assert "unswept" not in faults(again)
    assert "unswept" not in faults(book("check --json").json)
    seed(book.db, "UPDATE erasure SET swept = 0")
    assert book("check --repair --yes --key k1 --json").json == again
    assert "unswept" in faults(book("check --json").json)
