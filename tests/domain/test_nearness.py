"""Only what is a typing mistake away is near."""

from __future__ import annotations

import pytest

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
