"""The name of a card: as it is shown (FN), and in parts, the family name first (N)."""

from __future__ import annotations

import re

from crmcli.exchange.vcard.content_line import escaped, items_of, parts_of, unescaped

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_HAN}·\\s]*[{_HAN}][{_HAN}·\\s]*")
_FAMILY, _GIVEN, _ADDITIONAL, _PREFIX, _SUFFIX = range(5)


def text_in(value: str) -> str:
    """Give the text of a value on one line, without white space around it."""
    return " ".join((unescaped(value) if "\\" in value else value).split())


def name_parts(value: str) -> list[str]:
    """Give the five parts of an N: family name, given name, additional names, prefix, suffix."""
    parts = [
        " ".join(filter(None, map(text_in, items_of(each)))) if "," in each else text_in(each)
        for each in parts_of(value)
    ]
    return [*parts, *[""] * 5][:5]


def name_of_parts(parts: list[str]) -> str:
    """Write a name: a Chinese one begins with the family name and has no spaces."""
    family, given, additional = parts[_FAMILY], parts[_GIVEN], parts[_ADDITIONAL]
    own = [each for each in (family, given, additional) if each]
    if own and all(map(_CHINESE.fullmatch, own)):
        return "".join(own)
    return " ".join(filter(None, [parts[_PREFIX], given, additional, family, parts[_SUFFIX]]))


def shown_name(shown: str, parts: list[str]) -> str:
    """Give the name of a card by its FN and its N.

    An English phone shows 张三 as `三 张`; its N says which is the family name.

    Args:
        shown: the FN; empty for none.
        parts: the parts of N.
    """
    family, given = parts[_FAMILY], parts[_GIVEN]
    if not shown:
        return name_of_parts(parts)
    is_chinese = family and given and _CHINESE.fullmatch(family + given)
    if is_chinese and shown.split() in ([given, family], [family, given]):
        return family + given
    return shown


def made_name(name: str) -> str:
    """Write the value of an N for a name of which only the whole is known.

    The last word of a Latin name is taken for the family name.
    """
    given, _, family = name.strip().rpartition(" ")
    if _CHINESE.fullmatch(name):
        given, family = "", name
    return f"{escaped(family)};{escaped(given.strip())};;;"
