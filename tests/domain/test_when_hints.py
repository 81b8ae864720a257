"""What is refused says what would be understood, and that is understood."""

from __future__ import annotations

import gettext
import re
from datetime import datetime, timedelta, timezone

import pytest

from crmcli.domain.when import Look, hints, read_when
from crmcli.errors import AmbiguousDate, UnreadableDate
from crmcli.language import DOMAIN, LOCALE

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=8)))

HINTS = {
    hints.NO_SUCH_DAY: Look.AHEAD, hints.WORKING_DAYS: Look.AHEAD, hints.FESTIVALS: Look.AHEAD,
    hints.ONE_DAY: Look.AHEAD, hints.ONE_DAY_BACK: Look.BACK, UnreadableDate.hint: Look.AHEAD,
    UnreadableDate.hint_back: Look.BACK,
}  # fmt: skip

ADVICE = {
    "下下个月31日": None, "本月31号": hints.NO_SUCH_DAY, "30 feb": hints.NO_SUCH_DAY,
    "2026-02-30": hints.NO_SUCH_DAY, "两个工作日后": hints.WORKING_DAYS,
    "in 3 business days": hints.WORKING_DAYS, "国庆前": hints.FESTIVALS,
    "春节后": hints.FESTIVALS, "before christmas": hints.FESTIVALS, "几天后": hints.ONE_DAY,
    "两三天后": hints.ONE_DAY, "in a few days": hints.ONE_DAY, "soon": hints.ONE_DAY,
    "周二或周三": hints.ONE_DAY, "foo": UnreadableDate.hint,
}  # fmt: skip


def examples(hint: str) -> list[str]:
    """Take the examples out of a hint: what follows `like`, 写成 or 如, up to the end."""
    listed = re.split(r"like |写成 |如", hint, maxsplit=1)[1].rstrip(".。")
    return [each.strip("“” ") for each in re.split(r", | or |、|，|或", listed) if each.strip()]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("hint", "look"), HINTS.items())
def test_every_example_of_a_hint_is_read(hint: str, look: Look, language: str) -> None:
    catalogue = gettext.translation(DOMAIN, LOCALE, languages=[language], fallback=True)
    found = examples(catalogue.gettext(hint))
    assert len(found) >= 2
    for each in found:
        read_when(each, now=NOW, look=look)


@pytest.mark.parametrize(("text", "advice"), ADVICE.items())
def test_the_advice_fits_what_was_typed(text: str, advice: str | None) -> None:
    if advice is None:
        read_when(text, now=NOW)
        return
    with pytest.raises(UnreadableDate) as caught:
        read_when(text, now=NOW)
    assert caught.value.hint == advice


@pytest.mark.parametrize(
    "text",
    ["03/04", "周末", "下个周末", "4-5", "12月", "明年三月", "weekend", "before friday", "5日前"],
)
def test_both_readings_of_an_ambiguous_phrase_are_read_as_they_are_written(text: str) -> None:
    with pytest.raises(AmbiguousDate) as caught:
        read_when(text, now=NOW)
    for reading in ("first", "second"):
        told = str(caught.value.details[reading])
        assert f"{read_when(told, now=NOW).day}" == told
