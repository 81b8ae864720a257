"""Where a line is broken: between words, and within Chinese where a reader would break it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.render.columns import characters, width

if TYPE_CHECKING:
    from collections.abc import Iterator


def broken(line: str, columns: int, indent: str = "") -> str:
    """Break a line so that no part is wider than a number of columns, but for single words.

    Words end at a space, and within Chinese anywhere but in a few characters that stand alone, such
    as a name, or end a sentence, before what closes something, such as a full stop, after what
    opens something, and between a number and what it counts. A date, a number or an amount is a
    word.
    """
    if width(line) <= columns:
        return line
    lines, present = [], ""
    for word in _words(line, columns - width(indent)):
        if present.strip() and width(present + word) > columns:
            lines.append(present)
            present = indent + word.lstrip()
        else:
            present += word
    return "\n".join([*lines, present])


def _words(line: str, columns: int) -> Iterator[str]:
    for word in re.findall(_WORD, line):
        # An amount is kept together where there is room for it.
        whole = width(word.strip()) <= columns or " " not in word.strip()
        yield from (word,) if whole else re.findall(r"\s*\S+", word)


def cell_lines(text: str, columns: int) -> list[str]:
    """Break a text into lines that take no more than a number of columns, whatever it is."""
    lines = [
        part.rstrip()
        for line in broken(text, columns).split("\n")
        for part in divided(line.rstrip(), columns)
    ]
    return lines or [""]


def divided(line: str, columns: int) -> Iterator[str]:
    """Divide a line within its words, wherever its room ends; a whole one that fits.

    A path goes on below itself after one of its names.
    """
    if width(line) <= columns:
        yield line
        return
    part, used = "", 0
    for character, taken in characters(line):
        if used + taken > columns and part:
            end = part.rfind("/", 1) + 1 or len(part)
            yield part[:end]
            part = part[end:]
            used = width(part)
        if taken <= columns:
            part, used = part + character, used + taken
    yield part


_WIDE = r"\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING, _CLOSING = r"《〈「『【（“‘(\[\"'`", r"，。、；：！？…》〉」』】）”’,.;:!?)\]\"'`"
_FULL = r"，。、；：！？》〉」』】）"
_FEW = rf"(?:有限公司|(?<![{_WIDE}])[{_WIDE}]{{1,4}}|[{_WIDE}]{{2}})(?![{_WIDE}])"
_CHINESE = rf"[{_OPENING}]{{0,4}}(?:{_FEW}|[{_WIDE}])[{_CLOSING}]*"
_UNITS = "天次位个条笔项年月日行名家件点分元人份种级倍岁套台箱只张块支把辆本双瓶包盒斤吨米升"
_MEASURES = rf"(?:个工作日|工作日|个月|小时|分钟|[{_UNITS}]|周(?![{_WIDE}]))"
_COUNTED = (
    rf"[{_OPENING}]{{0,4}}(?:[每第约]\s?)?[+-]?[0-9]+(?:[.,][0-9]+)*%?\s?{_MEASURES}[{_CLOSING}]*"
)
_OTHER = rf"(?:[^\s{_WIDE}{_OPENING}{_FULL}]|[{_OPENING}](?!{_CHINESE}|{_COUNTED}))+[{_FULL}]*"
_AMOUNT = rf"[{_OPENING}]{{0,4}}[A-Z]{{3}} -?[0-9][0-9,.]*[{_CLOSING}]*"
_WORD = rf"\s*(?:{_AMOUNT}|{_COUNTED}|{_CHINESE}|{_OTHER}|[{_FULL}]+)"
"""A word: what a line is not broken within."""
