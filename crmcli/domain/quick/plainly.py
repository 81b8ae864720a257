"""Whether a clause states something plainly: not denied, wished, conditional, or somebody else's.

What is filed without being shown must have been so; a word here leaves the clause to the note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.domain.quick.piece import Piece

MASK: Final = "□"
"""What stands for each character of a name, so that no name is taken for a word."""

_DENIED: Final = re.compile(
    "没(?!问题|事|意见)|未(?!来)|不(?!锈|迟于|晚于|过|错)|无(?!锡|人机|线|纺|菌|缝)|甭|否|取消"
    "|拒绝|推迟|延期"
    "|作废|撤回|撤销|作罢|泡汤"
    "|(?<![特级分类个区])别(?!墅|克)|免(?!费)"
    r"|\b(?:no(?! later| ?\.)|not|never|nor|neither|none|without|cannot|refus\w+|declin\w+"
    r"|cancel\w*"
    r"|called off|postpon\w+|withdr\w+|forgot\w*|fail\w*|unable|instead of)\b|n't\b|\b(?:did|do"
    r"|does"
    r"|wo|ca|could|would|should|is|was|has|have)nt\b"
)
_UNSURE: Final = re.compile(
    "概率|可能性|把握|如果|假如|假使|要是|万一|除非|倘若|若|可能|也许|或许|说不定|不一定|恐怕"
    "|看情况|争取不"
    r"|\b(?:if|unless|might|may(?! [0-9])|maybe|perhaps|possibly|probably|could|hop(?:e|es|ed|ing)"
    r"|wish\w*|in case|considering|depends)\b"
)
_FORMER: Final = re.compile(
    "上次|上回|之前(?=答应|承诺|说|约)|以前(?=答应|承诺|说|约)|原(?:定|来|本|计划)|本来|曾"
    r"|\b(?:originally|previously|used to|was (?:to|going|supposed)|were (?:to|going|supposed)"
    r"|should have|last time)\b"
)
_LONG_AGO: Final = re.compile(
    "去年|前年|上(?:个)?月|上(?:个)?(?:周|星期)(?![一二三四五六日天])|之前|以前|当初|早前|早先|原先"
    r"|\b(?:last (?:week|month|year)|earlier|previously|before|ago)\b"
)
_TO_COME: Final = re.compile(
    "将|(?<![议社开])会(?!议|面|员|展|谈|场|计)|(?<![主重])要|想|希望|计划|打算|准备|预计|争取"
    "|应该|必须|需(?!求)"
    "|(?<![智功节性才技产])能|可以|可否|请|让|叫|催|等(?!级)|待|再(?!次)|忘|即将|马上|尽快|回头"
    "|以后|下次|明(?![确细])|后天|下周"
    r"|\b(?:will|would|shall|should|must|can|need\w*|want\w*|plan\w*|ask\w*|expect\w*|wait\w*|going"
    r"|request\w*|demand\w*|get|gets|getting|before|after|until|when|once|ready|prepar\w+|work\w*"
    r"|tomorrow|next|promis\w+|agreed)\b|'ll\b"
    r"|\bto(?: \w+)?(?: (?:a|an|the|our|him|her|them|it))*\s*$"
)
_OTHERS: Final = re.compile(
    "对手|竞品|竞争|别家|别人|人家|同行|友商|他们|她们|对方|客户|他|她|供应商|厂家|厂商|代理商?"
    "|经销商|渠道商?|分包|总包|他司"
    "|第三方|同事|工厂|(?:[老小])[\u4e00-\u9fff](?=$)|听说|据说|传"
    r"|\b(?:competitors?|rivals?|they|others?|he|she|his|her|their|suppliers?|vendors?|somebody"
    r"|someone|was|were|been|be|got|being|heard|another)\b"
)
_TO_THEM: Final = re.compile(
    rf"(?:给|向|对|跟|与|和|为|替?给)了?(?:他们?|她们?|客户|对方|甲方|{MASK}+"
    rf"|[老小][\u4e00-\u9fff])(?:那边|公司)?"
)
_UNDONE: Final = re.compile(
    r"[\s,]*(?:但是?|却|还|也|又|都|已经?|被|结果|后来|最后|至今|现在|but |and |was |it |then "
    r"|were |is )*"
    "(?:(?:他们?|她们?|对方|客户|□+)?(?:说|表示)?(?:没空|不行|不用|不去|不来|算了|不需要)|取消"
    "|作废|撤回|撤销|作罢|待|[写说报记]?错了?|可以[吗不]|行吗|(?:没有?|未)(?:最终|最后)?(?:发|报"
    "|给|定|批|出|做|付"
    "|送|来|交|办|签|回|兑现|寄|审|确认)"
    "|不(?:报|给|发|算|做|来|付|送|签)|[吗么?？]|是不是|对不对|行不行|好不好|能不能|可不可以"
    "|是否|cancell?ed"
    "|withdrawn|called off"
    r"|(?:we )?(?:withdrew|took it back|pulled)|(?:last (?:week|month|year)|earlier|before)\b"
    r"|not (?:sent|done|yet|final)|tbd|never mind|did ?n[o']t|postponed|fell through)"
)


def masked(text: str, names: Iterable[Piece]) -> str:
    """Write a text with names made unreadable, each character in its place."""
    for each in names:
        text = text[: each.start] + MASK * (each.end - each.start) + text[each.end :]
    return text


def is_denied(clause: str) -> bool:
    """Tell whether a clause denies, doubts or takes back what it speaks of."""
    return any(each.search(clause) is not None for each in (_DENIED, _UNSURE, _FORMER))


def is_undone(after: str) -> bool:
    """Tell whether what follows takes back or asks what was said: `cancelled`, 没给, ?."""
    return _UNDONE.match(after) is not None


def is_done_by_us(before: str) -> bool:
    """Tell whether what stands before a verb lets it be something that we have done.

    Args:
        before: what stands before it in its clause, in aligned form with its names masked.
    """
    plain = _TO_THEM.sub("", before)
    if (
        is_denied(plain)
        or _LONG_AGO.search(plain)
        or _TO_COME.search(plain)
        or _OTHERS.search(plain)
    ):
        return False
    return not plain.rstrip().endswith(MASK)
