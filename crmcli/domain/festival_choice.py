"""Which festivals are greeted, and whose: the values of two policies and of a customer's field.

`chinese`, `western` and `both` are small sets: who greets for every festival there is greets for
none. Any other festival is added by its name, as in `chinese,thanksgiving`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from crmcli.domain import listed
from crmcli.domain.festival import Festival, festival_name
from crmcli.domain.message import message
from crmcli.errors import N_, NC_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.message import Message

LOCAL: Final = "local"
"""By the book's region: `chinese` or `western`."""
NONE: Final = "none"

_CHINESE = (Festival.SPRING_FESTIVAL, Festival.DRAGON_BOAT, Festival.MID_AUTUMN)
_WESTERN = (Festival.NEW_YEAR, Festival.CHRISTMAS)
SETS: Mapping[str, tuple[Festival, ...]] = {
    NONE: (),
    "chinese": _CHINESE,
    "western": _WESTERN,
    "both": (*_CHINESE, *_WESTERN),
}
"""By name the sets of festivals."""

_SAID = {
    NONE: N_("none"),
    "chinese": NC_("festivals", "Chinese"),
    "western": NC_("festivals", "Western"),
    "both": NC_("festivals", "Chinese and Western"),
}
"""By name what the sets are called."""

_CHINESE_REGIONS = frozenset({"CN", "HK", "MO", "TW"})
_SEPARATORS = re.compile(r"[\s,;，、；]+")
# As people write them in Chinese; an English name may have spaces, dashes or an apostrophe.
_WORDS = {
    "无": NONE, "不": NONE, "没有": NONE, "否": NONE, "no": NONE, "中国": "chinese",
    "中式": "chinese", "中": "chinese", "中国节日": "chinese", "西方": "western", "西式": "western",
    "西": "western", "西方节日": "western", "都": "both", "都有": "both", "中西": "both",
    "中国和西方": "both",
    "元旦": "new_year", "新年": "new_year", "情人节": "valentines_day", "妇女节": "womens_day",
    "女神节": "womens_day", "复活节": "easter", "劳动节": "labour_day", "五一": "labour_day",
    "labor_day": "labour_day", "教师节": "teachers_day", "国庆": "national_day",
    "国庆节": "national_day", "感恩节": "thanksgiving", "圣诞": "christmas", "圣诞节": "christmas",
    "xmas": "christmas", "除夕": "new_years_eve", "春节": "spring_festival",
    "chinese_new_year": "spring_festival", "元宵": "lantern_festival", "元宵节": "lantern_festival",
    "端午": "dragon_boat", "端午节": "dragon_boat", "七夕": "qixi", "七夕节": "qixi",
    "中秋": "mid_autumn", "中秋节": "mid_autumn", "重阳": "double_ninth", "重阳节": "double_ninth",
    "本地": LOCAL,
}  # fmt: skip


class UnknownFestival(UsageFault):
    """A word that names no festival, or a list that says nothing clear."""

    code = "unknown_festival"
    sentence = N_("There is no festival named {text}.")
    hint = N_("Write none, {choices}, or several with commas between them.")


class Whom(StrEnum):
    """Which customers are greeted for festivals, unless they have a choice of their own."""

    KEY = "key"
    EXISTING = "existing"
    ALL = "all"
    NONE = "none"


def read_festivals(text: str, *, policy: bool = False) -> str:
    """Read which festivals are greeted, and return the kept form.

    Args:
        text: sets and festivals by their names, in English or Chinese, with commas or spaces.
        policy: whether it may be `local`, which a customer's own choice cannot be.

    Raises:
        UnknownFestival: a word names none, or `none` stands beside others.
    """
    known = [*SETS, *Festival]
    if policy:
        known.insert(0, LOCAL)
    words = [each for each in _SEPARATORS.split(text.strip()) if each]
    found = []
    for word in words:
        plain = word.lower().replace("-", "_").replace("'", "").replace("’", "")
        name = _WORDS.get(plain, plain)
        if name not in known:
            raise UnknownFestival(text=word, choices=_but_none(known))
        found.append(name)
    chosen = [name for name in known if name in found]
    if not chosen or (len(chosen) > 1 and NONE in chosen):
        raise UnknownFestival(text=text, choices=_but_none(known))
    return ",".join(chosen)


def read_whom(text: str) -> Whom:
    """Read whose festivals are greeted by the policy, in English or Chinese.

    Raises:
        ValueError: it is none of these.
    """
    from crmcli.domain.choice import choice_named  # noqa: PLC0415 - to change a policy

    found = choice_named(Whom, text)
    if found is None:
        raise ValueError(text)
    return found


def _but_none(names: list[str]) -> Message:
    return listed.names(each for each in names if each != NONE)


def festivals_told(kept: str) -> Message:
    """Say a kept choice in words; words of no meaning are said as they are."""
    return listed.items([_told(name) for name in kept.split(",")])


def _told(name: str) -> Message:
    if name in _SAID:
        return message(_SAID[name])
    known = name in set(Festival)
    return festival_name(Festival(name)) if known else message("{name}", name=name)


def festivals_of(kept: str, region: str) -> tuple[Festival, ...]:
    """List the festivals that a kept choice means, in their order; words of no meaning are left.

    Args:
        kept: as `read_festivals` returns it.
        region: the book's, an ISO 3166 code.
    """
    found: set[Festival] = set()
    for name in kept.split(","):
        if name == LOCAL:
            found.update(_CHINESE if region in _CHINESE_REGIONS else _WESTERN)
        elif name in SETS:
            found.update(SETS[name])
        elif name in set(Festival):
            found.add(Festival(name))
    return tuple(each for each in Festival if each in found)
