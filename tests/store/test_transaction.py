from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from crmcli.domain.promise import PromiseDraft
from crmcli.store.book import Book
from crmcli.store.history.replay import KeyTaken

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.domain.run import Run
    from tests.store.conftest import AddCustomer, StartWorker

MADE = PromiseDraft(text="send quote", by=date(2026, 4, 1))


class UnluckyError(Exception):
    """What a service may raise in the middle."""


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with Book(path).reading() as connection:
        return connection.execute(sql).fetchall()


def test_what_is_written_is_there_for_the_next_reader(
    path: Path, run: Run, add_customer: AddCustomer
) -> None:
    with Book(path).writing(run) as transaction:
        wang = add_customer(transaction)
        transaction.add_many(
            "tag", [{"customer_id": wang, "tag": "vip"}, {"customer_id": wang, "tag": "old"}]
        )

    assert rows(path, "SELECT id, name FROM customer") == [(wang, "王芳")]
    assert rows(path, "SELECT tag FROM tag ORDER BY tag") == [("old",), ("vip",)]


def test_a_transaction_sees_its_own_changes(
    path: Path, run: Run, add_customer: AddCustomer
) -> None:
    with Book(path).writing(run) as transaction:
        add_customer(transaction)
        found = transaction.connection.execute("SELECT name FROM customer").fetchall()

    assert found == [("王芳",)]


@pytest.mark.parametrize("error", [UnluckyError, KeyboardInterrupt, SystemExit])
def test_an_error_takes_everything_back(
    path: Path, run: Run, add_customer: AddCustomer, error: type[BaseException]
) -> None:
    with Book(path).writing(run) as transaction:
        add_customer(transaction, "first")

    def fail() -> None:
        with Book(path).writing(run) as transaction:
            add_customer(transaction, "second")
            transaction.change("customer", {"name": "first"}, name="changed")
            assert transaction.command_id
            raise error

    with pytest.raises(error):
        fail()

    assert rows(path, "SELECT name FROM customer") == [("first",)]
    assert rows(path, "SELECT count(*) FROM command") == [(1,)]


def test_rows_are_changed_and_removed_by_their_key(
    path: Path, run: Run, add_customer: AddCustomer
) -> None:
    day, instant = date(2026, 4, 1), datetime(2026, 4, 1, 12, tzinfo=UTC)
    with Book(path).writing(run) as transaction:
        wang, li = add_customer(transaction, "王芳"), add_customer(transaction, "李雷")
        changed = transaction.change(
            "customer", {"id": wang}, name="王方", own_close=day, archived=instant, company=None
        )
        none = transaction.change("customer", {"id": 99}, name="nobody")
        undated = transaction.change("customer", {"own_close": None}, own_close=day)
        removed = transaction.remove("customer", id=li, name="李雷")

    assert (changed, none, undated, removed) == (1, 0, 1, 1)
    assert rows(path, "SELECT name, own_close, archived, company FROM customer") == [
        ("王方", "2026-04-01", "2026-04-01T12:00:00Z", None)
    ]


def test_columns_may_be_called_like_the_arguments(
    path: Path, run: Run, add_customer: AddCustomer
) -> None:
    with Book(path).writing(run) as transaction:
        wang = add_customer(transaction)
        transaction.add("contact_point", customer_id=wang, kind="phone", value="1", position=0)
        transaction.add("setting", name="currency", value="CNY")
        assert transaction.change("setting", {"name": "currency"}, name="money") == 1
        assert transaction.change("command", {"id": transaction.command_id}, key="k9") == 1
        assert transaction.remove("setting", name="money") == 1
        assert transaction.remove("contact_point", kind="phone") == 1

    assert rows(path, "SELECT key FROM command") == [("k9",)]


def test_a_table_with_a_key_of_its_own_gives_no_id(
    path: Path, run: Run, add_customer: AddCustomer
) -> None:
    with Book(path).writing(run) as transaction:
        wang = add_customer(transaction)
        assert transaction.add("tag", customer_id=wang, tag="vip") == 0


def test_child_rows_go_with_their_customer(path: Path, run: Run, add_customer: AddCustomer) -> None:
    with Book(path).writing(run) as transaction:
        wang = add_customer(transaction)
        transaction.add("tag", customer_id=wang, tag="vip")
        transaction.remove("customer", id=wang)

    assert rows(path, "SELECT * FROM tag") == []


def test_text_comes_back_as_it_was_given(path: Path, run: Run) -> None:
    text = "'; DROP TABLE customer; -- \u202e\x1b[31m\r\n\t[/red] %s {x} :name ? 😀 \u0000end"
    with Book(path).writing(run) as transaction:
        transaction.add("setting", name=text, value=text)
        assert transaction.change("setting", {"name": text}, value=text + "!") == 1

    assert rows(path, "SELECT name, value FROM setting") == [(text, text + "!")]


