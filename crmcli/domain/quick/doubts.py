"""Dates that stand beside another, and hours of either half of the day."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.date_phrase import reading
from crmcli.domain.quick.entry import Corrected, SaidTwice
from crmcli.domain.quick.piece import Piece
from crmcli.domain.when import Look, When
from crmcli.domain.when.hints import ONE_DAY_BACK
from crmcli.errors import UnreadableDate

if TYPE_CHECKING:
    from crmcli.domain.quick.date_phrase import DatePhrase
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


def other_day(sentence: Sentence) -> When | None:
    """Read the contact's day where it is said as seldom anything else is: `called Anna 11/28`.

    Raises:
        AmbiguousDate, UnreadableDate: it can be read in two ways, or not at all.
    """
    taken = [*sentence.names, *(each.piece for each in sentence.dates)]
    taken += [] if sentence.quoted is None else [sentence.quoted]
    found = None
    for at, clause in enumerate(sentence.clauses[: sentence.head + 2]):
        for match in _OTHER_DAY.finditer(sentence.text, clause.start, clause.end):
            piece = Piece(*match.span())
            alone = match[0] == clause.of(sentence.text)
            if any(each.meets(piece) for each in taken) or (at > sentence.head and not alone):
                continue
            meant = reading(match[0].removeprefix("on "), sentence.now, Look.BACK)
            if not isinstance(meant, When):
                raise meant
            if found is not None or not match[0][-1].isdigit():
                # sat and wed are words of their own.
                raise UnreadableDate(text=match[0], hint=ONE_DAY_BACK)
            found = meant
    return found


def check_year(sentence: Sentence, phrase: DatePhrase) -> None:
    """Refuse a date whose year is said in two figures: 25年11月28日, `Oct 25 '25`.

    Raises:
        UnreadableDate: it is one.
    """
    before = _YEAR_BEFORE.search(sentence.text, 0, phrase.piece.start)
    after = _YEAR_AFTER.match(sentence.text, phrase.piece.end)
    if before or after:
        start = before.start() if before else phrase.piece.start
        end = after.end() if after else phrase.piece.end
        raise UnreadableDate(text=Piece(start, end).of(sentence.typed), hint=ONE_DAY_BACK)


def check_uncorrected(text: str) -> None:
    """Refuse a sentence that takes itself back: 昨天拜访李雷 哦不是 是前天.

    Raises:
        Corrected: it does.
    """
    found = _CORRECTED.search(text)
    if found is not None:
        raise Corrected(text=found[0].strip())


_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_OTHER_DAY: Final = re.compile(
    r"(?<![0-9/.a-z-])(?:[0-9]{2,4}[/.-])?[0-9]{1,2}[/.-][0-9]{1,2}(?![0-9/.%]|\s*(?:万|元|k\b|%))"
    rf"|\b(?:in|last|this) (?:{_MONTHS})[a-z]*\b"
    r"|\b(?:sat|sun|wed)\b(?=\.?\s*(?:$|[,;.]))|^(?:sat|sun|wed)\b"
)
_YEAR_BEFORE: Final = re.compile(r"[0-9]{2}年$")
_YEAR_AFTER: Final = re.compile(r" ?'[0-9]{2}(?![0-9])")
_CORRECTED: Final = re.compile(
    r"哦不|不对[,，]|说错|写错|记错|更正|应该?是前天|\b(?:no,? wait|scratch that|correction"
    r"|i meant?|oops)\b"
)


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
