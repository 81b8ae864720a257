"""Who may not be contacted is owed nothing of our own making; who may not be shared is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

NO = "customer edit 王芳 --may-contact no --reason 'asked by letter'"


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --need clear --close +2w --importance key")
    crm("customer add 李雷")
    crm("promise add 王芳 samples --by 2026-03-31")
    return crm


def due(book: Crm, line: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = book(f"due {line} --json").json
    return found


def show(book: Crm, name: str) -> Any:
    return book(f"customer show {name} --json").json


def test_nobody_says_no_to_start_with(book: Crm) -> None:
    shown = show(book, "李雷")
    assert (shown["may_contact"], shown["may_share"], shown["consent_on"]) == (True, True, None)


def test_the_clocks_go_with_the_flag_and_come_back(book: Crm) -> None:
    before = contents(book.db)["obligation"]
    assert {each["ref"] for each in due(book)} >= {"follow_up:1", "promise:1", "follow_up:2"}

    book(NO)
    assert {each["ref"] for each in due(book)} == {"promise:1", "follow_up:2"}
    assert show(book, "王芳")["next_due"] is None
    assert book("check --json").json["ok"]
    book("customer edit 王芳 --may-contact yes")
    assert contents(book.db)["obligation"] == before
    assert show(book, "王芳")["consent_on"] is None


def test_a_contact_does_not_bring_the_clock_back(book: Crm) -> None:
    book(NO)
    book("log add 王芳 'rang up by herself' --via phone --in")

    assert show(book, "王芳")["next_due"] is None
    assert {each["ref"] for each in due(book)} == {"promise:1", "follow_up:2"}


def test_a_promise_stays_owed_with_a_warning(book: Crm) -> None:
    book(NO)
    rows = {each["ref"]: each for each in due(book)}

    assert rows["promise:1"]["may_contact"] is False
    assert rows["follow_up:2"]["may_contact"] is True
    told = " ".join(book("due --format table").out.replace("...", "").split())
    assert "may not be contacted: asked by letter" in told


def test_a_no_of_a_script_needs_a_reason(book: Crm) -> None:
    before = book.db.read_bytes()
    book("customer edit 王芳 --may-contact no", code=2)
    book("customer edit 王芳 --may-contact perhaps --reason x", code=2)
    assert book.db.read_bytes() == before


def test_the_day_and_the_reason_are_shown(book: Crm) -> None:
    book(NO, today="2026-03-30")
    shown = show(book, "王芳")

    assert (shown["may_contact"], shown["may_share"]) == (False, True)
    assert (shown["consent_on"], shown["consent_reason"]) == ("2026-03-30", "asked by letter")
    told = "may not be contacted since 2026-03-30: asked by letter"
    assert told in book("customer show 王芳 --format table").out
    assert "asked by letter" in book("history 王芳 --format table").out


def test_a_customer_can_be_added_with_a_no(crm: Crm) -> None:
    crm("customer add 赵敏 --may-contact no --may-share no --reason 'by phone'")

    assert due(crm) == []
    told = crm("customer show 赵敏 --format table").out
    assert "may be neither contacted nor shared since 2026-03-31: by phone" in told


def test_the_list_is_filtered_by_it(book: Crm) -> None:
    book(NO)
    names = [each["name"] for each in book("customer list --may-contact no --json").json]
    assert names == ["王芳"]
    where = [each["name"] for each in book("customer list --where 'may_contact = yes' --json").json]
    assert where == ["李雷"]


def test_a_terminal_says_who_is_not_on_the_list(book: Crm) -> None:
    book("promise keep 1")
    book(NO)
    child = terminal(book, "due")
    child.expect("1 customer may not be contacted")
    child.expect("may_contact = no")
    child.wait()


def test_it_is_undone_whole(book: Crm) -> None:
    before = contents(book.db)
    book(NO)
    after = contents(book.db)
    book("undo")
    assert contents(book.db) == before
    book("redo")
    assert contents(book.db) == after
