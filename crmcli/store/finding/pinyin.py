"""How Chinese names are spelled in pinyin, so that they are found by typed letters."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.readings import readings
from crmcli.domain.simplified import simplified
from crmcli.domain.spelling import letters_of, spelling_of
from crmcli.domain.surnames import SURNAMES

if TYPE_CHECKING:
    from types import ModuleType

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_HAN = re.compile(f"[{_HAN}]")
_HAN_NAME = re.compile(f"[{_HAN}]{{2,}}")
_MOST_WAYS = 16
_NO_PHRASES = "PYPINYIN_NO_PHRASES"

# Family names, in simplified characters, with their own readings: a word for each character, in it
# the readings, the usual one first.
_OWN_READINGS = (
    "单 shan, 仇 qiu, 解 xie, 朴 piao, 查 zha, 区 ou, 盖 ge, 乐 yue, 员 yun, 洗 xian, 缪 miao"
    ", 翟 zhai, 秘 bi, 折 she, 繁 po, 乜 nie, 炅 gui, 种 chong, 召 shao, 覃 qin|tan|xun, 薄 bo"
    ", 卜 bu"
    ", 祭 zhai, 句 gou, 黑 he, 隗 wei, 郇 xun, 阚 kan, 佴 nai, 能 nai, 儿 ni, 兒 ni, 长 zhang"
    ", 曾 zeng, 尉 wei, 任 ren, 华 hua, 葛 ge, 冼 xian, 牟 mou, 宓 mi, 燕 yan, 应 ying, 宁 ning"
    ", 哈 ha, 那 na, 万 wan, 石 shi, 都 du, 盛 sheng, 车 che, 晟 cheng, 佘 she, 逄 pang, 眭 sui"
    ", 褚 chu, 谌 chen|shen, 费 fei|bi, 蔚 yu, 藏 zang, 术 zhu"
    ", 幺 yao, 撒 sa, 缴 jiao, 过 guo, 相 xiang, 适 kuo, 尉迟 yu chi, 万俟 mo qi"
    ", 长孙 zhang sun, 令狐 ling hu, 澹台 tan tai, 乐正 yue zheng, 亓官 qi guan, 宰父 zai fu"
    ", 鲜于 xian yu, 单于 chan yu, 尉犁 yu li, 阏氏 yan zhi"
)
_SURNAMES = {
    name: tuple(tuple(each.split("|")) for each in sounds)
    for name, *sounds in map(str.split, _OWN_READINGS.split(", "))
}

# Family names of two characters, after which the given name begins.
_LONG_NAMES = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 宇文 长孙 鲜于 闾丘 司徒 司空 夏侯 轩辕"
    " 端木 万俟 澹台 濮阳 淳于 单于 太叔 申屠 公冶 宗政 钟离 独孤 南宫 拓跋 百里 东郭 呼延 赫连"
    " 西门 乐正 亓官 宰父 仲孙 公羊 谷梁 巫马 颛孙 梁丘 左丘 东门 南门 羊舌 微生 漆雕 壤驷 公良"
    " 段干 贺兰 完颜 纳兰 叶赫 爱新"
)
_LONG_SURNAMES = frozenset(_LONG_NAMES.split())
_LONG = 2

# Words of company names in which a character does not have its usual reading.
_PHRASES = {
    "重庆": ("chong", "qing"), "银行": ("yin", "hang"), "分行": ("fen", "hang"),
    "支行": ("zhi", "hang"), "商行": ("shang", "hang"), "车行": ("che", "hang"),
    "行业": ("hang", "ye"), "大厦": ("da", "sha"), "音乐": ("yin", "yue"),
    "乐器": ("yue", "qi"), "乐团": ("yue", "tuan"), "会计": ("kuai", "ji"),
    "番禺": ("pan", "yu"), "蚌埠": ("beng", "bu"), "六安": ("lu", "an"),
    "校长": ("xiao", "zhang"), "院长": ("yuan", "zhang"), "成长": ("cheng", "zhang"),
    "重慶": ("chong", "qing"), "銀行": ("yin", "hang"), "音樂": ("yin", "yue"),
}  # fmt: skip
_PIECES = re.compile(rf"({'|'.join(_PHRASES)})|([{_HAN}])|[^\W_{_HAN}]+")

# In names the second reading of the dictionary is by far the more frequent one.
_USUAL = {"长": "chang", "都": "du", "厦": "xia", "曾": "zeng", "茜": "qian", "長": "chang"}


class Spelling(NamedTuple):
    """The likeliest ways in which a name can be typed in letters, up to 16 of each.

    `full` holds whole spellings without spaces or tones, `ü` as `v` and as `u`; `initials` the
    first letters of the syllables. After the usual way come those in which one character is read
    otherwise. Both are empty for a name without Chinese characters.
    """

    full: tuple[str, ...]
    initials: tuple[str, ...]


_NOT_CHINESE = Spelling((), ())
_Units = list[tuple[str, ...]]


def spelling(name: str, *, person: bool = True) -> str:
    """Write in how many ways a name is spelled in pinyin, as `domain.spelling` reads it.

    A person's name has every reading of its characters, the family name's own first (单 shan,
    万俟 moqi) and no rare one of it; a company's those of today's language, or its long name would
    fill the index.

    Args:
        name: a person's or a company's name.
        person: whether it begins with a family name; a company's does not.

    Returns:
        The spelling, empty for a name without Chinese characters.
    """
    return spelling_of(_units(name, person=person)) if _HAS_HAN.search(name) else ""


def given_spelling(name: str) -> str:
    """Write the spelling of a person's name without its family name; empty where that is all."""
    plain = name.strip()
    if not _HAN_NAME.match(plain):
        return ""
    is_long = simplified(plain[:_LONG]) in _LONG_SURNAMES and len(plain) > _LONG
    own = _LONG if is_long else 1
    units = _units(plain, person=True)
    return spelling_of(units[own:]) if len(units) > own else ""


