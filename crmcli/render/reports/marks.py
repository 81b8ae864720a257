"""The characters that drawings are made of: blocks, or plain ASCII where the locale is no UTF-8."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.own_signs import writes_unicode


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of characters.

    Args:
        bar: parts of a column filled from the left, the whole one last.
        back: parts of a column filled from the right, the whole one last.
        levels: heights, the lowest first.
        shades: from light to dark.
        nothing: where there is nothing.
        rule: a thin line.
        heading: the line below a title.
        axis: what bars to the left and to the right begin at.
        to: between the first and the last of a range.
        times: after how many times as much.
    """

    bar: str
    back: str
    levels: str
    shades: str
    nothing: str
    rule: str
    heading: str
    axis: str
    to: str
    times: str


BLOCKS = Marks("▏▎▍▌▋▊▉█", "▐█", "▁▂▃▄▅▆▇█", "░▒▓█", "·", "─", "━", "│", "–", "×")
ASCII = Marks("#", "#", ":-=+*#%@", ":+*#", ".", "-", "=", "|", "-", "x")


def marks() -> Marks:
    """Give the characters that the locale can write."""
    return BLOCKS if writes_unicode() else ASCII
