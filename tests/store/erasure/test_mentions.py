"""Where others' texts name somebody is found part by part, and again if something was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crmcli.domain.run import Run
from crmcli.services.erasure.erasable import find
from crmcli.services.erasure.erasing import erase
from crmcli.store.book import Book
from crmcli.store.erasure import mentions

if TYPE_CHECKING:
    from crmcli.domain.erasure import Naming
    from tests.conftest import Crm

RUN = Run(datetime(2026, 3, 31, 4, tzinfo=UTC), "tester", "customer erase", reason="letter")


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 欧阳靐龘 --phone 13987654321")
    for name in ("王芳", "李雷", "赵敏"):
        crm(f"customer add {name} --note 'knows 欧阳靐龘'")
        crm(f"log add {name} 'with 欧阳靐龘' --via phone --next 'see 欧阳靐龘' --by +3d")
        crm(f"customer pin {name} --value high --reason 'as 欧阳靐龘 says'")
        crm(f"due snooze follow_up:{name} --until +60d --reason 'with 欧阳靐龘'", code=None)
        crm(f"customer edit {name} --may-share no --reason 'asked 139-8765-4321'")
    for key in (1, 2, 3):
        crm(f"promise move {key} --by +5d --reason '欧阳靐龘 is away'")
        crm(f"due snooze promise:{key} --until +6d --reason '欧阳靐龘 is away'")
        crm(f"log edit {key} --note 'with nobody'")
    return crm


def found(book: Crm) -> tuple[list[tuple[Any, ...]], tuple[Naming, ...]]:
    erasable = find(Book(book.db), RUN, "欧阳靐龘")
    mentions = erasable.erasure.mentions
    return [(each.record, each.record_id, each.customer_id) for each in mentions], erasable.namings


def test_they_are_found_in_every_table_and_in_the_history(book: Crm) -> None:
    told, namings = found(book)
    for table in ("customer", "promise", "promise_move", "pin", "obligation"):
        assert {owner for record, _, owner in told if record == table} == {2, 3, 4}, table
    # What was said of the one stands in the history alone since, and goes from there.
    assert [each for each in told if each[0] in {"contact", "change"}] == []
    past = [each for each in namings if each.table == "change" and not each.asked]
    assert len(past) == 3


def test_it_makes_no_difference_how_much_is_read_at_once(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(book)
    for name in ("_CHUNK", "_PAGE", "_NOTES"):
        monkeypatch.setattr(mentions, name, 1)
    assert found(book) == whole


def test_what_is_written_before_the_erasure_is_told_as_well(book: Crm) -> None:
    before = find(Book(book.db), RUN, "欧阳靐龘")
    book("log add 王芳 'again with 欧阳靐龘' --via phone")
    done = erase(Book(book.db), RUN, before)

    new = set(done.mentions) - set(before.erasure.mentions)
    assert {(each.record, each.record_id) for each in new} == {("contact", 4)}


def test_an_erasure_ends_although_others_never_stop_writing(
    book: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = replace(find(Book(book.db), RUN, "欧阳靐龘"), newest=0)
    monkeypatch.setattr("crmcli.services.erasure.erasing.find", lambda *_, **__: stale)
    stale = replace(stale, namings=())
    done = erase(Book(book.db), RUN, stale)
    assert done.removed["customer"] == 1
    # What the others wrote meanwhile was looked through as well.
    assert done.replaced == 3
    assert len(done.mentions) == len(stale.erasure.mentions)