def test_a_command_is_recorded_once_and_only_when_it_writes(path: Path, run: Run) -> None:
    run = replace(run, line="crm log add 王芳", reason="asked")
    with Book(path).writing(run):
        pass
    with Book(path).writing(run) as transaction:
        assert transaction.command_id == transaction.command_id == 1

    assert rows(path, "SELECT at, author, name, line, reason FROM command") == [
        ("2026-03-20T04:00:00Z", "wei", "log add", "crm log add 王芳", "asked")
    ]


def test_a_retry_is_given_the_first_result(path: Path, run: Run) -> None:
    run = replace(run, key="k1")
    with Book(path).writing(run) as transaction:
        assert transaction.replayed(PromiseDraft) is None
        assert transaction.finished(MADE) is MADE

    for _ in range(2):
        with Book(path).writing(run) as transaction:
            assert transaction.replayed(PromiseDraft) == MADE

    assert rows(path, "SELECT count(*), min(key) FROM command") == [(1, "k1")]


def test_a_command_without_a_key_keeps_no_result(path: Path, run: Run) -> None:
    with Book(path).writing(run) as transaction:
        assert transaction.replayed(PromiseDraft) is None
        assert transaction.command_id
        transaction.finished(MADE)

    assert rows(path, "SELECT key, result FROM command") == [(None, None)]


def test_a_key_of_another_command_is_refused(path: Path, run: Run) -> None:
    run = replace(run, key="k1")
    with Book(path).writing(run) as transaction:
        transaction.finished(MADE)
    other = replace(run, command="customer add")

    with pytest.raises(KeyTaken) as caught, Book(path).writing(other) as transaction:
        transaction.replayed(PromiseDraft)

    assert caught.value.exit_code == 4
    assert caught.value.details == {"key": "k1", "name": "log add"}


def test_a_key_of_a_command_that_was_taken_back_is_new(path: Path, run: Run) -> None:
    run = replace(run, key="k1")

    def fail() -> None:
        with Book(path).writing(run) as transaction:
            transaction.finished(MADE)
            raise UnluckyError

    with pytest.raises(UnluckyError):
        fail()

    with Book(path).writing(run) as transaction:
        assert transaction.replayed(PromiseDraft) is None


def test_writers_at_once_lose_no_update(path: Path, run: Run, start_worker: StartWorker) -> None:
    with Book(path).writing(run) as transaction:
        transaction.add("setting", name="count", value="0")
    code = """
from datetime import UTC, datetime
from pathlib import Path
from crmcli.domain.run import Run
from crmcli.store.book import Book
run = Run(now=datetime(2026, 3, 20, tzinfo=UTC), author="wei", command="log add")
def work(path):
    for _ in range(50):
        with Book(Path(path)).writing(run) as transaction:
            query = "SELECT value FROM setting WHERE name = 'count'"
            (value,) = transaction.connection.execute(query).fetchone()
            transaction.change("setting", {"name": "count"}, value=str(int(value) + 1))
    return "done"
"""
    workers = [start_worker(code) for _ in range(4)]

    for worker in workers:
        worker.ask(path)

    assert [worker.answer() for worker in workers] == ["done"] * 4
    assert rows(path, "SELECT value FROM setting") == [("200",)]


def test_the_lock_is_taken_before_the_first_read(
    path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmcli.store.connection.BUSY_SECONDS", 0.05)
    with Book(path).writing(run) as first:
        assert first.connection.in_transaction
        with pytest.raises(Exception, match="locked"), Book(path).writing(run):
            pytest.fail("two writers at once")


def test_an_early_instant_keeps_its_place_in_the_order(path: Path, run: Run) -> None:
    early = replace(run, now=datetime(987, 1, 2, tzinfo=UTC))
    for each in (run, early):
        with Book(path).writing(each) as transaction:
            assert transaction.command_id

    assert rows(path, "SELECT at FROM command ORDER BY at LIMIT 1") == [("0987-01-02T00:00:00Z",)]


def test_a_naive_instant_is_refused(path: Path, run: Run) -> None:
    naive = replace(run, now=run.now.replace(tzinfo=None))

    with pytest.raises(Exception, match="naive"), Book(path).writing(naive) as transaction:
        assert transaction.command_id

    assert rows(path, "SELECT count(*) FROM command") == [(0,)]


def test_many_rows_of_none_are_none(path: Path, run: Run) -> None:
    with Book(path).writing(run) as transaction:
        transaction.add_many("command", [])

    assert rows(path, "SELECT count(*) FROM command") == [(0,)]
