"""What gives a customer away in a text: its names, numbers and addresses, however written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.phone import digits, search_forms
from crmcli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WHOLE_TAIL = 7
"""How many last digits of a number are the number itself, without its area code."""

FEW_DIGITS = 4
"""How many digits of it in a row are enough where a customer was meant for sure."""

_SHORT_WORD = 5
_KIN = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\uac00-\ud7a3"
_HAS_KIN = re.compile(f"[{_KIN}]")
_IN_KIN = f"[{_KIN}]"
_IN_WORD = f"(?![{_KIN}])[^\\W_]"
_DIGITS = re.compile(r"\d(?:[ ()./\u00a0\u2010-\u2015-]*\d)*")


class Traces:
    """Texts and numbers of one customer, looked for in the texts of others.

    A short text counts as a whole word only: `Al` is no part of `also`, and `李` none of `李雷`.
    A number counts in any grouping of its digits, with or without its country code.

    Args:
        words: names, addresses and handles.
        numbers: phone numbers as they are kept.
        loosely: whether a few digits from the middle of a number are enough.
    """

    def __init__(
        self, words: Iterable[str], numbers: Iterable[str], *, loosely: bool = False
    ) -> None:
        folded = sorted({fold(each) for each in words} - {""})
        self._parts = tuple(each for each in folded if not _is_short(each))
        self._short = tuple(each for each in folded if _is_short(each))
        self._words = re.compile("|".join(map(_whole_word, self._short)) or "(?!)")
        self._loosely = loosely
        forms = (form for each in numbers for form in search_forms(each))
        self._numbers = tuple(sorted({form.lstrip("0") for form in forms} - {""}))

    @property
    def queries(self) -> tuple[str, ...]:
        """What a full-text search offers candidates for: words, and the ends of numbers."""
        tails = {each[-FEW_DIGITS:] for each in self._numbers}
        return (*self._parts, *self._short, *sorted(tails))

    def are_in(self, text: str | None) -> bool:
        """Tell whether any of them is in a text."""
        if not text:
            return False
        folded = fold(text)
        if any(each in folded for each in self._parts):
            return True
        if self._words.search(folded):
            return True
        return bool(self._numbers) and any(
            self._is_one(digits(match[0])) for match in _DIGITS.finditer(folded)
        )

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """List where they are in a folded text, from the first to the last, none in another."""
        found = [
            match.span() for each in self._parts for match in re.finditer(re.escape(each), folded)
        ]
        found += (match.span() for match in self._words.finditer(folded))
        if self._numbers:
            found += (
                span
                for match in _DIGITS.finditer(folded)
                if self._is_one(digits(match[0]))
                for span in self._numbers_in(match)
            )
        return _joined(found)

    def _numbers_in(self, match: re.Match[str]) -> Iterator[tuple[int, int]]:
        """Yield where numbers are among digits; all of these where they are the end of one."""
        typed = digits(match[0])
        places = [at for at, each in enumerate(match[0], match.start()) if each.isdecimal()]
        whole = True
        for number in self._numbers:
            at = typed.find(number) if len(number) >= WHOLE_TAIL else -1
            while at >= 0:
                whole = False
                first, last = places[at], places[at + len(number) - 1]
                before = match.string[match.start() : first]
                first -= len(before) - len(before.rstrip("0"))
                yield first - match.string.endswith("+", 0, first), last + 1
                at = typed.find(number, at + len(number))
        if whole:
            yield match.span()

    def _is_one(self, typed: str) -> bool:
        short = typed.lstrip("0")
        for number in self._numbers:
            if self._loosely and len(short) >= FEW_DIGITS and short in number:
                return True
            if len(number) < WHOLE_TAIL:
                if short == number:
                    return True
            elif number in typed or (len(typed) >= WHOLE_TAIL and number.endswith(typed)):
                return True
        return False


def has_kin(text: str) -> bool:
    """Tell whether a text has Chinese, Japanese or Korean characters, which make short words."""
    return _HAS_KIN.search(text) is not None


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put spans that meet together, in order."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _is_short(folded: str) -> bool:
    return len(folded) < (2 if has_kin(folded) else _SHORT_WORD)


def _whole_word(folded: str) -> str:
    inside = _IN_KIN if has_kin(folded) else _IN_WORD
    return f"(?<!{inside}){re.escape(folded)}(?!{inside})"
