"""Values of filters as they are compared: of closed lists, numbers, yes or no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.choice import UnknownChoice, choice_named, read_choice
from crmcli.domain.filtering import UnreadableNumber
from crmcli.domain.yes_no import read_yes_no
from crmcli.errors import N_

if TYPE_CHECKING:
    from enum import StrEnum

Choice = TypeVar("Choice", bound="StrEnum")

_LARGEST = 2**63
_OR = re.compile(r"\s+or\s+|或者|或", re.IGNORECASE)


def choice_of(kind: type[Choice], text: str, field: str) -> Choice:
    """Read a value of a closed list.

    Raises:
        UnknownChoice: it is not in the list; where several are joined by or, the hint says how they
            are written.
    """
    try:
        return read_choice(kind, text, field)
    except UnknownChoice as error:
        several = _OR.split(text)
        if len(several) == 1 or not all(choice_named(kind, each) for each in several):
            raise
        known = error.details | {"several": ",".join(map(str.strip, several))}
        hint = N_("Several values stand with commas between them: {field} = {several}")
        raise UnknownChoice(hint=hint, **known) from None


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
