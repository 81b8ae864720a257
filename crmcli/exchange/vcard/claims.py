"""What the lines of a card say of a customer's fields, and what is kept of each line besides.

Each line is either said whole by a field; or said by a field but for its wording, such as the types
of a number or the parts of an address; or no field's. The second kind is kept with `WORDING` in
front, and stands in the next card as long as the field still holds what it says. The third is kept
as it is, and stands in every card.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from crmcli.domain.cell import divided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crmcli.exchange.vcard.content_line import Line

WORDING = "="
"""Begins a kept line that is only how a field was worded."""


class Kept(Enum):
    """What is kept of a line beside what fields say."""

    NOTHING = "nothing"
    WORDING = "wording"
    WHOLE = "whole"


def says_more(found: Line, *plain: str) -> bool:
    """Tell whether a line has parameters, or a group, beyond those that say nothing new.

    Args:
        found: the line.
        plain: parameters and values that say nothing new, such as `TYPE=INTERNET`.
    """
    written = {f"{name}={each.upper()}" for name, values in found.parameters for each in values}
    return bool(found.group or written - set(plain))


def worded(found: Line, *plain: str) -> Kept:
    """Say what is kept of a line whose value a field holds."""
    return Kept.WORDING if says_more(found, *plain) else Kept.NOTHING


class Claims:
    """What fields take of the lines of one card.

    Args:
        takes: tells whether a field takes a text.
        own: the cells that the card has of its own where crm wrote it; they have the last word.

    Attributes:
        one: the values of fields that have one.
        lists: those of fields that may have several.
        handles: names by service.
        first: the first line of each property that makes the name.
    """

    def __init__(self, takes: Callable[[str, str], bool], own: Mapping[str, str]) -> None:
        self.takes = takes
        self.own = own
        self.one: dict[str, Any] = {}
        self.lists: dict[str, list[str]] = {}
        self.handles: dict[str, str] = {}
        self.first: dict[str, Line] = {}

    def may_hold(self, column: str, text: str) -> bool:
        """Tell whether the card's own cell of a list, if it has one, holds a text."""
        cell = self.own.get(column)
        return cell is None or text in divided(cell)

    def take(self, column: str, text: str, kept: Kept) -> Kept:
        """Take the value of a field that has one; a second one is kept whole."""
        # Where the card's own cell is empty, the line is one that was kept.
        if column in self.one or not text or self.own.get(column) == "":
            return Kept.WHOLE
        self.one[column] = text
        return kept

    def add(self, column: str, text: str, kept: Kept) -> Kept:
        """Take one of the values of a field that may have several."""
        self.lists.setdefault(column, []).append(text)
        return kept

    def is_first(self, found: Line) -> Kept:
        """Take the first line of a property that makes the name."""
        if found.name in self.first:
            return Kept.WHOLE
        self.first[found.name] = found
        return Kept.WORDING
