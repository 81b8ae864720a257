"""An import is one transaction: checked again inside, whole or not at all, readers undisturbed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.channel import Channel
from crmcli.domain.classes import Axis, Importance, NeedKind, SaleStatus
from crmcli.domain.contact import ContactDraft, NewFacts
from crmcli.domain.customer import CompanySize, CustomerDraft, CustomerKind, Gender
from crmcli.domain.derivation import Pin
from crmcli.domain.entry import Entry, Step
from crmcli.domain.grade import Grade, Need
from crmcli.domain.money import Money
from crmcli.domain.person import PersonDraft
from crmcli.domain.run import Run
from crmcli.domain.span import read_span
from crmcli.exchange.target import Target
from crmcli.services.imports.importing import Watching, import_customers
from crmcli.services.imports.result import BookChanged, Imported, ImportRequest, Rejects
from crmcli.services.imports.staged_entry import staged, unstaged
from crmcli.store.book import Book
from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()


def run() -> Run:
    return Run(NOW, "tester", "customer import")


def request(table: str) -> ImportRequest:
    def instant(day: date, clock: time | None) -> datetime:
        return datetime.combine(day, clock or time(12), tzinfo=UTC)

    return ImportRequest("test.csv", io.BytesIO(table.encode()), instant)


def table(count: int) -> str:
    return "姓名,手机\n" + "".join(f"客{n},{13800000000 + n}\n" for n in range(count))


def how_many(book: Book) -> int:
    with book.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    return int(count)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "book.db")


def test_who_was_added_while_the_file_was_read_is_not_doubled(book: Book) -> None:
    def meanwhile(result: Imported) -> None:
        assert result.created == 2
        import_customers(book, run(), request("姓名,手机\n客0,13800000000\n"))

    result = import_customers(book, run(), request(table(2)), Watching(confirm=meanwhile))
    assert (result.created, result.unchanged) == (1, 1)
    assert how_many(book) == 2


def test_a_repeated_row_names_its_customer_whoever_was_added_meanwhile(
    book: Book, tmp_path: Path
) -> None:
    def meanwhile(result: Imported) -> None:
        assert (result.created, result.skipped) == (1, 1)
        import_customers(book, run(), request("姓名\n老客户\n"))

    path = tmp_path / "rejects.csv"
    into = Rejects(Target(str(path), force=False, kept=()), lambda each: each.text)
    twice = replace(request("姓名\n王芳\n王芳\n"), rejects=into)
    import_customers(book, run(), twice, Watching(confirm=meanwhile))
    assert "skip,2,repeats row" in path.read_text("utf-8-sig")


def test_an_update_that_several_fit_meanwhile_is_not_made(book: Book) -> None:
    header = "action,matched_id,reason,姓名,备注\n"

    def meanwhile(result: Imported) -> None:
        assert (result.created, result.updated) == (1, 1)
        import_customers(book, run(), request(f"{header}create,,,王芳,another\n"))

    import_customers(book, run(), request("姓名\n王芳\n"))
    table = f"{header}update,,,王芳,new\n,,,李雷,\n"
    with pytest.raises(BookChanged):
        import_customers(book, run(), request(table), Watching(confirm=meanwhile))
    assert how_many(book) == 2


def test_readers_see_the_old_book_at_once_while_a_large_import_is_written(book: Book) -> None:
    import_customers(book, run(), request("姓名\n老客户\n"))
    seen: list[int] = []

    def look(done: int, whole: int) -> None:
        del done, whole
        seen.append(how_many(book))

    result = import_customers(book, run(), request(table(5000)), Watching(writing=look))
    assert result.created == 5000
    assert len(seen) == 10
    assert set(seen) == {1}
    assert how_many(book) == 5001


def test_an_import_that_is_interrupted_leaves_nothing(book: Book) -> None:
    import_customers(book, run(), request("姓名\n老客户\n"))
    before = book.path.read_bytes()

    def interrupt(done: int, whole: int) -> None:
        del whole
        if done >= 1000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_customers(book, run(), request(table(3000)), Watching(writing=interrupt))
    assert book.path.read_bytes() == before
    with pytest.raises(KeyboardInterrupt):
        import_customers(book, run(), request(table(3000)), Watching(reading=interrupt))
    assert book.path.read_bytes() == before
    # The day's first import was about to begin, so the book was backed up.
    (saved,) = (book.path.parent / "book.backups").iterdir()
    assert contents(saved) == contents(book.path)
    left = {each.name for each in book.path.parent.iterdir()}
    assert left <= {"book.db", "book.db-journal", "book.backups"}
    assert import_customers(book, run(), request(table(3000))).created == 3000


def test_a_large_import_is_sound(book: Book) -> None:
    import_customers(book, run(), request(table(2500)))
    with book.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        days = connection.execute("SELECT first_due, count(*) FROM customer GROUP BY 1").fetchall()
        keys = "SELECT count(*) FROM search_key WHERE kind = 'phone' AND key LIKE '138%'"
        assert connection.execute(keys).fetchone() == (2500,)
    assert days == [(f"2026-11-{day}", 500) for day in range(20, 25)]


FULL = CustomerDraft(
    name="王芳",
    kind=CustomerKind.COMPANY,
    gender=Gender.FEMALE,
    company="博远",
    company_size=CompanySize.SMALL,
    registered=date(2020, 1, 2),
    phones=("+8613800138000",),
    emails=("a@b.example",),
    handles={"wechat": "wf"},
    channel=Channel.PHONE,
    need_kind=NeedKind.BOTH,
    potential=Money(1200, "CNY"),
    importance=Importance.KEY,
    tags=("vip",),
    fields={"颜色": "红"},
    need=Need.CLEAR,
    expected_close=date(2026, 12, 1),
    grade=Grade.B,
    every=read_span("2w"),
    by_channel=Channel.VISIT,
    people=(PersonDraft("李雷", title="经理", birthday="05-06"),),
)


def test_a_staged_entry_is_read_back_equal() -> None:
    contact = ContactDraft(at=NOW, on=TODAY, via=Channel.OTHER, imported=True)
    entry = Entry(
        customer=FULL,
        entered=TODAY,
        steps=(Step(contact, NewFacts(keep=True)),),
        first_due=date(2026, 11, 23),
        lost_on=date(2026, 10, 1),
        lost_reason="price",
        pins=(Pin(Axis.STATUS, SaleStatus.WON, "状态：已成交", TODAY),),
    )
    assert unstaged(staged(entry), TODAY, date(2026, 11, 23)) == entry


@given(st.text(min_size=1), st.text(min_size=1), st.lists(st.text(min_size=1), max_size=3))
def test_any_text_is_staged_as_it_is(name: str, note: str, tags: list[str]) -> None:
    entry = Entry(CustomerDraft(name=name, notes=note, tags=tuple(tags)), TODAY)
    assert unstaged(staged(entry), TODAY) == entry
