"""Naming a campaign: its whole name, its beginning, any part; several are never guessed between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.test_log_asking import terminal
from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def lists(book: Crm) -> Crm:
    for name in ("Spring Fair", "Fair", "Autumn Fair 2025", "春节问候", "春节 offer"):
        book(["campaign", "add", name, "王芳"])
    return book


@pytest.mark.parametrize(
    ("text", "found"),
    [("fair", 2), ("spring", 1), ("SPRING f", 1), ("autumn", 3), ("问候", 4), ("offer", 5)],
)
def test_one_match_in_the_best_tier_is_taken(lists: Crm, text: str, found: int) -> None:
    assert lists(["campaign", "show", text, "--json"]).json["id"] == found


@pytest.mark.parametrize(
    "line",
    [
        "show 春节",
        "include 春节 李雷",
        "include 春节 李雷 --dry-run",
        "reach 春节 王芳 --via wechat",
        "reach 春节 --all --via wechat --dry-run",
        "answer 春节 王芳",
        "remove 春节 王芳",
        "drop 春节 --yes",
    ],
)
def test_of_several_none_is_guessed(lists: Crm, line: str) -> None:
    before = contents(lists.db)
    error = lists(f"campaign {line} --json", code=4).error
    assert error["code"] == "ambiguous_campaign"
    assert error["hint"] == "Name one of them by its id, like id:5."
    assert error["candidates"] == [
        {"id": 5, "name": "春节 offer"},
        {"id": 4, "name": "春节问候"},
    ]
    told = lists(f"campaign {line}", code=4).err.splitlines()
    assert told[0] == "crm: 春节 matches 2 campaigns:"
    assert told[1:3] == ["  5\t春节 offer", "  4\t春节问候"]
    assert contents(lists.db) == before


@pytest.mark.parametrize("text", ["2025", "id:99", "", " ", "nothing"])
def test_digits_are_a_name_or_an_id_and_no_part(lists: Crm, text: str) -> None:
    assert lists(["campaign", "show", text, "--json"], code=3).error["code"] == "campaign_not_found"


def test_a_part_is_told_by_the_whole_name(lists: Crm) -> None:
    assert lists("campaign include spring 李雷 --dry-run").out.startswith(
        "1 customer would come on the list of Spring Fair."
    )
    assert lists("campaign reach spring 王芳 --via sms").out.startswith(
        "Reached 1 customer for Spring Fair (1)"
    )
    assert "answered Spring Fair." in lists("campaign answer spring 王芳").out


def test_on_a_terminal_one_is_picked(lists: Crm) -> None:
    child = terminal(lists, "campaign", "reach", "春节", "王芳", "--via", "wechat")
    child.expect("Several campaigns match 春节")
    child.expect("1  春节 offer")
    child.expect("Which one")
    child.sendline("2")
    child.expect("Reached 1 customer for 春节问候")
    child.expect("\n")
    child.wait()
