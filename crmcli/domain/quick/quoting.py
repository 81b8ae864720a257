"""Whether a quote in a sentence is one that we have made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.channels import channels_in
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.plainly import MASK, is_denied, is_done_by_us, masked
from crmcli.domain.quick.titles import called_in
from crmcli.domain.surnames import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

_BORDER: Final = re.compile(r"[,，。；;:：!！?？\n]|[.](?=\s)")
_BY_US: Final = re.compile(
    r"(?:(?:i|we|have|had|i've|we've|just|also|already|again|finally|verbally|initially|today"
    r"|yesterday|now|first|gave|sent|made|offered|submitted|our|my|the|a|an|new|revised|him|her"
    rf"|them|informally|officially|then|{MASK}+)\s*)*"
)
_NAME: Final = re.compile(
    rf"(?!方案|单价|总价|成本|时|本|向|和)[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}"
)
_SHORT: Final = 6


def is_ours(text: str, start: int, verb: str, names: Sequence[Piece]) -> bool:
    """Tell whether it is plainly said that we made a quote.

    Args:
        text: the sentence in its aligned form.
        start: where the word that says so begins.
        verb: that word.
        names: where names of the book stand.
    """
    called = [each.piece for each in called_in(text, text, Piece(0, start))]
    plain = masked(text, (*names, *called))
    begin = max((each.end() for each in _BORDER.finditer(text, 0, start)), default=0)
    if not verb.isascii() or any(map(is_chinese, plain[begin:start])):
        begin = _last_words(plain, begin, start)
    channels = channels_in(text, Piece(begin, start), [*names])
    if is_denied(plain[begin:start]):
        return False
    if channels:
        begin = channels[-1].piece.end
        while begin < start and plain[begin] in f"{MASK} 了给":
            begin += 1
    before = plain[begin:start].strip()
    if verb.isascii() and not any(map(is_chinese, before)):
        *_, own = re.split(r"\b(?:and|then|but)\b", before)
        if verb.startswith("quoted"):
            before = own
        if not channels and not _BY_US.fullmatch(own.strip()):
            return False
        before = re.sub(r"\b(?:him|her|them|his)\b|^" + MASK + "+|" + MASK + "+$", "", before)
        return is_done_by_us(before)
    return _NAME.fullmatch(before) is None and is_done_by_us(before)


def _last_words(plain: str, begin: int, end: int) -> int:
    """Give where the words before a verb begin: after the last space, unless these are few."""
    words = list(re.finditer(r"\S+", plain[begin:end]))
    if not words:
        return end
    last = words[-1]
    touches = begin + last.end() == end
    if touches:
        return begin + last.start()
    alone = last[0]
    short = len(alone) <= _SHORT and (is_denied(alone) or not is_done_by_us(alone))
    return begin + last.start() if short and MASK not in alone else end
