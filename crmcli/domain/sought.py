"""What is looked for on the command line: an id, a number, a name, or whatever it may be."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import NamedTuple

from crmcli.domain.text import unified

_MOST_DIGITS = 18
"""How many digits an id has at the most: longer ones are in no book."""


class Forced(StrEnum):
    """What a text is said to be by the word before its colon."""

    ID = "id"
    TEL = "tel"
    NAME = "name"


class Sought(NamedTuple):
    """What is looked for, as texts are compared, its digits in ASCII.

    Args:
        text: without the word that says what it is.
        forced: what that word says; None where there is none.
    """

    text: str
    forced: Forced | None = None

    @property
    def is_digits(self) -> bool:
        """Whether it is bare digits: an id, or else a phone number or its tail."""
        return self.forced in {None, Forced.ID} and _is_digits(self.text)

    @property
    def number(self) -> int | None:
        """The id that it states; None for any other text."""
        if not self.is_digits or len(self.text.lstrip("0")) > _MOST_DIGITS:
            return None
        return int(self.text)


def sought(text: str) -> Sought:
    """Read what is looked for: `17`, `id:17`, `tel:1234`, `name:123`, or a text; `１７` is 17."""
    typed = as_typed(text)
    word, colon, rest = typed.partition(":")
    rest = rest.strip()
    if not (colon and rest and word in set(Forced)):
        return Sought(typed)
    forced = Forced(word)
    return Sought(typed) if forced is Forced.ID and not _is_digits(rest) else Sought(rest, forced)


def as_typed(text: str) -> str:
    """Give a text as texts are compared, its digits in ASCII whatever their width or script."""
    typed = unified(text)
    if typed.isascii():
        return typed
    return "".join([str(unicodedata.decimal(each, each)) for each in typed])


def bare_digits(text: str) -> str | None:
    """Give the digits that a text is, in ASCII; None for any other text."""
    typed = as_typed(text)
    return typed if _is_digits(typed) else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
