"""How much bytes look like text of an encoding, where they fit several."""

from __future__ import annotations

import codecs
import re
import unicodedata

from crmcli.exchange.common_characters import is_common
from crmcli.exchange.windows_gbk import NAME as WINDOWS_GBK

FEW = 6
"""Below so many characters one rare character among them leaves it open what they are."""

_MOST_RARE = 0.25


def likeness(name: str, sample: bytes) -> float:
    """Say how much lines look like text in an encoding: -1 not at all, from 0 to 1, 2 surely."""
    words = _WORDS.get("gb18030" if name == WINDOWS_GBK else name)
    try:
        text = codecs.getincrementaldecoder(name)("strict").decode(sample)
    except UnicodeDecodeError:
        return -1.0
    if name == "cp1252":
        return _in_words(text)
    if words is not None and words.search(text):
        return 2.0
    if name == "shift_jis":
        return _usual(text)
    return _everyday(_foreign(text))


def is_chinese(name: str, sample: bytes) -> bool:
    """Tell whether lines are Chinese for themselves, whatever else they might be.

    Bytes of another encoding are rare characters in this one. Of a few characters none may be rare.
    """
    found = likeness(name, sample)
    if found >= 1:
        return True
    text = codecs.getincrementaldecoder(name)("ignore").decode(sample)
    return len(_foreign(text)) >= FEW and found >= 1 - _MOST_RARE


def reads_everyday(text: str) -> bool:
    """Tell whether most of the Chinese of a text is everyday."""
    return _everyday(_foreign(text)) >= 1 - _MOST_RARE


def is_western(text: str) -> bool:
    """Tell whether words are written in one alphabet each, in letters that are in use.

    Args:
        text: what lines are in UTF-8.
    """
    return all(
        any(letters.fullmatch(word) for letters in _ALPHABETS) for word in _WORD.findall(text)
    )


def is_assigned(text: str) -> bool:
    """Tell whether every character of a text is one."""
    return all(unicodedata.category(each) != "Cn" for each in set(text))


def is_latin(text: str) -> bool:
    """Tell whether every marked letter or sign stands beside a plain one, as in José and m³."""
    runs = _RUN.findall(text)
    return bool(runs) and runs == [each for each in _BESIDE.findall(text) if each in runs]


def _foreign(text: str) -> list[str]:
    """List the characters that tell something: no signs that go with any text."""
    return [each for each in text if not each.isascii() and each not in _SIGNS]


def _everyday(characters: list[str]) -> float:
    return sum(map(is_common, characters)) / max(1, len(characters))


def _in_words(text: str) -> float:
    runs = _RUN.findall(text)
    inside = [each for each in _IN_WORD.findall(text) if each in runs]
    return len(inside) / max(1, len(runs))


def _usual(text: str) -> float:
    foreign = _foreign(text)
    codes = [each.encode("shift_jis") for each in foreign]
    usual = sum(len(code) == _PAIR and code[0] in _JAPANESE for code in codes)
    return usual / max(1, len(foreign))


_PAIR = 2
_JAPANESE = frozenset({0x81, 0x82, 0x83, *range(0x88, 0x99)})
"""The lead bytes of everyday characters."""

_SIGNS = frozenset("，。、；：？！（）《》【】“”‘’—…·￥％＋－＝／　～€°№℃×")
_RUN = re.compile("[\x80-\uffff]+")
_MARKED = "\xc0-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
_IN_WORD = re.compile(f"(?<=[A-Za-z])[{_MARKED}]+|[{_MARKED}]+(?=[A-Za-z])")
_SIGN = "\xaa\xb0\xb2\xb3\xb5\xb7\xb9\xba\xbc-\xbe"
_BESIDE = re.compile(f"(?<=[A-Za-z0-9])[{_MARKED}{_SIGN}]+|[{_MARKED}{_SIGN}]+(?=[A-Za-z0-9])")
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = (
    re.compile("[A-Za-z\xaa\xba\xc0-\u017f\u0218-\u021b]+"),
    re.compile("[\u0400-\u045f\u0490\u0491]+"),
    re.compile("[\u0386-\u03ce]+"),
    re.compile("[\u0531-\u0587]+"),
    re.compile("[\u05d0-\u05ea]+"),
    re.compile("[\u0620-\u064a\u0679-\u06d3]+"),
)
"""Latin, Cyrillic, Greek, Armenian, Hebrew, Arabic: the alphabets of two bytes in UTF-8."""

# Words for columns decide where a few characters would fit two encodings.
_WORDS = {
    "gb18030": re.compile(
        "客户|名称|电话|手机|联系|邮箱|备注|姓名|公司|地址|产品|金额|日期|等级|职务|生日"
    ),
    "big5": re.compile(
        "客戶|名稱|電話|手機|聯絡|聯繫|郵箱|備註|姓名|公司|地址|產品|金額|日期|等級|職稱|生日"
    ),
    "shift_jis": re.compile("会社|氏名|電話|担当|住所"),
}
