"""Whether a quote in a sentence is one that we have made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.channels import channels_in
from crmcli.domain.quick.piece import Piece
from crmcli.domain.quick.plainly import MASK, is_denied, is_done_by_us, masked
from crmcli.domain.quick.titles import called_in
from crmcli.domain.surnames import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

_BORDER: Final = re.compile(r"[,，。；;:：!！?？\n]|[.](?=\s)")
_BY_US: Final = re.compile(
    r"(?:(?:i|we|have|had|i've|we've|just|also|already|again|finally|verbally|initially|today"
    r"|yesterday|now|first|gave|sent|made|offered|submitted|our|my|the|a|an|new|revised|him|her"
    rf"|them|informally|officially|then|{MASK}+)\s*)*"
)
_WE: Final = re.compile(
    r"(?:[昨前今]天|今早|上周?|周[一二三四五六日]|[上下中]午|早上|晚上"
    r"|[0-9一二两三四五六七八九十]+[点:][0-9半刻分一二三四五]*"
    rf"|我们?|我方|我司|咱们?|今天|今日|当天|刚刚?|刚才|已经?|也|又|再次?|重新|正式|口头|书面"
    rf"|初步|最终|最新|首次"
    rf"|第[一二三四五]次|先|就|并|同时|顺便|当[场面]|现场|发|电话|微信|邮件|里|上|给|向|对|跟|与"
    rf"|和|为|{MASK}|[老小][\u4e00-\u9fff]"
    r"|他们?|她们?|客户|对方|甲方|那边|公司|没问题|的|都|总共|一共|整体|打包|合计|统一|含税|\s)*"
)
"""Who we are, and to whom it was: any other word before a quote may be the name of who made it."""

_DONE: Final = tuple("了后过完")
_NAME: Final = re.compile(
    rf"(?!方案|单价|总价|成本|时|本|向|和)[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}"
)
_SHORT: Final = 6


def is_ours(text: str, start: int, verb: str, names: Sequence[Piece]) -> bool:
    """Tell whether it is plainly said that we made a quote.

    Args:
        text: the sentence in its aligned form.
        start: where the word that says so begins.
        verb: that word.
        names: where names of the book stand.
    """
    called = [each.piece for each in called_in(text, text, Piece(0, start))]
    plain = masked(text, (*names, *called))
    begin = max((each.end() for each in _BORDER.finditer(text, 0, start)), default=0)
    if not verb.isascii() or any(map(is_chinese, plain[begin:start])):
        begin = _last_words(plain, begin, start)
    channels = channels_in(text, Piece(begin, start), [*names])
    if is_denied(plain[begin:start]):
        return False
    if channels:
        begin = channels[-1].piece.end
        while begin < start and plain[begin] in f"{MASK} 了给":
            begin += 1
    before = plain[begin:start].strip()
    if verb.isascii() and not any(map(is_chinese, before)):
        *_, own = re.split(r"\b(?:and|then|but)\b", before)
        if "quoted" in verb:
            before = own
        if not channels and not _BY_US.fullmatch(own.strip()):
            return False
        if not channels and own.strip().startswith(MASK):
            return False
        before = re.sub(r"\b(?:him|her|them|his)\b|^" + MASK + "+|" + MASK + "+$", "", before)
        return is_done_by_us(before)
    told = before.endswith(_DONE) or _WE.fullmatch(before) is not None
    return told and _NAME.fullmatch(before) is None and is_done_by_us(before)


def _last_words(plain: str, begin: int, end: int) -> int:
    """Give where the words before a verb begin: after the last space, unless these are few."""
    words = list(re.finditer(r"\S+", plain[begin:end]))
    if not words:
        return end
    last = words[-1]
    touches = begin + last.end() == end
    if touches:
        return begin + last.start()
    alone = last[0]
    short = len(alone) <= _SHORT and (is_denied(alone) or not is_done_by_us(alone))
    return begin + last.start() if short and MASK not in alone else end
