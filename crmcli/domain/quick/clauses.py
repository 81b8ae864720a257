"""The clauses of a sentence: what stands between commas, stops and, in Chinese, spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.piece import Piece, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BORDER: Final = re.compile(
    r"[,，。；;!！?？\n|]|[.](?=\s|$)|:(?![0-9])|(?<= )(?:then|but|so)(?= )| - "
    "|(?<= )and(?= (?:i|we|he|she|they|will|then|is|was|quoted?|send|sent|call|e?mail|agreed"
    "|declined|refused|wants?|promised|asked|said|says|needs?|need|visit|meet|prepare|give|gave"
    "|expects?)(?![a-z]))"
    "| +"
)


def clauses_of(text: str, whole: Iterable[Piece]) -> list[Piece]:
    """Divide a sentence, from left to right.

    Args:
        text: the sentence in its aligned form.
        whole: parts that are not divided: dates and amounts.
    """
    kept = list(whole)
    found: list[Piece] = []
    start = 0
    for border in _borders(text):
        if any(each.meets(border) for each in kept):
            continue
        found.append(trimmed(text, Piece(start, border.start)))
        start = border.end
    found.append(trimmed(text, Piece(start, len(text))))
    return [each for each in found if each.start < each.end]


def _borders(text: str) -> Iterator[Piece]:
    for match in _BORDER.finditer(text):
        piece = Piece(*match.span())
        if match[0].isspace() and "\n" not in match[0] and not _parts(text, piece):
            continue
        yield piece


def _parts(text: str, space: Piece) -> bool:
    """Tell whether a space ends a clause: one beside Chinese does, between English words none."""
    if text.startswith("and ", space.end) or text.endswith(" and", 0, space.start):
        return False
    before = text[space.start - 1] if space.start else " "
    after = text[space.end] if space.end < len(text) else " "
    return is_chinese(before) or is_chinese(after)
