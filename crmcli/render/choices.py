"""Closed lists of values: what may be typed, and what it means in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import LANGUAGES, pgettext, present
from crmcli.render.joined import items

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import Enum, StrEnum


def choices(members: Iterable[Enum]) -> str:
    """List the values that may be typed, each with its word where every one has one."""
    found = [(str(each.value), meaning(each)) for each in members]
    if not all(word for _value, word in found):
        return items(value for value, _word in found)
    frame = pgettext("a value to type, and what it means", "{value} ({word})")
    return items(frame.format(value=value, word=word) for value, word in found)


def answers(members: Iterable[StrEnum]) -> str:
    """List what may be answered to a question, in the reader's words."""
    return items(map(answer, members))


def answer(member: StrEnum) -> str:
    """Give the word for a value that `read_choice` reads back; the value itself in English."""
    from crmcli.domain.choice import UnknownChoice, read_choice  # noqa: PLC0415 - to ask only

    word = meaning(member)
    try:
        known = bool(word) and read_choice(type(member), word, "") is member
    except UnknownChoice:
        known = False
    return word if known else member.value


def meaning(member: Enum) -> str:
    """Say what a value means where it does not say so itself; empty in English."""
    from crmcli.render.words import label  # noqa: PLC0415 - it says these lists itself

    # Values are written in the language of the messages.
    word = "" if present() == LANGUAGES[0] else label(member)
    return "" if word.isascii() else word
