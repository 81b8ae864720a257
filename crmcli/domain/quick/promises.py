"""A promise in a sentence: 下周五前给合同, `send contract by next fri`."""

from __future__ import annotations

import re
from typing import Final

_VERB: Final = re.compile(
    "(?:和|跟|与)[^,，]{1,8}?(?:见面|开会|面谈|吃饭|谈|聊|确认)"
    "|(?:再|先|就|去|来|会|要|我们?|统一|一起|正式|(?:让|请|叫|派|由)[^,，]{1,4}"
    "|[去到][^,，]{1,8}?(?=演示|拜访"
    "|开会|培训|安装|验收|签|谈|面谈|汇报|考察))*(?:给|发|送|寄"
    "|回复|回电|回访|签|约|安排|提供|准备|联系|拜访|上门"
    "|打(?=$|给|过去|回|一次|一下)|打电话|打款|电话|微信|付|见|出|做|交|提交|报|确认|演示|试用"
    "|开会|跟进|催|下单|收款|回款|结款|完成|开|订|谈|聊|看|汇报|面谈|培训"
    "|交货|发货|到货|续约|续费|重新)(?!过|了)"
)
_CHINESE_DEED: Final = re.compile(
    "(?:再|先|就|尽快|一起|统一|重新|亲自|帮[他她]?们?|[给为替][^,，]{1,6}?)*"
    "(?:把|将|办|搞|弄|修|换|退|补|改|调|装|拿|带|问|查|测|评估|处理|解决|答复|反馈|核实|核对"
    "|沟通|对接|追|通知|告知"
    "|告诉|推荐|介绍|申请|审批|审|盖|开票|更新|升级|上线|部署|整理|写|画|算|设计|打样|寄|生产"
    "|排产|备货|验货|对账"
    "|报销|请|见|去|来|过|到|赠|借|配|选|定|敲定|落实|跟|接|放|转|印|制|拍|录|讲|教|试|检|清)"
)
_ENGLISH_VERB: Final = re.compile(
    "(?:(?:please |just |also |to |re-?|'ll |will )*(?:decide|approve|let|transfer|process"
    "|release|review|revise"
    "|update|complete|fix|repair|replace|come|build|draft|share|upload|check in|look|get|do|make"
    "|set up)\\b|send|call|email|e-mail|mail|visit|meet|give|prepare|deliver|write|follow up"
    "|bring|get back"
    "|ship|quote|provide|offer|arrange|book|schedule|check|confirm|invoice|pay|sign|demo|show|talk"
    r"|reply|answer|discuss|present|install|train|order|return|ring|text|ask|finish|submit)\b"
)
_AWAY: Final = re.compile(
    "(?:他|她|客户|对方|都|还|也)*(?:没|不|无|出差|休假|放假|忙|开会中)"
    "|(?:is|are|was|not|on holiday|busy|away)\\b"
)


_RUNS_OUT: Final = re.compile("有效|失效|过期|到期|截止|\\bvalid\\b|\\bexpir")
_MATTER: Final = re.compile(
    "(?:再|又|也|还)?(?:确认|聊|谈|讨论|沟通|商量|商定|说|问|改|推迟|提前|取消|关于)(?:了|下"
    "|一下|到|好)*"
)


def is_of_a_matter(before: str, after: str) -> bool:
    """Tell whether a day belongs to what was spoken of: 聊周五的会议, 确认周五会议.

    Args:
        before: what stands before the date in its clause, in its aligned form.
        after: what stands after it.
    """
    return after.startswith("的") or (bool(after) and _MATTER.fullmatch(before) is not None)


def is_deed(text: str) -> bool:
    """Tell whether words begin with what is done; a thing alone does not say by whom."""
    words = text.lower()
    first, space, rest = words.partition(" ")
    # sends, replies and passes are send, reply and pass.
    forms = (first, first.removesuffix("s"), first.removesuffix("es"), f"{first[:-3]}y")
    if text.isascii():
        return any(_ENGLISH_VERB.match(f"{each}{space}{rest}") for each in forms)
    return any(each.match(words) for each in (_VERB, _CHINESE_DEED))


def is_promise(text: str, *, deadline: bool) -> bool:
    """Tell whether what stands beside a date is something to be done by it.

    Args:
        text: what `promised_in` gives, in its aligned form.
        deadline: whether the date says until when; any other needs a verb of doing beside it.
    """
    folded = text.lower()
    if not text or _AWAY.match(folded) or _RUNS_OUT.search(folded):
        return False
    if not deadline and folded.endswith(("了", "过")):
        return False
    return deadline or bool(_VERB.match(folded) or _ENGLISH_VERB.match(folded))


def unread_deadline(clause: str) -> str | None:
    """Give the words of a clause that say until when, but name no day: 元旦前, 两个工作日内.

    Args:
        clause: a clause in its aligned form, in which no date was read.
    """
    chinese = _UNREAD.match(clause)
    if chinese is not None and _VERB.match(clause, chinese.end()):
        return chinese["what"]
    english = _ENGLISH_UNREAD.search(clause)
    clause = re.sub("^(?:i|we|he|she|they)(?:'ll| will)? ", "", clause)
    return english[0] if english is not None and _ENGLISH_VERB.match(clause) else None


_UNREAD: Final = re.compile(
    "(?:他们?|她们?|客户|对方|我们?|说|要求|争取|最晚|最迟)*"
    "(?P<what>[^,，。]{0,6}?(?:工作日|元旦|春节|国庆|中秋|端午|清明|五一|圣诞|过年|年|节|放假"
    "|假期|几天|[半天日周月]半?|两三天"
    "|三四天|一两天|[0-9]+[.][0-9]+)(?:之前|以前|之内|以内|之后|以后|前|内|后))"
)
_ENGLISH_UNREAD: Final = re.compile(
    r"\b(?:by|before|after|within|in) (?:the )?(?:[a-z0-9]+ ){0,2}"
    r"(?:christmas|xmas|new year|easter|holidays?|(?:business|working) days?|few (?:days|weeks))\b"
)
