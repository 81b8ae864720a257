"""Who is erased is left out of what campaigns say, and no list goes with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

ERASE = "customer erase 王芳 --yes --reason 'asked by letter' --json"


@pytest.fixture
def named(crm: Crm) -> Crm:
    """Give two campaigns that name 王芳 in every way, each with 李雷 on its list."""
    crm("customer add 王芳 --phone 13800138000")
    crm("customer add 李雷")
    crm("campaign add 王芳 李雷 --note 'as 王芳 said'")
    crm("campaign add 13800138000 李雷")
    crm('campaign add friends --where "name != 王芳"')
    return crm


def test_campaigns_that_name_somebody_are_told(named: Crm) -> None:
    mentions = named(f"{ERASE} --dry-run").json["mentions"]
    found = {(each["record"], each["record_id"]) for each in mentions}
    assert {("campaign", 1), ("campaign", 2), ("campaign", 3)} <= found


def test_with_texts_they_lose_the_name_and_keep_their_lists(named: Crm) -> None:
    named("campaign add 'for 王芳' 李雷")
    named("campaign drop 'for 王芳' --yes")
    named("campaign add 'for 13800138000' 李雷")
    named(f"{ERASE} --texts")
    listed = named("campaign list --json").json
    assert listed.pop(0)["name"] == "for … (5)"
    assert [each["customers"] for each in listed] == [1, 1, 1]
    assert "王芳" not in named("campaign list --json").out
    assert "13800138000" not in named("campaign list --json").out
    named("undo --yes --json", code=None)
    named("undo --yes --json", code=None)
    assert "for … (4)" in [each["name"] for each in named("campaign list --json").json]
    assert named("check --json").json["ok"]
