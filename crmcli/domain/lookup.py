"""The keys of customers, the tiers in which names are tried, and who may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class KeyKind(StrEnum):
    """What a search key is.

    `alias` is a name without spaces and punctuation, `short` a company's without its place, `tail`
    a number's digits reversed, so that its end is a prefix. `pinyin` and `given` hold the spelling
    of a name, and of a given name alone, `syllable` how a name's first character is read
    (`domain.spelling`).
    """

    NAME = "name"
    ALIAS = "alias"
    COMPANY = "company"
    SHORT = "short"
    PERSON = "person"
    EMAIL = "email"
    PHONE = "phone"
    TAIL = "tail"
    PINYIN = "pinyin"
    GIVEN = "given"
    SYLLABLE = "syllable"


class Tier(IntEnum):
    """How well a text names a customer; the best tier with a match counts."""

    EXACT = 1
    PREFIX = 2
    PART = 3
    MISTYPED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer that a text may mean; the field names are the keys of its JSON.

    `in_book` is false for one that is in the history alone, which can only be erased.
    """

    id: int
    name: str
    company: str | None
    archived: bool
    in_book: bool = True
