"""Only what is a typing mistake away is near."""

from __future__ import annotations

import pytest

from crmcli.domain.choice_words import WORDS
from crmcli.domain.nearness import nearest

OUTCOMES = ("reached", "no_answer", "declined", "agreed", "other")
OPTIONS = ("--email", "--tag", "--limit", "--via", "--until")


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("--limt", "--limit"),
        ("--vai", "--via"),
        ("--untill", "--until"),
        ("--emial", "--email"),
        ("--EMAIL", "--email"),
        ("--lim", "--limit"),
    ],
)
def test_letters_that_are_missing_more_wrong_or_swapped_are_mistakes(
    wanted: str, meant: str
) -> None:
    assert nearest(wanted, OPTIONS) == meant


@pytest.mark.parametrize("wanted", ["refused", "yes", "spoke", "no"])
def test_another_word_is_none(wanted: str) -> None:
    assert nearest(wanted, OUTCOMES) == ""


@pytest.mark.parametrize("wanted", ["--all", "--a", "-x", "--", ""])
def test_another_option_is_none(wanted: str) -> None:
    assert nearest(wanted, OPTIONS) == ""


def test_of_several_the_nearest_is_meant() -> None:
    assert nearest("lst", ("last", "lost", "lst2", "list")) == "last"
    assert nearest("agred", ("greed", "agreed")) == "agreed"


def test_a_short_beginning_says_nothing() -> None:
    assert nearest("cu", ("customer",)) == ""
    assert nearest("cus", ("customer",)) == "customer"
    assert nearest("language", ("lang", "currency")) == "lang"


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        ("有需求", ("无需求", "没有需求")),
        ("不明确", ("明确", "需求明确")),
        ("不可分享", ("可分享",)),
        ("已兑现", ("未兑现",)),
    ],
)
def test_what_another_negation_makes_the_opposite_is_not_near(
    wanted: str, known: tuple[str, ...]
) -> None:
    assert nearest(wanted, known) == ""
    assert nearest(known[0], (wanted,)) == ""


def test_a_word_that_holds_what_was_typed_is_nearer_than_a_part_of_it() -> None:
    assert nearest("出方案", ("方案", "已出方案")) == "已出方案"
    assert nearest("无需要", ("无需求", "有需求")) == "无需求"


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_no_closed_list_suggests_the_opposite(kind: str) -> None:
    words = [each for each in WORDS[kind] if not each.isascii()]
    for word in words:
        for typed in (f"不{word}", f"未{word}", f"有{word.removeprefix('无')}"):
            near = nearest(typed, words)
            assert not near or ("不" in near or "未" in near) == ("不" in typed or "未" in typed)
