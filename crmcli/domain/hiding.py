"""Leaving out of a text what gives a customer away, with a sign in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.domain.copy_path import HIDDEN
from crmcli.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.traces import Traces

_WORD = re.compile(r"\S+")


def hidden(text: str, traces: Traces) -> str:
    """Leave out of a text what gives a customer away.

    The same text always comes to the same, so that what was equal stays equal.

    Args:
        text: the text.
        traces: by what the customer is known.

    Returns:
        The text with a sign in each place; the sign alone where the places cannot be told.
    """
    if not traces.are_in(text):
        return text
    left = _without(text, traces.spans(fold(text)))
    return HIDDEN if left is None or traces.are_in(left) else left


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """Cut spans of the folded text out of the text; None if it does not fold word by word."""
    cuts = _cuts(text, spans)
    if cuts is None:
        return None
    parts, done = [], 0
    for first, last in cuts:
        parts += [text[done:first], HIDDEN]
        done = last
    return "".join([*parts, text[done:]])


def _cuts(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]] | None:
    folded = fold(text)
    cuts: list[tuple[int, int]] = []
    at, now = 0, 0
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if not word:
            continue
        at += at > 0
        if not folded.startswith(word, at):
            return None
        end = at + len(word)
        while now < len(spans) and spans[now][0] < end:
            first, last = spans[now]
            cut = _within(match, word, max(first, at) - at, min(last, end) - at)
            if first < at:
                # It began in a word before.
                cuts[-1] = (cuts[-1][0], cut[1])
            else:
                cuts.append(cut)
            if last > end:
                break
            now += 1
        at = end
    return cuts if at == len(folded) and now == len(spans) else None


def _within(match: re.Match[str], word: str, first: int, last: int) -> tuple[int, int]:
    """Find a part of a folded word in the text; all of it if letters do not fold one by one."""
    letters = [fold(each) for each in match[0]]
    if "".join(letters) != word:
        return match.span()
    start = end = match.start()
    done = 0
    for number, letter in enumerate(letters, match.start()):
        if done <= first and letter:
            start = number
        if done < last:
            end = number + 1
        elif letter:
            break
        else:
            # What cannot be seen belongs to the letter before.
            end = number + 1
        done += len(letter)
    return start, end
