"""A table that comes with a later capability follows by itself, once it is on the lists."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import Field, SQLModel

from crmcli.domain.run import Run
from crmcli.store.book import Book
from crmcli.store.checks.rules import RULES
from crmcli.store.records import LINKS, PARTS
from crmcli.store.schema.columns import link
from crmcli.store.schema.row import Row
from tests.contents import contents
from tests.store.test_links import merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crm

ERASE = "--yes --reason 'asked by letter' --json"


@pytest.fixture(scope="module")
def parcel() -> Iterator[None]:
    """Give the schema one table more."""

    class ParcelRow(Row, table=True):
        """What a customer was sent."""

        __tablename__ = "parcel"
        __table_args__ = ({"sqlite_autoincrement": True},)

        id: int | None = Field(default=None, primary_key=True)
        customer_id: int = Field(sa_column=link("customer.id", cascade=True))
        contact_id: int | None = Field(sa_column=link("contact.id", nullable=True))
        person_id: int | None = Field(sa_column=link("person.id", nullable=True))
        title: str
        remark: str | None = None

    yield
    SQLModel.metadata.remove(SQLModel.metadata.tables["parcel"])


@pytest.fixture
def book(crm: Crm, parcel: None, monkeypatch: pytest.MonkeyPatch) -> Crm:
    del parcel
    # Made from the lists when it is loaded, which must not be while they are longer.
    assert RULES
    monkeypatch.setitem(PARTS, "parcel", {"customer_id": "customer"})
    links = {"contact_id": "contact", "person_id": "person"}
    monkeypatch.setitem(LINKS, "parcel", links)
    crm("customer add 王芳")
    crm("customer add 李雷")
    crm("customer person add 王芳 Jane")
    crm("log add 王芳 hello --via phone")
    sent(crm, customer_id=1, contact_id=1, person_id=1, title="snollygoster", remark="jabberwock")
    return crm


def sent(book: Crm, **values: Any) -> None:
    run = Run(datetime(2026, 3, 31, 4, tzinfo=UTC), "tester", "parcel add")
    with Book(book.db).writing(run) as transaction:
        transaction.add("parcel", **values)
        transaction.finished(None)


def parcels(book: Crm) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(book.db)) as connection:
        return connection.execute("SELECT * FROM parcel").fetchall()


def left(book: Crm) -> list[str]:
    content = book.db.read_bytes()
    return [each for each in ("snollygoster", "jabberwock", "王芳") if each.encode() in content]


def test_what_is_added_is_taken_back_and_brought_back(book: Crm) -> None:
    there = contents(book.db)
    assert book("undo --json").json["command"] == "parcel add"
    assert parcels(book) == []
    book("redo")
    assert contents(book.db) == there
    assert book("check --json").json["ok"]


def test_what_it_refers_to_can_be_removed_and_put_back(book: Crm) -> None:
    there = contents(book.db)
    book("log remove 1")
    book("customer person remove 王芳 Jane")
    assert parcels(book) == [(1, 1, None, None, "snollygoster", "jabberwock")]
    book("undo")
    book("undo")
    assert contents(book.db) == there


def test_it_goes_with_its_customer_to_another_and_back(book: Crm) -> None:
    there = contents(book.db)
    merge(book.db, 2, 1)
    assert [each[1] for each in parcels(book)] == [2]
    book("undo")
    assert contents(book.db) == there


@pytest.mark.parametrize("undone", [False, True])
def test_it_is_erased_with_its_customer(book: Crm, *, undone: bool) -> None:
    if undone:
        book("undo")
    erased = book(f"customer erase 王芳 {ERASE}").json

    assert erased["removed"].get("parcel") == (None if undone else 1)
    assert left(book) == []
    assert book("check --json").json["ok"]


def test_what_it_says_of_somebody_else_is_named(book: Crm) -> None:
    sent(book, customer_id=2, title="the same as 王芳 got")
    sent(book, customer_id=2, title="list", remark="copied for 王芳")
    found = book(f"customer erase 王芳 {ERASE}").json["mentions"]

    assert [(each["record"], each["record_id"]) for each in found] == [("parcel", 2), ("parcel", 3)]


def test_the_history_tells_of_it(book: Crm) -> None:
    assert book("history --json").json
    assert book("history 王芳 --format table").out
