"""Whether a sentence tells plainly that there was a contact: what is planned or denied was none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.entry import NotPlainlyMade
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.plainly import MASK, masked

if TYPE_CHECKING:
    from crmcli.domain.quick.sentence import Sentence

_NOT_MADE: Final = re.compile(
    "没(?!问题|事|意见)|未(?!来)|不(?!过|错)|别(?!墅|克)|甭|忘|取消|推迟|延期|改期|记得|打算|计划|准备|预计"
    "|安排|预约|约|等(?!人|级|[0-9一二两三四五六])|待|(?<![主重])要(?!求)|想|希望|应该|(?<![取获觉])得"
    "|需(?!求)|(?<![议社开])会(?!议|面|员|展|谈|场|后|上|计|所)|(?<!主)将|下次|改天|回头|再约|说|表示|称|问|让"
    "|叫|催|(?<![智功节性才技产])能|可以|可否|是否|如果|要是|万一|可能|也许|每(?:天|日|周|月|年|个|次)"
    r"|\b(?:no|not|never|cannot|cancel\w*|postpon\w*|reschedul\w*|forgot\w*|will|would|shall|should"
    r"|must|may|might|could|need\w*|want\w*|plan\w*|going to|(?:have|has) to|supposed|about to"
    r"|remember|remind\w*|schedul\w+|arrang\w+|book(?:ed)?|asked|tried|trying|if|unless|every)\b"
    r"|n't\b|\b(?:did|do|does|wo|ca|could|would|should|have|has)nt\b|'ll\b"
)
_ORDER: Final = re.compile("call|phone|visit|text|e-?mail|meet")
_TAKEN_BACK: Final = re.compile(
    rf"(?:了|已经?|又|都|被|临时|的|{MASK}|\s)*(?:取消|推迟|延期|改期|改到|作罢|泡汤|没成|没谈成$)"
    rf"|[{MASK}\s]*(?:was |got |is |has been )?(?:cancel\w*|postponed|rescheduled|called off)\b"
)
_ASKED: Final = re.compile(r"(?:[吗么嘛否]|没有?|了没)\s*$")


def check_happened(sentence: Sentence, end: int) -> None:
    """Refuse a contact that its clause denies, wishes, plans, asks about or takes back.

    Args:
        sentence: the sentence.
        end: where what is told of the contact ends, and a promise begins.

    Raises:
        NotPlainlyMade: 没打电话给王芳, 打算拜访王芳, 约王芳见面, `cancelled the meeting with Bob`.
    """
    said = sentence.said
    if said is None:
        return
    clause = sentence.clauses[sentence.head]
    dates = (each.piece for each in sentence.dates)
    plain = masked(sentence.text, (*sentence.names, *dates))
    before = plain[clause.start : said.piece.start].replace(MASK, "")
    after = plain[said.piece.end : max(said.piece.end, min(clause.end, end))]
    asked = sentence.text[clause.end : clause.end + 1] in {"?", "？"} or _ASKED.search(after)
    # `call Bob` alone is rather what is to be done than what was.
    word = _ORDER.fullmatch(said.piece.of(sentence.text)) is not None
    bare = word and len(sentence.clauses) == 1 and not sentence.dates
    if bare or asked or _NOT_MADE.search(before) or _TAKEN_BACK.match(after):
        raise NotPlainlyMade(text=Piece(clause.start, clause.end).of(sentence.typed))
