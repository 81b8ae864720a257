"""A name without the signs in it, which are typed or not as it comes."""

from __future__ import annotations

from crmcli.domain.text import fold

_DOTS = frozenset(".'’·•・‧")
"""What divides nothing: O'Brien is obrien."""


def is_han(character: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def has_han(text: str) -> bool:
    """Tell whether a text has a Chinese character."""
    return not text.isascii() and any(map(is_han, text))


def plain_name(name: str) -> str:
    """Give a folded name without punctuation, a Chinese one without spaces: 阿依·古丽 is 阿依古丽.

    A name that is nothing but signs keeps them.
    """
    folded = fold(name)
    if folded.replace(" ", "x").isalnum() and (folded.isascii() or " " not in folded):
        return folded
    if has_han(folded):
        return "".join([each for each in folded if each.isalnum()])
    words = "".join([each if each.isalnum() else " " for each in folded if each not in _DOTS])
    return " ".join(words.split()) or folded
