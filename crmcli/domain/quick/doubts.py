"""Dates that stand beside another, and hours of either half of the day."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.date_phrase import reading
from crmcli.domain.quick.entry import SaidTwice
from crmcli.domain.when import Look, When

if TYPE_CHECKING:
    from crmcli.domain.quick.piece import Piece
    from crmcli.domain.quick.sentence import Sentence

_ALTERNATIVES: Final = frozenset({
    "或", "或者", "还是", "要么", "、", "/", "和", "及", "到", "至", "-", "~", "or", "and", "to",
    "or on", "or by", "and on", "or maybe", "或是", "和/或",
})  # fmt: skip
_OR_BEFORE: Final = re.compile(r"(?P<first>[a-z0-9]+) or (?:on |by )?$")
_HOUR: Final = re.compile(
    r"\bat (?P<hour>[0-9]{1,2})(?=\s*$|\s*[,;.]|\s+(?:yesterday|today|on|this)\b)"
)
_BARE_HOUR: Final = re.compile(r" (?P<hour>[0-9]{1,2})$")
_FIRST_HOUR: Final = re.compile(
    r"(?P<hour>(?:[0-9]{1,2}|十[一二]?|[一二两三四五六七八九])点(?:半|[0-9一二三四五]{1,3}分?|整"
    r"|钟)?)"
)


def check_one_day(sentence: Sentence, read: set[Piece]) -> None:
    """Refuse one of two days: 周三或周四前给合同.

    Args:
        sentence: the sentence.
        read: the dates that have a meaning.

    Raises:
        SaidTwice: a date with a meaning stands beside another that may be meant as well.
    """
    for one, other in pairwise(sentence.dates):
        between = sentence.text[one.piece.end : other.piece.start].strip()
        beside = not between and one.back != other.back and not one.is_deadline
        if {one.piece, other.piece} & read and (between in _ALTERNATIVES or beside):
            raise SaidTwice(first=one.text, second=other.text)
    for phrase in sentence.dates:
        before = _OR_BEFORE.search(sentence.around(phrase)[0].of(sentence.text))
        if before is not None and phrase.piece in read:
            raise SaidTwice(first=before["first"], second=phrase.text)


def check_hour(sentence: Sentence, when: When | None, end: int, read: list[Piece]) -> None:
    """Refuse an hour that is not said to be of the morning or the afternoon, for the contact's.

    Args:
        sentence: the sentence.
        when: the day that is said.
        end: where what is told of the contact ends.
        read: the dates that have a meaning.

    Raises:
        AmbiguousDate: there is one: `called Bob at 3`, 11点电话王芳, `called Bob yesterday 3`.
    """
    if not sentence.clauses or sentence.said is None:
        return
    clause = sentence.clauses[sentence.head]
    said = sentence.said.piece
    end = min(clause.end, end)
    found = _HOUR.search(sentence.text, said.end, end) or _FIRST_HOUR.match(
        sentence.text, clause.start, said.start
    )
    if found is None:
        bare = _BARE_HOUR.search(sentence.text, said.end, end)
        beside = bare is not None and any(
            each.piece.end == bare.start() and each.piece in read for each in sentence.dates
        )
        if bare is None or not beside:
            return
        found = bare
    words = found["hour"] if "点" in found["hour"] else f"at {found['hour']}"
    day = "" if when is None else f"{when.day} "
    meant = reading(f"{day}{words}", sentence.now, Look.BACK)
    if not isinstance(meant, When):
        raise meant
