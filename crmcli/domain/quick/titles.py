"""People called by surname and title: 王总, 张经理, 老李, `Mr Smith`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from crmcli.domain.quick.aligned import is_chinese
from crmcli.domain.quick.piece import Piece
from crmcli.domain.surnames import COMPOUND, SURNAMES

_TITLES: Final = {
    "总经理": ("总经理",), "副总经理": ("副总经理",), "总监": ("总监",), "总工": ("总工",),
    "董事长": ("董事长",), "副总": ("副总",),
    "总": ("总", "董事", "ceo", "创始人", "老板", "店长", "厂长", "负责人", "法人"),
    "董": ("董",), "经理": ("经理",), "主管": ("主管",), "主任": ("主任",),
    "老师": ("老师", "教师", "教授", "讲师"), "教授": ("教授",), "工程师": ("工程师",),
    "工": ("工程师", "总工", "高工", "工"), "处长": ("处长",), "处": ("处长",), "科长": ("科长",),
    "局长": ("局长",), "局": ("局长",), "院长": ("院长",), "校长": ("校长",), "部长": ("部长",),
    "厂长": ("厂长",), "店长": ("店长",), "会长": ("会长",), "秘书": ("秘书",), "助理": ("助理",),
    "医生": ("医生", "医师"), "大夫": ("医生", "医师", "大夫"), "律师": ("律师",),
    "会计": ("会计",),
    "博士": ("博士",), "老板": ("老板", "总"), "书记": ("书记",),
}  # fmt: skip
"""For each title what a title in the book holds that fits it."""

_MEN: Final = frozenset({"先生", "哥", "叔", "叔叔", "大哥", "兄"})
_WOMEN: Final = frozenset({"女士", "小姐", "太太", "姐", "阿姨", "大姐"})
_ALL: Final = sorted((*_TITLES, *_MEN, *_WOMEN), key=len, reverse=True)
_CALLED: Final = re.compile(
    rf"(?P<surname>{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SURNAMES))}])(?P<title>{'|'.join(_ALL)})"
)
_OLD: Final = re.compile(rf"[老小](?P<surname>[{''.join(sorted(SURNAMES))}])(?P<title>)(?:总|工)?")
_NOT_TITLES: Final = {
    "总": "共计体结额部价金量数算分", "工": "作程人厂地资业具期序艺", "处": "理于境罚",
    "董": "", "局": "面部势限", "姐": "", "哥": "", "会计": "师", "经理": "", "老板": "",
}  # fmt: skip
"""What makes another word of a title that follows a surname, as 工作 in 王工作."""


class Called(NamedTuple):
    """Somebody who is called by surname and title.

    Args:
        piece: where it stands.
        text: as it was typed.
        surname: the surname.
        fits: what a title in the book may hold; empty where no title is said.
        gender: `male` or `female` where the title says it.
    """

    piece: Piece
    text: str
    surname: str
    fits: tuple[str, ...]
    gender: str | None


def called_in(text: str, typed: str, within: Piece) -> list[Called]:
    """Find who is called by surname and title, from left to right.

    Args:
        text: the sentence in its aligned form.
        typed: the same as it was typed.
        within: where to look.
    """
    found: list[Called] = []
    for pattern in (_CALLED, _OLD):
        for match in pattern.finditer(text, within.start, within.end):
            piece, title = Piece(*match.span()), match["title"]
            after = text[piece.end] if piece.end < len(text) else " "
            if after in _NOT_TITLES.get(title, "") or any(
                each.piece.meets(piece) for each in found
            ):
                continue
            if pattern is _OLD and is_chinese(after) and after not in _AFTER_NAME:
                continue
            surname = typed[match.start("surname") : match.end("surname")]
            found.append(
                Called(piece, piece.of(typed), surname, _TITLES.get(title, ()), _gender(title))
            )
    return sorted(found)


_AFTER_NAME: Final = frozenset("说问要想嫌来去打聊谈见电报那这的给")


def _gender(title: str) -> str | None:
    if title in _MEN:
        return "male"
    return "female" if title in _WOMEN else None
