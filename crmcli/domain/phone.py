"""Phone numbers as plain text: what needs no table of the world's numbering plans.

Numbers are kept as E.164 (`+8613800138000`) where they are known to be valid, otherwise as the
digits that were typed. In China a landline and a service number are kept as they are called there
(`010-62345678`, `400-800-1234`): the one is known by its area, the other cannot be called from
abroad.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_DIGITS = re.compile("[^0-9]+")
_PLAIN_MOBILE = re.compile(
    r"\s*(?:(?:\+|00)?86[ -]*)?(1[3-9][0-9](?:[0-9]{8}|(?:[ -]?[0-9]){8}))\s*"
)
_PHONE_LIKE = re.compile(
    r"\s*[+(]?[0-9(][0-9 ()./\u00a0\u2010-\u2015-]*(?:(?:ext\.?|x|#|转|分机)\s*[0-9]+)?\s*",
    re.IGNORECASE,
)
_CALLED = re.compile(r"0[0-9]{2,3}-[0-9]{7,8}(?:#[0-9]+)?|[48]00-[0-9]{3}-[0-9]{4}(?:#[0-9]+)?")
_SERVICE = ("400", "800")
_FEWEST_TYPED = 4  # "its last four or more digits" finds a customer (interface.md, CUSTOMER)
_LONGEST_TYPED = 40
_FEWEST_NATIONAL = 9  # an area code of two digits and seven more
_MOST_DIGITS = 17  # E.164 allows 15; two more for a dialled international prefix


def digits(text: str) -> str:
    """Give the decimal digits of a text, in ASCII, whatever script they are written in."""
    if not text.isascii():
        text = "".join([str(unicodedata.decimal(char, char)) for char in text])
    return _NOT_DIGITS.sub("", text)


def dialled(text: str) -> str:
    """Give the digits of a number as it is typed, without the 00 that stands for a plus sign."""
    return digits(text).removeprefix("00")


def plain_mobile(text: str) -> str | None:
    """Read a mobile number of mainland China, the common case, without a library.

    Args:
        text: 11 digits from 13 to 19, with or without 86, +86 or 0086, spaces and dashes.

    Returns:
        The number as E.164, or None if the text is anything else.
    """
    match = _PLAIN_MOBILE.fullmatch(text)
    return "+86" + _NOT_DIGITS.sub("", match[1]) if match else None


def as_called(national: str, area: int) -> str:
    """Write a Chinese number that is no mobile as it is called within the country.

    Args:
        national: its digits without country code and leading zero.
        area: how many of them are the area code; 0 for a number that belongs to no area.
    """
    if area:
        return f"0{national[:area]}-{national[area:]}"
    if national.startswith(_SERVICE) and len(national) == len("4008001234"):
        return f"{national[:3]}-{national[3:6]}-{national[6:]}"
    return national


def looks_like_phone(text: str) -> bool:
    """Tell whether someone who types this may mean a phone number or its last four digits."""
    return (
        len(text) <= _LONGEST_TYPED
        and _PHONE_LIKE.fullmatch(text) is not None
        and _FEWEST_TYPED <= len(digits(text)) <= _MOST_DIGITS
    )


def search_forms(number: str) -> tuple[str, ...]:
    """Give the digits under which a kept number is to be found exactly, the fullest form first.

    A Chinese number is found with and without its country code, a landline also with its 0.

    Args:
        number: a number as it is kept: E.164, as it is called in China, or digits.
    """
    full = digits(number)
    if _CALLED.fullmatch(number):
        full = "86" + full.removeprefix("0")
    elif not number.startswith("+86"):
        return (full,)
    national = full[2:]
    if plain_mobile(national) or national.startswith(_SERVICE):
        return (full, national)
    return (full, "0" + national, national)


def typed_forms(text: str) -> tuple[str, ...]:
    """Give the digits that somebody may mean who types a number or a part of it.

    A Chinese number may be typed with its country code and kept without it.
    """
    typed = digits(text)
    national = typed.removeprefix("00").removeprefix("86")
    if national == typed or len(national) < _FEWEST_NATIONAL:
        return (typed,)
    return (typed, national) if plain_mobile(national) else (typed, national, "0" + national)


def tail_key(number: str) -> str:
    """Give the digits of a number backwards: "ends with 1234" becomes "begins with 4321"."""
    return digits(number)[::-1]
