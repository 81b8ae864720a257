"""Finding the date phrases in a sentence: from each place the longest one that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.date_borders import FIGURES, STARTS, may_begin, may_end
from crmcli.domain.quick.date_phrase import DatePhrase, Reading, reading
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.promises import is_deed
from crmcli.domain.when import Look
from crmcli.errors import UnreadableDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

_MOST_CHINESE: Final = 24
_MOST_WORDS: Final = 9

_RUN: Final = re.compile(
    rf"[{FIGURES}今明后昨前大儿天日周星期礼拜年月初底末号点半刻分钟时小早中晚上下午晨凌清傍夜里深正"
    r"班个本这去季度旬之以内第最迟截止到至于为的左右q():, \-/.]+"
)
_SIGN: Final = re.compile("[天日儿号周拜期月年季点时后前内早晚午晨班]|[0-9]:[0-9]|[0-9]-[0-9]")
_EVERYDAY: Final = re.compile(
    rf"[{FIGURES}]+[点时][{FIGURES}半刻分钟整]*(?:之?前|以前|左右)?"  # 提了两点意见
    r"|[今去前本]年|[0-9]+[-/.][0-9]+|[0-9]{8}|[0-9:]+(?:点)?|(?:最迟|最晚)?[0-9.]+(?:之?前"
    r"|内|后)"
    # English words that are names and verbs too, and figures that are seldom dates.
    r"|(?:the )?(?:sun|sat|wed|mar|may|march|now)|(?:the )?[0-9]+(?:st|nd|rd|th)"
    r"|(?:in )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
    r"|(?:this|next|last|the) year|at [0-9]+|a? ?(?:half|quarter) (?:past|to) [a-z0-9]+"
)
_CLOCK: Final = re.compile(r"(?:1[3-9]|2[0-3])点.*|[0-9]{1,2}:[0-9]{2}")
_SHORT_WEEKDAYS: Final = frozenset({"sat", "sun", "wed"})
_CLAUSE_ENDS: Final = re.compile(r"\s*(?:$|[,.;!?])")
_CLAUSE_BORDER: Final = re.compile(r"[,.;!?]\s")
_WORD: Final = re.compile(r"[a-z0-9+:/.'\-]*[a-z0-9]")


Readings = dict[str, tuple[Reading, Reading]]
"""What phrases mean ahead and back."""


def dates_in(text: str, typed: str, now: datetime, taken: Iterable[Piece] = ()) -> list[DatePhrase]:
    """Find the date phrases of a sentence, from left to right; none shares a character.

    What is an everyday word as well, such as 一点 or `may`, is none by itself.

    Args:
        text: the sentence in its aligned form.
        typed: the same as it was typed.
        now: the local moment of the run.
        taken: parts that mean something else.
    """
    used = list(taken)
    found: list[DatePhrase] = []
    known: Readings = {}
    for ends in (_chinese(text), _english(text)):
        for start, stops in ends:
            if any(each.start <= start < each.end for each in used):
                continue
            phrase = _longest(text, typed, start, stops, now, used, known)
            if phrase is not None:
                found.append(phrase)
                used.append(phrase.piece)
    return sorted(found, key=lambda each: each.piece)


def _longest(
    text: str,
    typed: str,
    start: int,
    stops: Sequence[int],
    now: datetime,
    used: list[Piece],
    known: Readings,
) -> DatePhrase | None:
    for stop in stops:
        piece = Piece(start, stop)
        if any(each.meets(piece) for each in used):
            continue
        words = text[start:stop]
        if _EVERYDAY.fullmatch(words) and not _is_meant(text, piece):
            continue
        if words not in known:
            # The same words often come again, above all where somebody means to keep us busy.
            known[words] = reading(words, now, Look.AHEAD), reading(words, now, Look.BACK)
        ahead, back = known[words]
        if isinstance(ahead, UnreadableDate) and isinstance(back, UnreadableDate):
            continue
        return DatePhrase(piece, piece.of(typed), ahead, back)
    return None


def _is_meant(text: str, piece: Piece) -> bool:
    """Tell whether an everyday word is a date where it stands: 15:30, 12/25 first, `demo wed`."""
    clock = _CLOCK.fullmatch(piece.of(text)) is not None
    return clock or _leads(text, piece) or _ends_a_deed(text, piece)


def _ends_a_deed(text: str, piece: Piece) -> bool:
    """Tell whether a short weekday ends a clause that says what to do: `send samples sat`."""
    if piece.of(text) not in _SHORT_WEEKDAYS or not _CLAUSE_ENDS.match(text, piece.end):
        return False
    before = _CLAUSE_BORDER.split(text[: piece.start])[-1].strip()
    return bool(before) and is_deed(before)


def _leads(text: str, piece: Piece) -> bool:
    """Tell whether figures stand where a date is written first: 12/25 called Anna."""
    words = piece.of(text)
    figures = re.fullmatch("[0-9]{1,2}[/-][0-9]{1,2}|20[0-9]{6}", words) is not None
    counted = text[piece.end : piece.end + 1] in set("个万亿元人点%天月年台件")
    return piece.start == 0 and figures and words != "24/7" and not counted


def _chinese(text: str) -> Iterator[tuple[int, list[int]]]:
    """Give the places where a Chinese phrase may begin, each with its ends, the last one first."""
    for run in _RUN.finditer(text):
        first, last = run.span()
        if not any(map(is_chinese, run[0])):
            continue
        for start in range(first, last):
            if may_begin(text, start):
                stops = [
                    stop
                    for stop in range(min(start + _MOST_CHINESE, last), start + 1, -1)
                    if may_end(text, stop) and _SIGN.search(text, start, stop)
                ]
                yield start, stops


def _english(text: str) -> Iterator[tuple[int, list[int]]]:
    """Give the places where an English phrase may begin, each with its ends, the last one first."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if word[0] not in STARTS and not re.match("[+-]?[0-9]", word[0]):
            continue
        stops = []
        for each in words[at : at + _MOST_WORDS]:
            between = text[word.start() : each.start()]
            if re.search(r"[^a-z0-9+:/.'\-, ]", between):
                break
            stops.append(each.end())
        yield word.start(), stops[::-1]
