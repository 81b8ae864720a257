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
