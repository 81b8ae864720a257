"""A sentence in the form that the rules look at, character by character in the same place."""

from __future__ import annotations

import unicodedata

from crmcli.domain.simplified import simplified

_SIGNS = {"’": "'", "‘": "'", "–": "-", "−": "-", "\t": " ", "\r": " "}
_PLAIN = str.maketrans(_SIGNS | {"萬": "万", "億": "亿"})


def aligned(text: str) -> str:
    """Write a text in lower case, half width and simplified characters, as long as it was.

    A character that would become several stays as it is, so that places in both texts agree.
    """
    if not text.isascii():
        text = simplified("".join(map(_half_width, text)))
    return "".join(map(_lower, text)).translate(_PLAIN)


def _half_width(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def is_chinese(char: str) -> bool:
    """Tell whether a character is a Chinese one, which needs no space beside it."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"
