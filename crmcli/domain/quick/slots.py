"""Where a clause names the customer: beside the word that says how the contact was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.amount_words import AMOUNT_WITH_UNIT
from crmcli.domain.quick.piece import Piece, trimmed

if TYPE_CHECKING:
    from crmcli.domain.quick.channels import Said

_WITH: Final = re.compile("[和跟与给向同对约找]")
_LEADING: Final = re.compile(
    r"(?:和|跟|与|给|向|同|对|约|找|去|到|了|在|请|拿|用|通过|让|又|再|刚|我们?|已经?|是|的|一起"
    r"|于|：|:|\s"
    r"|(?:i|we|the|got|left|spoke|talked|chatted|have|had|just|with|to|from|by|for|mrs?|ms|miss"
    r"|dr|prof"
    r"|customer|client)"
    r"\.?\s+)+"
)
_TRAILING: Final = re.compile(
    r"(?:的|那|那边|他|她|手机|座机|公司|了|打|发|聊|谈|一起|用|通过|再|又|吃|喝|开|通|说|家|处"
    r"|：|:|\s|过来|过|来|去|给"
    r"|\s+(?:again|back|me|us|up))+$"
)
_STOP: Final = re.compile(
    " & |聊|谈|说|问|沟通|讨论|关于|讲|表示|觉得|认为|嫌|要求|想要|希望|需要|不|没|有点|确认|介绍"
    "|了解|询问|反馈"
    "|祝|拜年|恭贺|问候|同意|拒绝|答应|催|签|发送|报价|要|想"
    "|(?<![a-z])(?:the|a|an|our|his|her|about|re|regarding|on|at|for|because|and|who|he|she|they"
    "|again|but"
    "|to (?:ask|tell|say|discuss|check|confirm|follow|schedule|arrange|talk|see|get|set)"
    "|[0-9]+ ?x|[0-9]+ times|twice"
    "|happy|merry|season's|congratulat[a-z]+|says?|said|wants?|asked|did(?: not|n't)"
    "|has(?: not|n't)|never|a (?:voice ?mail|message)"
    "|from (?:his|her|their)|in|today|twice|this|last|it|no|quoted?|agreed|declined|refused)"
    "(?![a-z])"
)

_MATTER: Final = re.compile(
    r"\b(?:about|re|regarding|to|because|and|who|he|she|they|of)\b|\b(?:for|from)\s*$"
)
_PURPOSE: Final = re.compile(r"\b(?:for|from)\b")
_MONEY: Final = re.compile(AMOUNT_WITH_UNIT)


def slots_of(text: str, said: Said | None, rest: list[Piece]) -> list[Piece]:
    """Give the places of a clause that may name the customer, the likeliest first.

    Args:
        text: the sentence in its aligned form.
        said: its channel.
        rest: what remains of the clause without dates, amounts and channels.
    """
    if said is None:
        places = rest
    else:
        after = [each for each in rest if each.start >= said.piece.end]
        before = [each for each in rest if each.end <= said.piece.start]
        came = said.direction.value == "in"
        led = any(_WITH.match(text, each.start) for each in before[-1:])
        places = [*reversed(before), *after] if came or led else [*after, *reversed(before)]
    return [each for each in (_name_in(text, place) for place in places) if each is not None]


def names_a_matter(text: str) -> bool:
    """Tell whether words after a channel say more than whom: `Anna about the demo`."""
    return _MATTER.search(text) is not None


def may_have_its_own_day(text: str) -> bool:
    """Tell whether words after a channel name something that has a day too: `for the demo`."""
    return names_a_matter(text) or _PURPOSE.search(text) is not None


def _name_in(text: str, place: Piece) -> Piece | None:
    place = trimmed(text, place)
    leading = _LEADING.match(text, place.start, place.end)
    start = place.start if leading is None else leading.end()
    stop = _STOP.search(text, start, place.end)
    end = place.end if stop is None else stop.start()
    trailing = _TRAILING.search(text[start:end])
    if trailing is not None and trailing.start() > 0:
        end = start + trailing.start()
    found = trimmed(text, Piece(start, end))
    while found.end > found.start and text[found.end - 1] in ",.;:，。；：'\"-":
        found = Piece(found.start, found.end - 1)
    if _MONEY.fullmatch(found.of(text)):
        return None
    # One character of Chinese before others is rather a piece of another word than a name.
    cut = found.end < place.end and is_chinese(text[found.start : found.start + 1])
    least = 2 if cut else 1
    return found if found.end - found.start >= least and re.search(r"\w", found.of(text)) else None
