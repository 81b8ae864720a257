"""Which festivals are meant by what is written."""

from __future__ import annotations

import pytest

from crmcli.domain.festival import Festival
from crmcli.domain.festival_choice import (
    UnknownFestival,
    Whom,
    festivals_of,
    read_festivals,
    read_whom,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("none", "none"),
        ("无", "none"),
        ("Western", "western"),
        ("中国", "chinese"),
        ("both", "both"),
        ("christmas, Mid-Autumn", "christmas,mid_autumn"),
        ("中秋、圣诞节", "christmas,mid_autumn"),
        ("chinese，国庆", "chinese,national_day"),
        ("Valentine's_Day valentines-day", "valentines_day"),
    ],
)
def test_what_is_read(text: str, kept: str) -> None:
    assert read_festivals(text) == kept
    assert read_festivals(kept) == kept


@pytest.mark.parametrize("text", ["", " ,", "x", "none,christmas", "local", "christmas,x"])
def test_what_is_refused(text: str) -> None:
    with pytest.raises(UnknownFestival):
        read_festivals(text)


def test_the_policy_may_go_by_the_region() -> None:
    assert read_festivals("本地", policy=True) == "local"
    chinese = (Festival.SPRING_FESTIVAL, Festival.DRAGON_BOAT, Festival.MID_AUTUMN)
    for region in ("CN", "TW", "HK"):
        assert festivals_of("local", region) == chinese == festivals_of("chinese", "US")
    western = (Festival.NEW_YEAR, Festival.CHRISTMAS)
    assert festivals_of("local", "US") == western == festivals_of("western", "CN")


def test_a_choice_is_each_festival_once_in_their_order() -> None:
    found = festivals_of("both,easter,christmas", "CN")
    assert found == (
        Festival.NEW_YEAR, Festival.EASTER, Festival.CHRISTMAS, Festival.SPRING_FESTIVAL,
        Festival.DRAGON_BOAT, Festival.MID_AUTUMN,
    )  # fmt: skip
    assert festivals_of("none", "CN") == ()
    # What another program wrote there means nothing.
    assert festivals_of("x,,easter", "CN") == (Festival.EASTER,)


def test_whose_festivals_they_are() -> None:
    assert read_whom(" Key ") is Whom.KEY
    assert read_whom("全部") is Whom.ALL
    with pytest.raises(ValueError, match="x"):
        read_whom("x")
