"""The phases a sale goes through in the demonstration, and the form of what is said in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Phase(Enum):
    """What a contact is about, seen from how far the sale has come."""

    INTRO = auto()
    KEEP = auto()
    NEED = auto()
    WAIT = auto()
    QUOTE = auto()
    DEAL = auto()
    COOL = auto()
    REFUSED = auto()
    LOST = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """What is written down of one contact.

    The texts may name `{who}`, `{product}`, `{qty}`, `{amount}`, `{city}` and `{rival}`.

    Args:
        note: what was said and done.
        said: what the customer said.
        mine: the next step the salesperson promised, if any.
        theirs: the next step the customer promised, if any; a line has one of the two at most.
    """

    note: str
    said: str = ""
    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """All that is written in one language.

    Args:
        introductions: by source of the customer, the first contact.
        talks: for each phase its lines, in the order in which they make a story.
        early_visits: lines for visits before a quote.
        late_visits: lines for visits from the quote on.
        greetings: festivals as month and day with their greeting.
        birthday: the greeting on a birthday.
        no_answer: what is noted when nobody answers.
        by_hand: reasons for a grade set by hand.
        lost: reasons for which a customer was lost.
        rivals: competitors, for `{rival}`.
    """

    introductions: Mapping[str, Line]
    talks: Mapping[Phase, tuple[Line, ...]]
    early_visits: tuple[Line, ...]
    late_visits: tuple[Line, ...]
    greetings: tuple[tuple[int, int, str], ...]
    birthday: str
    no_answer: tuple[str, ...]
    by_hand: tuple[str, ...]
    lost: tuple[str, ...]
    rivals: tuple[str, ...]
