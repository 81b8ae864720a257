"""`crm campaign reach` and `answer`: a message goes out, and who answers is followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm

OWED = "due --ahead 400 --json"


@pytest.fixture
def fair(book: Crm) -> Crm:
    book("campaign add fair --grade B --kind event")
    return book


def test_a_message_is_marked_and_logged_with_each_and_moves_no_clock(fair: Crm) -> None:
    before = fair(OWED).json
    told = fair("campaign reach fair 王芳 李雷 --via wechat --note 'hall 3' --yes").out
    assert told == "Reached 2 customers for fair (1) by WeChat; no clock moves.\n"
    assert fair(OWED).json == before
    logged = fair("log list 王芳 --json").json[0]
    assert {name: logged[name] for name in ("via", "direction", "purpose", "note", "outcome")} == {
        "via": "wechat",
        "direction": "out",
        "purpose": "maintenance",
        "note": "fair: hall 3",
        "outcome": "reached",
    }
    assert (logged["grade_from"], logged["grade_to"]) == (None, None)
    shown = fair("customer show 王芳 --json").json
    assert shown["last_contact"] == "2026-03-30"
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["via"], first["contact_id"]) == ("2026-03-31", "wechat", 5)
    assert fair("customer find 'hall 3' --format ids").lines == ["2", "1"]


def test_a_greeting_is_a_greeting_in_the_log(book: Crm) -> None:
    before = book(OWED).json
    book("campaign add 春节问候 --kind 节日问候 --tag vip")
    book("campaign reach 春节问候 --all --via 微信 --yes")
    assert {each["purpose"] for each in book("log list --via wechat --json").json} == {"greeting"}
    assert book(OWED).json == before


def test_editing_a_message_to_many_leaves_the_clocks_alone_unless_it_was_more(fair: Crm) -> None:
    before = fair(OWED).json
    fair("campaign reach fair 王芳 --via wechat")
    fair("log edit 5 --note 'came to the hall' --via visit")
    assert fair(OWED).json == before
    assert fair("customer show 王芳 --json").json["last_contact"] == "2026-03-30"
    fair("log edit 5 --purpose consulting")
    assert fair("customer show 王芳 --json").json["last_contact"] == "2026-03-31"
    assert fair("check --json").json["ok"]


def test_all_are_those_who_were_not_reached_yet_and_still_may_be(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via phone")
    fair("customer edit 李雷 --may-contact no --reason x")
    fair("customer archive 韩梅")
    assert fair("campaign reach fair --all --via sms --dry-run").lines == [
        "1 customer would be reached for fair (1) by text message.",
        "  Bob (4)",
        "Left out, may not be contacted: 李雷 (2)",
        "Left out, archived: 韩梅 (3)",
    ]
    done = fair("campaign reach fair --all --via sms --json").json
    assert (done["reached"], done["first_contact"], done["last_contact"]) == (1, 6, 6)
    assert [each["reason"] for each in done["left_out"]] == ["may_not_be_contacted", "archived"]
    again = fair("campaign reach fair --all --via sms --json").json
    assert (again["reached"], again["first_contact"]) == (0, None)


def test_who_is_named_is_reached_with_a_warning_where_it_may_not_be_contacted(fair: Crm) -> None:
    fair("customer edit 李雷 --may-contact no --reason x")
    done = fair("campaign reach fair 王芳 李雷 --via phone --yes --json")
    assert (done.json["reached"], done.json["unwelcome"]) == (2, [{"id": 2, "name": "李雷"}])
    assert done.err == "Careful, 李雷 may not be contacted.\n"


def test_many_are_reached_after_a_question_alone(fair: Crm) -> None:
    before = contents(fair.db)
    refused = fair("campaign reach fair --all --via wechat --json", code=2).error
    assert (refused["code"], "4 records" in refused["message"]) == ("not_confirmed", True)
    assert fair("campaign reach fair 王芳 李雷 --via wechat", code=2).out == ""
    assert contents(fair.db) == before


def test_reaching_a_hundred_customers_is_one_undo(crm: Crm) -> None:
    rows = "".join(f"客户{number},B\n" for number in range(100))
    crm("customer import - --yes", stdin=f"name,grade\n{rows}", today="2026-03-01")
    crm("campaign add 春节问候 --kind greeting --grade B")
    before = contents(crm.db)
    assert crm("campaign reach 1 --all --via wechat --yes --json").json["reached"] == 100
    after = contents(crm.db)
    assert len(crm("log list --json").json) == 100
    crm("undo")
    assert contents(crm.db) == before
    crm("redo")
    assert contents(crm.db) == after
    assert crm("check --json").json["ok"]
    ids = crm("campaign show 1 --json").json["members"]
    notes = {each["id"]: each["customer_id"] for each in crm("log list --json").json}
    assert all(notes[each["contact_id"]] == each["customer_id"] for each in ids)


def test_an_answer_is_a_contact_of_theirs_and_counts(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    told = fair("campaign answer fair 王芳 --note 'wants samples'", today="2026-04-02").out
    assert told == "王芳 (1) answered fair. Next follow-up 2026-04-09.\n"
    logged = fair("log list 王芳 --json").json[0]
    assert (logged["direction"], logged["via"], logged["note"]) == (
        "in",
        "wechat",
        "fair: wants samples",
    )
    assert (logged["grade_to"], logged["next_due"]) == ("B", "2026-04-09")
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["answered"]) == ("2026-03-31", "2026-04-02")
    assert fair("customer show 王芳 --json").json["last_contact"] == "2026-04-02"
    assert fair("check --json").json["ok"]


def test_an_answer_says_when_and_how(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat --at 2026-03-20")
    line = "campaign answer fair 王芳 --via phone --at 2026-03-25 --json"
    answered = fair(line).json
    assert (answered["answered"], answered["contact"]["via"]) == ("2026-03-25", "phone")
    # One logged late never moves a clock back.
    assert fair("customer show 王芳 --json").json["last_contact"] == "2026-03-30"


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("reach fair", 2, "contradictory_options"),
        ("reach fair 李雷 --all --via wechat", 2, "contradictory_options"),
        ("reach fair 李雷", 2, "missing_argument"),
        ("reach fair 李雷 --via fax", 2, "unknown_choice"),
        ("reach fair 李雷 --via phone --at +3d", 5, "future_contact"),
        ("reach fair 李雷 --via phone --at soon", 2, "unreadable_date"),
        ("reach fair Carl --via phone", 3, "not_on_list"),
        ("reach fair nobody --via phone", 3, "customer_not_found"),
        ("reach fair 王芳 --via phone", 4, "reached_already"),
        ("reach fair 李雷 王芳 --via phone --yes", 4, "reached_already"),
        ("reach nothing 王芳 --via phone", 3, "campaign_not_found"),
        ("answer fair 李雷", 5, "not_reached"),
        ("answer fair Carl", 3, "not_on_list"),
        ("answer fair 王芳 --at 2026-03-30", 5, "answered_before"),
        ("answer fair 王芳 --at +2d", 5, "future_contact"),
        ("answer fair 韩梅", 4, "answered_already"),
        ("answer fair Bob", 5, "archived_customer"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    fair: Crm, line: str, code: int, word: str
) -> None:
    fair("campaign reach fair 王芳 韩梅 Bob --via phone --yes")
    fair("campaign answer fair 韩梅")
    fair("customer archive Bob")
    before = contents(fair.db)
    assert fair(f"campaign {line} --json", code=code).error["code"] == word
    assert contents(fair.db) == before


def test_the_history_tells_of_campaigns_in_words(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    fair("campaign answer fair 王芳")
    fair("campaign remove fair 王芳")
    fair("campaign include fair 王芳")
    fair("campaign drop fair --yes")
    told = fair("history --format table").out
    for line in (
        "new campaign fair (event)",
        "reached by fair on 2026-03-31",
        "answered fair on 2026-03-31",
        "off the list of fair",
        "on the list of fair",
        "campaign fair removed",
    ):
        assert f"{line}\n" in told, line


def test_each_step_can_be_taken_back_and_brought_back(fair: Crm) -> None:
    states = [contents(fair.db)]
    for line in (
        "campaign reach fair 王芳 --via wechat",
        "campaign answer fair 王芳 --note yes",
        "campaign include fair Carl",
        "campaign remove fair 王芳",
        "campaign drop fair --yes",
    ):
        fair(line)
        states.append(contents(fair.db))
    for state in reversed(states[:-1]):
        fair("undo --yes")
        assert contents(fair.db) == state
    for state in states[1:]:
        fair("redo")
        assert contents(fair.db) == state
    assert fair("check --json").json["ok"]


def test_what_others_reached_is_not_taken_back_with_the_list(
    fair: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_USER", "ann")
    fair("campaign add mine --grade B")
    monkeypatch.setenv("CRM_USER", "bob")
    fair("campaign reach mine 王芳 --via wechat")
    monkeypatch.setenv("CRM_USER", "ann")
    assert fair("undo --json", code=4).error["code"] == "changed_by_another"
    fair("campaign reach mine 李雷 --via wechat")
    fair("undo")
    monkeypatch.setenv("CRM_USER", "bob")
    fair("undo")
    monkeypatch.setenv("CRM_USER", "ann")
    fair("undo")
    assert [each["name"] for each in fair("campaign list --json").json] == ["fair"]


def test_what_an_undo_would_do_is_foreseen(crm: Crm) -> None:
    crm("customer add 王芳")
    crm("campaign add spring --customer 王芳")
    crm("campaign reach spring --all --via wechat --yes")

    assert crm("undo --list --json").json[0].get("blocked_by") is None
    assert crm("undo --dry-run --json").json["command"] == "campaign reach"
    crm("undo")
    assert crm("campaign show spring --json").json["reached"] == 0
