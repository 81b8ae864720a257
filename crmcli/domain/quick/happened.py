"""Whether a sentence tells plainly that there was a contact: what is planned or denied was none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.entry import NotPlainlyMade
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.plainly import MASK, masked
from crmcli.domain.when import When

if TYPE_CHECKING:
    from crmcli.domain.quick.sentence import Sentence

_NOT_MADE: Final = re.compile(
    "没(?!问题|事|意见)|未(?!来)|不(?!过|错)|别(?!墅|克)|甭|忘|取消|推迟|延期|改期|记[得着]|提醒"
    "|打算|计划|准备|预计"
    "|安排|预约|约|等(?!人|级|[0-9一二两三四五六])|待|(?<![主重])要(?!求)|想|希望|应该|(?<!应)该"
    "|(?<![取获觉])得"
    "|需(?!求)|(?<![议社开])会(?!议|面|员|展|谈|场|后|上|计|所)|(?<!主)将|下次|改天|回头|有空"
    "|抽空|争取|必须|务必"
    "|马上|立刻|赶紧|尽快|说|表示|称|问|让|叫|催|被|(?<![智功节性才技产])能|可以|可否|是否|如果"
    "|要是|万一|可能"
    "|也许|差点|每(?:天|日|周|月|年|个|次)|(?:^|[,，。;；])(?:同事|同行|对手|竞争对手|领导|老板"
    "|助理|经销商|代理商?"
    "|[小老][\u4e00-\u9fff](?!板|师))(?![^,，]*(?:和我|跟我|陪我|带我|一起))"
    r"|^\s*(?:todo|to-do|reminder|task|plan)\b|\b(?:no|not|never|cannot|cancel\w*|postpon\w*"
    r"|reschedul\w*|forgot\w*|almost|nearly|will|would|shall|should|must|may|might|could|need\w*"
    r"|want\w*|plan\w*|going to|(?:have|has) to|supposed|about to|remember|remind\w*|schedul\w+"
    r"|arrang\w+|book(?:ed)?|asked|tried|trying|if|unless|every|colleague|competitor|boss"
    r"|assistant)\b|n't\b|\b(?:did|do|does|wo|ca|could|would|should|have|has)nt\b|'ll\b|'d\b"
)
_ORDER: Final = re.compile("call|phone|visit|text|e-?mail|meet")
_TAKEN_BACK: Final = re.compile(
    rf"(?:了|已经?|又|都|被|临时|的|{MASK}|\s)*(?:取消|推迟|延期|改期|改到|作罢|泡汤|没成|没谈成$)"
    rf"|[{MASK}\s]*(?:was |got |is |has been )?(?:cancel\w*|postponed|rescheduled|called off)\b"
    rf"|[{MASK}\s]*(?:is|will be) (?:on|at|next|planned|scheduled|tomorrow)\b"
)
_ASKED: Final = re.compile(r"(?:[吗么嘛否]|没有?|了没)\s*$")
_BUSY: Final = re.compile("(?:开会|会议)")
_WITH: Final = re.compile("[和跟与同给向对找参开]")


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
    dates = [each.piece for each in sentence.dates]
    plain = masked(sentence.text, (*sentence.names, *dates))
    begins = 0 if sentence.head <= 1 else clause.start
    before = plain[clause.start : said.piece.start].replace(MASK, "")
    after = plain[said.piece.end : max(said.piece.end, min(clause.end, end))]
    asked = sentence.text[clause.end : clause.end + 1] in {"?", "？"} or _ASKED.search(after)
    if (
        asked
        or _NOT_MADE.search(before)
        or _TO_DO.match(plain, begins)
        or _TAKEN_BACK.match(after)
        or _is_order(sentence)
        or _is_busy(sentence, before)
    ):
        raise NotPlainlyMade(text=Piece(clause.start, clause.end).of(sentence.typed))


_TO_DO: Final = re.compile(r"\s*(?:todo|to-do|reminder|task)\b|\s*(?:待办|提醒|记得)")


def _is_order(sentence: Sentence) -> bool:
    """Tell whether it is rather said what to do than what was: `call Bob`, `call Bob today`."""
    word = "" if sentence.said is None else sentence.said.piece.of(sentence.text)
    over = (
        isinstance(each.back, When) and each.back.day < sentence.today for each in sentence.dates
    )
    return len(sentence.clauses) == 1 and bool(_ORDER.fullmatch(word)) and not any(over)


def _is_busy(sentence: Sentence, before: str) -> bool:
    """Tell whether somebody has a meeting of their own: 李雷在开会."""
    said = sentence.said
    if said is None or not _BUSY.search(said.piece.of(sentence.text)):
        return False
    clause = sentence.clauses[sentence.head]
    led = any(clause.start <= each.start < said.piece.start for each in sentence.names)
    return led and not _WITH.search(before)