def spell(name: str, *, person: bool = True) -> Spelling:
    """Spell a name in pinyin in its likeliest ways; arguments as for `spelling`."""
    text = spelling(name, person=person)
    if not text:
        return _NOT_CHINESE
    units = [[each.removeprefix(".") for each in unit.split(",")] for unit in text.split("/")]
    letters = [list(dict.fromkeys([each[0] for each in unit])) for unit in units]
    return Spelling(_ways(units), _ways(letters))


def _ways(units: list[list[str]]) -> tuple[str, ...]:
    """Join the usual reading of each character, and all with one of them read otherwise."""
    usual = [unit[0] for unit in units]
    others = (
        "".join([*usual[:at], other, *usual[at + 1 :]])
        for at, unit in enumerate(units)
        for other in unit[1:]
    )
    return tuple(dict.fromkeys(("".join(usual), *islice(others, _MOST_WAYS - 1))))


def sound(name: str, *, person: bool) -> str:
    """Spell a name in its likeliest way; empty without Chinese characters."""
    if not _HAS_HAN.search(name):
        return ""
    return "".join([unit[0].removeprefix(".") for unit in _units(name, person=person)])


def _units(name: str, *, person: bool) -> _Units:
    """Give the readings of each character of a name, and its words in letters with `.` before."""
    units: _Units = []
    known = _all_readings if person else _readings
    for piece in _PIECES.finditer(name):
        phrase, char = piece[1], piece[2]
        if char:
            found = known(char)
            if found:
                units.append(found)
        elif phrase:
            units += [
                _first(known(each), own) for each, own in zip(phrase, _PHRASES[phrase], strict=True)
            ]
        elif latin := letters_of(piece[0]):
            units.append((f".{latin}",))
    if person:
        _read_surname(name.lstrip(), units)
    return units


def _read_surname(name: str, units: _Units) -> None:
    """Put the reading of a family name first.

    One that today's language reads in a single way has no other: nobody means 方 by wang, though
    old books read it so.
    """
    first = simplified(name[:1])
    if len(units) > 1 and first in SURNAMES and len(_readings(first)) == 1:
        units[0] = _readings(first)
    own = _SURNAMES.get(simplified(name[:_LONG])) or _SURNAMES.get(simplified(name[:1]), ())
    for at, sounds in enumerate(own[: len(units)]):
        units[at] = _first(units[at], *sounds)


def _first(others: tuple[str, ...], *sounds: str) -> tuple[str, ...]:
    return (*sounds, *[each for each in others if each not in sounds])


@cache
def _readings(char: str) -> tuple[str, ...]:
    """Give the readings of a character in today's language, the usual one first."""
    found = readings(simplified(char)) or _all_known(char)
    usual = _USUAL.get(char)
    return found if usual is None else _first(found, usual)


@cache
def _all_readings(char: str) -> tuple[str, ...]:
    """Give every reading of a character, the usual one first."""
    return tuple(dict.fromkeys((*_readings(char), *_all_known(char))))


def _all_known(char: str) -> tuple[str, ...]:
    library = _library()
    found = library.pinyin(char, style=library.Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys([each for each in found if each.isascii() and each.isalpha()]))


@cache
def _library() -> ModuleType:
    """Load pypinyin without its table of phrases, which is nine tenths of its 400 ms.

    Only single characters are looked up, so the phrases are never needed. Its one switch for this
    is an environment variable.
    """
    unset = _NO_PHRASES not in os.environ and "pypinyin" not in sys.modules
    if unset:
        os.environ[_NO_PHRASES] = "1"
    try:
        import pypinyin  # noqa: PLC0415 - only when a Chinese name is written
    finally:
        if unset:
            del os.environ[_NO_PHRASES]
    return pypinyin
