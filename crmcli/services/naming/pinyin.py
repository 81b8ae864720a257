"""How Chinese names are spelled in pinyin, so that they are found by typed letters."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.text import fold

if TYPE_CHECKING:
    from types import ModuleType

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_HAN = re.compile(f"[{_HAN}]")
_MOST_INITIALS = 8
_NO_PHRASES = "PYPINYIN_NO_PHRASES"

# Family names that are read otherwise than the same character elsewhere.
_SURNAMES = {
    "单": "shan", "單": "shan", "仇": "qiu", "解": "xie", "朴": "piao", "查": "zha", "区": "ou",
    "區": "ou", "盖": "ge", "蓋": "ge", "乐": "yue", "樂": "yue", "员": "yun", "員": "yun",
    "洗": "xian", "缪": "miao", "繆": "miao", "翟": "zhai", "秘": "bi", "折": "she", "繁": "po",
    "乜": "nie", "炅": "gui", "种": "chong", "召": "shao", "覃": "qin", "薄": "bo", "卜": "bu",
    "祭": "zhai", "句": "gou", "黑": "he", "隗": "wei", "郇": "xun", "阚": "kan", "闞": "kan",
    "佴": "nai", "能": "nai", "兒": "ni", "长": "zhang", "曾": "zeng", "尉": "wei", "任": "ren",
    "华": "hua", "華": "hua", "葛": "ge", "冼": "xian", "牟": "mou", "宓": "mi", "燕": "yan",
}  # fmt: skip
_LONG_SURNAMES = {
    "尉迟": ("yu", "chi"), "尉遲": ("yu", "chi"), "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"), "長孫": ("zhang", "sun"), "令狐": ("ling", "hu"),
    "澹台": ("tan", "tai"), "澹臺": ("tan", "tai"), "乐正": ("yue", "zheng"),
    "樂正": ("yue", "zheng"), "亓官": ("qi", "guan"), "宰父": ("zai", "fu"),
    "萬俟": ("mo", "qi"), "鲜于": ("xian", "yu"), "鮮于": ("xian", "yu"),
}  # fmt: skip

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
    """The ways in which a name can be typed in letters, the likeliest first.

    `full` holds whole spellings without spaces or tones, `ü` as `v` and as `u`; `initials` the
    first letters of the syllables. Both are empty for a name without Chinese characters.
    """

    full: tuple[str, ...]
    initials: tuple[str, ...]


_NOT_CHINESE = Spelling((), ())


def spell(name: str, *, person: bool = True) -> Spelling:
    """Spell a name in pinyin.

    The family name is read as one (单 shan, 万俟 moqi), and its ordinary reading kept as a further
    spelling. Where other characters have several readings the usual one is spelled out, and up to
    8 combinations of their initials are given. Letters and digits in the name stay.

    Args:
        name: a person's or a company's name.
        person: whether it begins with a family name; a company's does not.
    """
    if not _HAS_HAN.search(name):
        return _NOT_CHINESE
    ways, letters = _ways(name, person=person)
    return Spelling(_spelled(ways), _initials(letters))


def sound(name: str, *, person: bool) -> str:
    """Spell a name in its likeliest way, as `spell` does; empty without Chinese characters."""
    if not _HAS_HAN.search(name):
        return ""
    ways, _letters = _ways(name, person=person)
    return "".join(ways[0]).replace(_KEPT_V, "v")


def _ways(name: str, *, person: bool) -> tuple[list[list[str]], list[str]]:
    """Give the syllables of each way to spell a name, and the initials of their readings."""
    syllables: list[str] = []
    letters: list[str] = []
    for piece in _PIECES.finditer(name):
        phrase, char = piece[1], piece[2]
        if char:
            sound, initials = _readings(char)
            if not sound:
                continue
            syllables.append(sound)
            letters.append(initials)
        elif phrase:
            syllables += _PHRASES[phrase]
            letters += [sound[0] for sound in _PHRASES[phrase]]
        elif latin := fold(piece[0]):
            syllables.append(latin.replace("v", _KEPT_V))
            letters.append(latin[0])
    ways = [syllables]
    if person:
        _read_surname(name.lstrip(), ways, letters)
    return ways, letters


_KEPT_V = "\uf8ff"  # stands for a typed v while the v of pinyin is varied


def _read_surname(name: str, ways: list[list[str]], letters: list[str]) -> None:
    """Put the way with the family name read as one first, if it is read in its own way."""
    own = _LONG_SURNAMES.get(name[:2]) or ((_SURNAMES[name[0]],) if name[0] in _SURNAMES else ())
    plain = ways[0]
    if not own or len(own) > len(plain) or list(own) == plain[: len(own)]:
        return
    ways.insert(0, [*own, *plain[len(own) :]])
    for at, sound in enumerate(own):
        letters[at] = sound[0] + letters[at].replace(sound[0], "")


def _spelled(ways: list[list[str]]) -> tuple[str, ...]:
    """Join the syllables of each way, with ü as v and, after all ways, as u."""
    whole = ["".join(way) for way in ways]
    whole += [text.replace("v", "u") for text in whole if "v" in text]
    return tuple(dict.fromkeys([text.replace(_KEPT_V, "v") for text in whole]))


def _initials(letters: list[str]) -> tuple[str, ...]:
    """Combine the initials of all readings; in a long name change one character at a time."""
    count = prod([len(each) for each in letters])
    if count <= _MOST_INITIALS:
        return tuple(["".join(each) for each in product(*letters)])
    usual = "".join([each[0] for each in letters])
    others = (
        usual[:at] + other + usual[at + 1 :]
        for at, each in enumerate(letters)
        for other in each[1:]
    )
    return (usual, *islice(others, _MOST_INITIALS - 1))


@cache
def _readings(char: str) -> tuple[str, str]:
    """Give the usual reading of a character and the initials of all; empty where none is known."""
    library = _library()
    found = library.pinyin(char, style=library.Style.NORMAL, heteronym=True)[0]
    sounds = [sound for sound in found if sound.isascii() and sound.isalpha()]
    if not sounds:
        return "", ""
    usual = _USUAL.get(char, sounds[0])
    return usual, "".join(dict.fromkeys([sound[0] for sound in (usual, *sounds)]))


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
