"""The Chinese lunar calendar (农历): on which day each of its months begins, and how long it is.

A table of our own, for the lunar years 1900 to 2199: a write that settles a lunar festival reads
no library for that. It is held against the library lunar-python in the tests.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
LAST_DAY: Final = 30
"""The last day that a month can have."""

_BEGIN: Final = date(1900, 1, 31)
_DIGITS: Final = 5
# Five digits for each year: the number of the month that a leap month follows, 0 for none, and a
# bit for each month in its order, the lowest first, that is set where it has 30 days, not 29.
_YEARS: Final = (
    "816d20075200ea55164a0064b00a9b415560056a00b59217520075261b2500b2500a4b514ab002ad0056b20b69"
    "00da971d9200e9200d2551a4d00a56002b6415b5006d400ea921e9200e9260d260052b00a57512b600b5a006d4"
    "30ec9007497169300a930052b60a5b00aad0056a41b5500ba400b4921a9300a957152d0053600aad515aa005b2"
    "00da531d4a00d4a80a9500a970055660ab500ad5006d240ea500ea50064a30c9700a9b7155a0056a00b6951752"
    "00b5200b254164b00a4b814ab002ad0056d60b6900da900d9241d2500d25a1a4d00a56002b6605b5006d500ea9"
    "51e9200e9200d2630a5600a57814d60035a006d5516c900749006934152b0052b00a5b2155a0056a71b5500ba4"
    "00b4951a9300a950052d40aad00ab5915aa005d200da561d4a00d4a00c954152e0055600ab5215b2006d260ea5"
    "007250064b50c9700cab0055a30ad600b69b175200b5200b2561a4b00a4b004ab5055b005ad00b6a21b5200d92"
    "71d2500d2500a55514ad004b6005b530daa00ec981e9200e9200d2660a5600a57004d6406d5007550074930e93"
    "006937152b0052b00a5b5155a0056a00b654174a00b4a81a9500a950052d60aad00ab5005aa40ba500da500d4a"
    "31c9500c967194e0055600ab5515b2006d200ea540e4a0068b80c97004ab0055b60ad600b6a007524172500b45"
    "00a8b2149b004ab7095b005ad00baa51b5200d9200d2541a4b00a55914ad004b6006b560daa00ec900e9241d26"
    "00d2a00a56314b60055670ad500b550074a50e93006950052b40a5700a9bb155a0056a00b656174a00b4a00b15"
    "5152b0054d00aad2156a005aa70ba500da500d4a51d1500d160094e40aad00ad6b15b4006d200ea560e8a0068b"
    "00d17509560095b00ada316d4007547174500b4500a8b6152b004ad0096b40b5a00daaa1b5400da200d4561a95"
    "00a950052d50aad00ab500daa31da400ea271d4600d4a00a96615360055a00ad5416ca0075200ea520d4a0054b"
    "60a9700aab0055a50ad500b650075231aa500b2571a4b0094d00aad6156a"
)


class LunarMonth(NamedTuple):
    """A month of a lunar year: its first day, and how many it has."""

    first: date
    days: int


def lunar_month(year: int, month: int, *, leap: bool = False) -> LunarMonth | None:
    """Find a month; None for one that is not there, or beyond the known years.

    Args:
        year: the lunar year, by the year in which it begins.
        month: its number, from 1 to 12.
        leap: whether the leap month is meant that follows the month of this number.
    """
    return _months(year).get((month, leap)) if FIRST_YEAR <= year <= LAST_YEAR else None


def leap_month(year: int) -> int | None:
    """Give the number of the leap month of a lunar year, None if it has none or is not known."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return int(_word(year)[0], 16) or None


def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """Find a day; None for one that the month has not got, or beyond the known years."""
    found = lunar_month(year, month, leap=leap)
    if found is None or not 1 <= day <= found.days:
        return None
    return found.first + timedelta(days=day - 1)


def last_lunar_day(year: int) -> date | None:
    """Find the last day of a lunar year (除夕), None beyond the known years."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    last = max(_months(year).values())
    return last.first + timedelta(days=last.days - 1)


@cache
def _months(year: int) -> dict[tuple[int, bool], LunarMonth]:
    before = map(_word, range(FIRST_YEAR, year))
    begins = _BEGIN + timedelta(days=sum(map(_length, before)))
    months = {}
    for number, leap, days in _lengths(_word(year)):
        months[number, leap] = LunarMonth(begins, days)
        begins += timedelta(days=days)
    return months


def _word(year: int) -> str:
    start = (year - FIRST_YEAR) * _DIGITS
    return _YEARS[start : start + _DIGITS]


def _lengths(word: str) -> list[tuple[int, bool, int]]:
    """Give number, whether it is the leap month, and length of each month of a year."""
    leap, bits = int(word[0], 16), int(word[1:], 16)
    order = [(number, False) for number in range(1, 13)]
    if leap:
        order.insert(leap, (leap, True))
    return [(*each, 29 + (bits >> at & 1)) for at, each in enumerate(order)]


def _length(word: str) -> int:
    return sum(days for _, _, days in _lengths(word))
