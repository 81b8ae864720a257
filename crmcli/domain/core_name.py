"""What is left of a name when its form is taken away: 有限公司, Co., Ltd, brackets, punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

from crmcli.domain.text import fold

_BRACKETED = re.compile(r"[(\[【〔<《「『]([^()\[\]【】〔〕<>《》「」『』]*)[)\]】〕>》」』]")
_CITY = re.compile("^([\u4e00-\u9fff]{2,3})[市省]")
_CHINESE_FORM = re.compile("(?:股份|有限|责任|責任|集团|集團|控股|总公司|總公司|(?<![分子])公司)+$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DOTS = re.compile(r"[.'’·•・]+")
_LATIN_FORMS = frozenset({
    "co", "company", "ltd", "limited", "inc", "incorporated", "llc", "llp", "lp", "plc", "corp",
    "corporation", "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "sa", "sarl", "sas", "srl",
    "spa", "bv", "nv", "oy", "oyj", "ab", "as", "aps", "kft", "sro", "doo", "kk", "se", "ev",
    "pty", "pte", "pvt", "holding", "holdings", "group",
})  # fmt: skip
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")
_AND = frozenset({"and", "und", "et"})


@lru_cache(maxsize=4096)
def core_of_company(name: str) -> str:
    """Give what tells a company from others: its folded name without form and punctuation.

    What stands in brackets comes first, as a place does that stands in none: 博远(深圳)有限公司 is
    深圳市博远. A name that is nothing but a form keeps it.
    """
    text = _DOTS.sub("", fold(name))
    if not _HAN.search(text):
        return _latin(text) or fold(name)
    placed = " ".join(each for each in _BRACKETED.findall(text) if not _CHINESE_FORM.match(each))
    plain = _CITY.sub(r"\1", _NOT_LETTERS.sub("", placed + _BRACKETED.sub(" ", text)))
    core = _CHINESE_FORM.sub("", plain)
    return core or plain or text


@lru_cache(maxsize=4096)
def core_of_person(name: str) -> str:
    """Give a person's folded name without spaces and punctuation: Wang-Fang is Wang Fang."""
    text = fold(name)
    return _NOT_LETTERS.sub("", text) or text


def _latin(text: str) -> str:
    words = [each for each in _NOT_LETTERS.split(text) if each]
    kept = words[1:] if len(words) > 1 and words[0] == "the" else list(words)
    while len(kept) > 1 and kept[-1] in _LATIN_FORMS | _AND:
        kept.pop()
    return " ".join(kept) or text
