"""How a contact was made, and by whom, as a sentence says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Direction
from crmcli.domain.quick.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

# The longer words first: 电话会议 is no meeting at a table, and 来电 no call of ours.
_CHINESE: Final = (
    (Channel.VIDEO, Direction.OUT, "(?:视频|线上|腾讯)(?:会议|通话|电话|沟通|聊|开会|面谈)了?"),
    (Channel.PHONE, Direction.IN, "来电话?了?|打(?:了)?电话(?:过)?来|打来(?:了)?电话|打来"),
    (Channel.PHONE, Direction.IN, "致电我们?|呼入"),
    (Channel.VISIT, Direction.IN, "来访|到访"),
    (Channel.PHONE, Direction.IN, "接到(?=[^,，。]{0,12}电话)"),
    (Channel.WECHAT, Direction.IN, "收到(?=[^,，。]{0,12}微信)"),
    (Channel.EMAIL, Direction.IN, "收到(?=[^,，。]{0,12}邮件)"),
    (Channel.SMS, Direction.IN, "收到(?=[^,，。]{0,12}短信)"),
    (
        Channel.PHONE,
        Direction.OUT,
        (
            "(?:打|通|挂|回)?(?:了个?)?电话(?!号|是|簿|费|机|线|卡|变|换)"
            "(?:会议|沟通|联系|拜访|回访|跟进)?(?:给|了|里头?|中)?|电访"
        ),
    ),
    (Channel.PHONE, Direction.OUT, "致电(?:给)?|去电|回电(?:给)?|通话"),
    (
        Channel.WECHAT,
        Direction.OUT,
        (
            "(?:加|发|回)?了?(?:企业)?微信(?!号|是|群|名|支付|换|改)"
            "(?:沟通|联系|聊天?|回复|语音)?(?:里|上|了)?"
        ),
    ),
    (Channel.WECHAT, Direction.OUT, "企微"),
    (Channel.SMS, Direction.OUT, "(?:发)?(?:了)?(?:条|个)?短信"),
    (
        Channel.EMAIL,
        Direction.OUT,
        "(?:发|回)?(?:了)?(?:一?封)?(?:电子)?邮件(?!地址|是|改)(?:给|里|中)?",
    ),
    (Channel.VISIT, Direction.OUT, "(?:上门|登门|实地|当面)?(?:拜访|走访|面访)了?|上门|登门"),
    (Channel.MEETING, Direction.OUT, "见了?(?:个|一)?面|见到了?|会面|面谈|面聊|碰面|碰了?头"),
    (Channel.MEETING, Direction.OUT, "(?:开|线下)会议?(?!室)|会议(?!室|纪要|记录)"),
    (Channel.MEETING, Direction.OUT, "吃了?个?饭|聚餐|喝了?个?(?:茶|咖啡)"),
)  # fmt: skip
_ENGLISH: Final = (
    (Channel.VIDEO, r"video[ -]?(?:call|chat|meeting)(?:ed)?|zoom(?:ed)?(?: call)?|teams call"),
    (Channel.PHONE, "called(?: back)?|phoned|telephoned|rang|(?:phone )?call (?:with|to|from|w/)"),
    (Channel.PHONE, "phone call|(?:on|over) the phone|by (?:tele)?phone|^call|^phone"),
    (Channel.EMAIL, "e-?mailed|mailed|wrote to|e-?mail (?:to|from)|sent an? e-?mail to"),
    (Channel.EMAIL, "by e-?mail|^e-?mail"),
    (Channel.SMS, "texted|sms(?:ed)?|text message (?:to|from)|^text"),
    (Channel.WECHAT, "(?:by )?we ?chat(?:ted|ed)?(?: with| to| message (?:to|from))?"),
    (Channel.VISIT, "visited|dropped (?:by|in on)|visit (?:to|at)|^visit"),
    (Channel.MEETING, "met(?: with| up with| w/)?|meeting (?:with|w/)"),
    (Channel.MEETING, "(?:lunch|dinner|coffee) (?:with|w/)"),
    (Channel.MEETING, "^meet(?: with)?"),
)  # fmt: skip
_SAID: Final = tuple(
    (channel, direction, re.compile(pattern)) for channel, direction, pattern in _CHINESE
) + tuple(
    (channel, Direction.OUT, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"))
    for channel, pattern in _ENGLISH
)
_PAST: Final = re.compile(".*ed(?: .*)?|met(?: .*)?|rang|wrote to|sent .*|on the phone|dropped .*")
_HAD: Final = re.compile(r"\b(?:had|have|has)\b")
_US: Final = re.compile(r"(?:me|us|back|in)\b")
_OURSELVES: Final = re.compile(
    r"(?:(?:i|we|have|has|had|'ve|i've|we've|just|then|also|again|today|finally|later|after|today"
    r"|on|at|in|the|a|an|quick|short|long|had a|first|second)\s*)*"
)


class Said(NamedTuple):
    """A channel as it is said.

    Args:
        piece: where it stands.
        channel: how the contact was made.
        direction: who made it.
        is_plain: whether it is an English word without its past, which may be a plan.
    """

    piece: Piece
    channel: Channel
    direction: Direction
    is_plain: bool = False


def channels_in(
    text: str, clause: Piece, taken: list[Piece], names: Sequence[Piece] = ()
) -> list[Said]:
    """Find the channels that a clause names, from left to right.

    Args:
        text: the sentence in its aligned form.
        clause: where to look.
        taken: parts that mean something else, as a date.
        names: where names of the book stand.
    """
    found: list[Said] = []
    part = clause.of(text)
    for channel, direction, pattern in _SAID:
        for match in pattern.finditer(part):
            piece = Piece(clause.start + match.start(), clause.start + match.end())
            if any(each.meets(piece) for each in (*taken, *(said.piece for said in found))):
                continue
            came = (
                direction is Direction.IN
                or _came_in(text, clause, piece, match[0], taken)
                or _came_back(text, clause, piece, names or taken)
                or _was_led(text, clause, piece, match[0], names)
            )
            way = Direction.IN if came else Direction.OUT
            had = _HAD.search(text, clause.start, piece.start) is not None
            past = not match[0].isascii() or _PAST.fullmatch(match[0]) is not None
            found.append(Said(piece, channel, way, not (past or had)))
    return sorted(found)


def _was_led(text: str, clause: Piece, piece: Piece, word: str, names: Sequence[Piece]) -> bool:
    """Tell whether a name of the book is who did it in English: `Anna Smith emailed me`."""
    led = any(clause.start <= each.start and each.end <= piece.start for each in names)
    if not (word.isascii() and led):
        return False
    return word.endswith("ed") or word == "rang" or _US.match(text, piece.end + 1) is not None


def _came_back(text: str, clause: Piece, piece: Piece, taken: Sequence[Piece]) -> bool:
    """Tell whether a customer is who does it: 李雷回电, 李雷给我打电话, 李雷微信发来图纸."""
    if re.search("[给跟向]我们?$", text[clause.start : piece.start]):
        return True
    if re.match("(?:发|传|寄)来", text[piece.end : piece.end + 2]):
        return True
    if text[piece.start] not in _DONE:
        return False
    names = [each for each in taken if clause.holds(each) and each.end == piece.start]
    return any(text[max(clause.start, each.start - 1) : each.start] not in _TO for each in names)


_DONE: Final = frozenset("打回发")
_TO: Final = frozenset("给跟和与向对找替帮为同")
"""What stands before the name of somebody to whom something is done."""


def _came_in(text: str, clause: Piece, piece: Piece, word: str, taken: list[Piece]) -> bool:
    """Tell whether the customer made the contact: `Anna called`, `e-mail from Anna`."""
    if not word.isascii():
        return False
    if word.endswith(" from"):
        return True
    before = text[clause.start : piece.start]
    for each in taken:
        if clause.holds(each) and each.end <= piece.start:
            before = before.replace(each.of(text), " ")
    if not re.search("[a-z]", before) or _OURSELVES.fullmatch(before.strip()):
        return False
    return word.endswith("ed") or word == "rang" or _US.match(text, piece.end) is not None
