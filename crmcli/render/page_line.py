"""A line of the one-page briefing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: a label, its text, and the style of the text on a terminal.

    A line that is `whole` goes on below itself; others are cut, so that the page stays one.
    """

    label: str
    text: str
    style: str = ""
    whole: bool = False
