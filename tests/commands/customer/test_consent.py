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


def test_a_new_customer_is_refused_as_an_old_one_is(crm: Crm) -> None:
    for words in ("--may-contact no", "--may-share no", "--set may_contact=no"):
        refused = crm(f"customer add 赵敏 {words} --json", code=2)
        assert refused.error["code"] == "reason_missing"
    crm("customer add 赵敏 --may-share no --set consent_reason=letter")
    crm("customer add 周芷若 --may-contact yes")


def test_on_a_terminal_the_reason_is_asked(crm: Crm) -> None:
    child = terminal(crm, "customer", "add", "赵敏", "--may-contact", "no")
    child.expect("Why")
    child.sendline("by phone")
    child.expect("2026-03-31: by phone")
    child.wait()


def test_a_new_reason_for_the_same_no_is_kept(book: Crm) -> None:
    book(NO, today="2026-03-29")
    edited = book("customer edit 王芳 --may-contact no --reason 'by phone too'").out

    assert "Changed 王芳 (1): consent. It may not be contacted since 2026-03-31: by phone too." in (
        " ".join(edited.split())
    )
    assert "by phone too" in book("history 王芳 --format table").out
    again = book("customer edit 王芳 --may-contact no --reason 'by phone too' --json").json
    assert again["changed"] == []


def test_an_edit_and_what_it_would_do_are_told_in_words(book: Crm) -> None:
    foreseen = book("customer edit --where 'id > 0' --may-share no --reason gdpr --dry-run")
    lines = [each.strip() for each in foreseen.lines]
    assert lines[1:] == [
        "王芳 (1)  may be shared: yes → no",
        "李雷 (2)  may be shared: yes → no",
    ]
    told = " ".join(book("customer edit 王芳 --may-share no --tag x --reason gdpr").out.split())
    assert "Changed 王芳 (1): tags, consent. It may not be shared since 2026-03-31: gdpr." in told


@pytest.mark.parametrize("words", ["", "--theirs"])
def test_a_promise_to_who_may_not_be_contacted_is_warned_of(book: Crm, words: str) -> None:
    assert book(f"promise add 李雷 more --by +3d {words}").err == ""
    assert book("promise add 李雷 more --by +3d --json").json["may_contact"] is True
    book(NO)
    made = book(f"promise add 王芳 more --by +3d {words} --json")
    assert made.err == ("Careful, 王芳 may not be contacted since 2026-03-31: asked by letter.\n")
    assert made.json["may_contact"] is False


def test_a_win_back_of_who_may_not_be_contacted_is_told_as_not_due(book: Crm) -> None:
    book(NO)
    lost = book("customer lose 王芳 --reason price --winback +1d")
    assert (
        lost.out == "Lost 王芳 (1) on 2026-03-31: price. The win-back on 2026-04-01 is not due.\n"
    )
    assert lost.err == "Careful, 王芳 may not be contacted since 2026-03-31: asked by letter.\n"
    assert {each["kind"] for each in due(book, "--ahead 5 --customer 王芳")} == {"promise"}
    # Once it may be contacted again, the try is owed.
    book("customer edit 王芳 --may-contact yes")
    assert show(book, "王芳")["next_due"] == "2026-04-01"


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
    book("customer edit 李雷 --may-share no --reason letter")
    names = [each["name"] for each in book("customer list --may-contact no --json").json]
    assert names == ["王芳"]
    shared = [each["name"] for each in book("customer list --may-share no --json").json]
    assert shared == ["李雷"]
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


def test_in_chinese_an_edit_says_which_consent_changed(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("customer add 王芳")
    monkeypatch.setenv("CRM_LANG", "zh")
    told = crm("customer edit 王芳 --may-contact no --reason 来信").out
    assert told.startswith("已修改 王芳 (1)：可联系。")
    assert crm("customer edit 王芳 --set 可分享=否 --reason 来信").out.startswith(
        "已修改 王芳 (1)：可分享。"
    )
