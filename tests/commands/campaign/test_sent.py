"""A campaign's message is mended in the log: the campaign reached the customer just so, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def fair(book: Crm) -> Crm:
    book("campaign add fair --grade B --kind event")
    return book


def test_removing_the_message_takes_back_that_it_reached_and_undo_brings_it_back(
    fair: Crm,
) -> None:
    fair("campaign reach fair 王芳 李雷 --via wechat --yes")
    before, members = contents(fair.db), fair("campaign show fair --json").json["members"]
    told = fair("log remove 5").lines
    assert told[1] == "Campaign fair no longer counts them as reached."
    (first, other, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["via"], first["contact_id"]) == (None, None, None)
    assert other == members[1]
    assert fair("campaign list --json").json[0]["reached"] == 1
    assert fair("check --json").json["ok"]
    assert "not reached by fair" in fair("history 王芳 --limit 1").out
    fair("undo")
    assert contents(fair.db) == before
    fair("redo")
    fair("campaign reach fair 王芳 --via phone")


def test_who_has_answered_stays_reached_without_the_message(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    fair("campaign answer fair 王芳")
    done = fair("log remove 5 --json").json
    assert done["unreached"] == []
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["contact_id"]) == ("2026-03-31", None)
    fair("undo")
    told = fair("log remove 5").lines
    assert told[1] == "Campaign fair still counts them as reached, since they answered."
    assert fair("check --json").json["ok"]


def test_removing_any_other_contact_leaves_the_campaigns_alone(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    members = fair("campaign show fair --json").json["members"]
    assert fair("log remove 1 --json").json["unreached"] == []
    assert fair("campaign show fair --json").json["members"] == members


def test_what_is_mended_in_the_log_holds_for_the_campaign_too(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    before = contents(fair.db)
    fair("log edit 5 --via phone --at 2026-03-29")
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["via"], first["contact_id"]) == ("2026-03-29", "phone", 5)
    assert fair("check --json").json["ok"]
    fair("undo")
    assert contents(fair.db) == before
    fair("log edit 5 --note other")
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["via"]) == ("2026-03-31", "wechat")


def test_a_message_is_not_sent_after_its_answer(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat --at 2026-03-28")
    fair("campaign answer fair 王芳 --at 2026-03-29")
    before = contents(fair.db)
    error = fair("log edit 5 --at 2026-03-30 --json", code=5).error
    assert error["code"] == "sent_after_answer"
    assert contents(fair.db) == before
    fair("log edit 5 --at 2026-03-29")


def test_an_answer_outlives_its_contact_says_so_and_is_withdrawn(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    reached = contents(fair.db)
    contact = fair("campaign answer fair 王芳 --json").json["contact"]["id"]
    assert fair(f"log remove {contact} --json").json["still_answered"] == ["fair"]
    fair("undo")
    told = fair(f"log remove {contact}").lines
    assert told[1] == (
        "Campaign fair keeps their answer of that day:"
        " crm campaign answer id:1 id:1 --withdraw takes it back."
    )
    told = fair("campaign answer id:1 id:1 --withdraw").lines
    assert told == ["王芳 (1) has not answered fair; what was logged stays."]
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["answered"]) == ("2026-03-31", None)
    assert "has not answered fair" in fair("history 王芳 --limit 1").out
    assert fair("check --json").json["ok"]
    fair("undo")
    assert fair("campaign list --json").json[0]["answered"] == 1
    fair("undo")
    fair("undo")
    assert contents(fair.db) == reached


def test_only_an_incoming_contact_of_its_day_may_have_been_an_answer(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat --at 2026-03-28")
    fair("campaign answer fair 王芳 --at 2026-03-29")
    fair("log add 王芳 --via phone --in --at 2026-03-28")
    fair("log add 王芳 --via phone --at 2026-03-29")
    fair("log add 李雷 --via phone --in --at 2026-03-29")
    for contact in (7, 8, 9):
        assert fair(f"log remove {contact} --json").json["still_answered"] == []


def test_without_message_and_answer_nobody_was_reached(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    fair("campaign answer fair 王芳")
    fair("log remove 5")
    told = fair("campaign answer fair 王芳 --withdraw").lines
    assert told[1] == "Nor does it count them as reached: its message was removed."
    (first, *_) = fair("campaign show fair --json").json["members"]
    assert (first["reached"], first["via"], first["answered"]) == (None, None, None)
    assert fair("check --json").json["ok"]
    fair("campaign reach fair 王芳 --via phone")


def test_an_answer_that_was_not_given_is_not_withdrawn(fair: Crm) -> None:
    fair("campaign reach fair 王芳 --via wechat")
    before = contents(fair.db)
    line = "campaign answer fair 王芳 --withdraw --json"
    assert fair(line, code=5).error["code"] == "not_answered"
    assert fair(f"{line} --note hi", code=2).error["code"] == "contradictory_options"
    assert fair("campaign answer fair Carl --withdraw --json", code=3).error["code"] == (
        "not_on_list"
    )
    assert contents(fair.db) == before
    fair("campaign answer fair 王芳 --key given")
    assert fair(f"{line} --key given", code=4).error["code"] == "key_taken"
    first = fair(f"{line} --key k").json
    assert (first["answered"], first["reached"]) == (None, "2026-03-31")
    assert fair(f"{line} --key k").json == first
