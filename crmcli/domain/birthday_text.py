"""A birthday as it is typed: which calendar it says, and its date without that."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from crmcli.domain.text import fold
from crmcli.domain.yes_no import read_yes_no
from crmcli.errors import N_, UsageFault

LUNAR: Final = "lunar:"
"""What stands before a lunar birthday as it is kept."""

SOLAR: Final = "solar:"

_LUNAR_WORDS: Final = r"lunar|农历|阴历|旧历|夏历"
_SOLAR_WORDS: Final = r"solar|公历|阳历|新历|国历|西历"
_SAYS: Final = re.compile(rf"\(?\s*(?:(?P<lunar>{_LUNAR_WORDS})|{_SOLAR_WORDS})\s*\)?\s*:?\s*")
# Nothing else than a date of the lunar calendar is written so.
_ONLY_LUNAR: Final = re.compile(
    r"(?:[0-9〇零○一二三四五六七八九]{4}\s*年\s*)?(?:闰|.*[正冬腊]月|.*月(?:初|廿|卅))"
)
_LAST_NIGHT: Final = frozenset({"除夕", "大年三十"})


class UnreadableCalendar(UsageFault):
    """What should say which calendar a birthday is of, and does not."""

    code = "unreadable_birthday_calendar"
    sentence = N_("Cannot read {text} as the calendar of a birthday.")
    hint = N_("Write lunar or solar, 农历 or 公历, or yes where it is a lunar one.")


class Said(NamedTuple):
    """A birthday as it is typed.

    Args:
        date: the date, folded, without the word that says its calendar.
        lunar: whether that is a lunar one; None where nothing says so.
    """

    date: str
    lunar: bool | None

    @property
    def text(self) -> str:
        """The same in one text, the calendar before the date."""
        return {True: LUNAR, False: SOLAR, None: ""}[self.lunar] + self.date


def said_in(text: str) -> Said | None:
    """Take a birthday apart: 农历八月十五, 1988年农历八月十五, 1988-05-06（农历）, 腊月三十, 除夕.

    Returns:
        None where it says two calendars, or names one where none is named.
    """
    folded = fold(text)
    said = list(_SAYS.finditer(folded))
    calendars = {each["lunar"] is not None for each in said}
    if len(calendars) > 1 or not all(_may_stand(folded, each) for each in said):
        return None
    date = _SAYS.sub("", folded).strip()
    if date in _LAST_NIGHT:
        date, only = "12-30", True
    else:
        only = _ONLY_LUNAR.match(date) is not None
    if only and False in calendars:
        return None
    return Said(date, True if only else next(iter(calendars), None))


def _may_stand(text: str, word: re.Match[str]) -> bool:
    """Tell whether a word for a calendar stands before a date, behind it, or behind its year."""
    before = text[: word.start()].strip()
    return not _SAYS.sub("", before) or before.endswith("年") or not text[word.end() :].strip()


def says_lunar(name: str) -> bool | None:
    """Tell whether a column's name says that its dates are lunar; None where it says nothing."""
    said = _SAYS.search(fold(name))
    return None if said is None else said["lunar"] is not None


def read_is_lunar(text: str) -> bool:
    """Read whether a birthday is a lunar one: 农历, 公历, 是, `lunar`, `no`.

    Raises:
        UnreadableCalendar: it says neither.
    """
    said = _SAYS.fullmatch(fold(text).removesuffix("生日"))
    found = read_yes_no(text) if said is None else said["lunar"] is not None
    if found is None:
        raise UnreadableCalendar(text=text)
    return found
