"""Values of filters as they are compared: numbers and yes or no."""

from __future__ import annotations

import re

from crmcli.domain.filtering import UnreadableNumber
from crmcli.domain.yes_no import read_yes_no

_LARGEST = 2**63


def whole_number(text: str) -> int:
    """Read a whole number that a column can hold.

    Raises:
        UnreadableNumber: it is none, or too large.
    """
    plain = text.strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,19}", plain) or not -_LARGEST <= int(plain) < _LARGEST:
        raise UnreadableNumber(text=text)
    return int(plain)


def decimal_number(text: str) -> str:
    """Read a number with or without decimals, as text.

    Raises:
        UnreadableNumber: it is none.
    """
    plain = text.strip().replace(",", "")
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain):
        raise UnreadableNumber(text=text)
    return plain


def yes_or_no(text: str) -> str:
    """Read yes or no as the book keeps it; anything else is left, and equals neither."""
    value = read_yes_no(text)
    return text.strip().lower() if value is None else "yes" if value else "no"
