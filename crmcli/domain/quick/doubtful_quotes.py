"""What may be a quote and is not plain: it is left to the note, and said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.amount_words import AMOUNT, is_money
from crmcli.domain.quick.piece import Piece, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER: Final = re.compile(
    r"[^,。;\n]*?(?:[0-9][0-9.,' x×*]*[a-z万千百亿元块]*|[一二两三四五六七八九十百千万]{2,}"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|thousand|million)\b.*)"
)
_END: Final = re.compile(r"[,。;\s]")
_AMOUNT_FIRST: Final = re.compile(rf"(?P<all>{AMOUNT})\s*(?:的?报价|quote\b)")
_AMOUNT_APART: Final = re.compile(rf"(?:报了?一?个?价|个报价)(?:格|了)?[,\s]+(?P<all>{AMOUNT})")


def number_after(text: str, verb: re.Match[str]) -> list[Piece]:
    """Find what is said with a word for a quote and has a number: 报价3台共12万, `quoted 12,5k`.

    Args:
        text: the sentence in its aligned form.
        verb: the word for a quote, which no plain amount follows.
    """
    number = _NUMBER.match(text, verb.end())
    if number is None:
        return []
    end = _END.search(text, number.end())
    return [trimmed(text, Piece(verb.start(), len(text) if end is None else end.start()))]


def told_otherwise(text: str, taken: Sequence[Piece]) -> list[Piece]:
    """Find amounts that the word for a quote follows, or stands apart from: 12万的报价.

    Args:
        text: the sentence in its aligned form.
        taken: the amounts that were found already.
    """
    told = [Piece(*each.span()) for each in _AMOUNT_FIRST.finditer(text) if is_money(each)]
    told += [Piece(*each.span()) for each in _AMOUNT_APART.finditer(text) if is_money(each)]
    return [trimmed(text, each) for each in told if not any(other.meets(each) for other in taken)]
