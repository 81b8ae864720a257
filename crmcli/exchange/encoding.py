"""The encoding of a text file, told by its content and never guessed.

A mark at the start decides; else a NUL in every other byte, as UTF-16 has it; else the file is
UTF-8 if all of it is; else it is GB18030 if all of it is and nothing fits as well. Everything else
is refused with the place and the two encodings that fit best, since a wrong guess would fill the
book with nonsense.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import IO, TYPE_CHECKING

from crmcli.errors import N_, Refused, UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK = 1 << 16
_SAMPLE = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    ("\ufeff".encode("gb18030"), "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ("big5", "shift_jis", "cp1252")
_LAST_RESORT = "latin-1"
_A_FEW = 4
_FEWEST_NULS = 20
"""Of how many bytes one at least is a NUL in UTF-16."""
_MOST_ASTRAY = 8
"""Of how many NULs one at most is part of another character."""


class BadByte(Refused):
    """A byte that is no text in any encoding that may be assumed."""

    code = "bad_byte"
    sentence = N_("Row {row}: byte {byte} at position {position} is no text in {encoding}.")
    hint = N_("Encodings that fit: {first} or {second}. Name the right one with --encoding.")


class UnknownEncoding(UsageFault):
    """The name of an encoding that is not known."""

    code = "unknown_encoding"
    sentence = N_("There is no encoding named {name}.")
    hint = N_("Name one like utf-8, gb18030, big5, shift_jis or cp1252.")


def encoding_of(file: IO[bytes], named: str | None = None) -> str:
    """Say which codec a file is read with, having checked that all of it can be.

    Args:
        file: the file; it is read whole, in blocks, and left at its start.
        named: the encoding the user named, which is then the only one that is tried.

    Raises:
        UnknownEncoding: the named encoding is not known.
        BadByte: a byte does not fit; with its row and the two encodings that fit best.
    """
    name = _marked(file) or _wide(file) if named is None else _known(named)
    fault = _fault(file, name or "utf-8")
    if fault is not None:
        if name is not None or not _is_chinese(file):
            raise _bad_byte(file, name or "utf-8", fault)
        name = "gb18030"
    file.seek(0)
    return name or "utf-8"


def _known(named: str) -> str:
    try:
        found = codecs.lookup(named.strip())
        "".encode(found.name)
    except (LookupError, ValueError):
        raise UnknownEncoding(name=named) from None
    # A mark at the start of a file is no character of its first column's name.
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _marked(file: IO[bytes]) -> str | None:
    file.seek(0)
    start = file.read(4)
    return next((name for mark, name in _MARKS if start.startswith(mark)), None)


def _wide(file: IO[bytes]) -> str | None:
    """Tell UTF-16 without its mark: the commas, digits and ends of its lines have a NUL beside."""
    file.seek(0)
    start = file.read(_BLOCK)
    even, odd = start[::2].count(0), start[1::2].count(0)
    few, many = sorted((even, odd))
    if many < _A_FEW or many * _FEWEST_NULS < len(start) or few * _MOST_ASTRAY > many:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    if _fault(file, name) is not None:
        return None
    # Text has an end of a line somewhere, which no stray NUL makes.
    return name if "\n" in start.decode(name, "ignore") else None


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(_BLOCK):
        yield block


def _fault(file: IO[bytes], name: str, look: Callable[[str], bool] | None = None) -> int | None:
    """Return the position of the first byte that does not fit an encoding; None if all fit.

    `look` is shown the text and may refuse it.
    """
    decoder = codecs.getincrementaldecoder(name)("strict")
    before = 0
    for block in _and_end(file):
        held = decoder.getstate()[0]
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return before - len(held) + error.start
        if look is not None and not look(text):
            return before
        before += len(block)
    return None


def _and_end(file: IO[bytes]) -> Iterator[bytes]:
    yield from _blocks(file)
    yield b""


_UNASSIGNED = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def _is_chinese(file: IO[bytes]) -> bool:
    """Tell whether a file is GB18030: all of it fits, and no other encoding fits it better."""
    if _fault(file, "gb18030", lambda text: not _UNASSIGNED.search(text)) is not None:
        return False
    sample = _sample(file)
    own = _likeness("gb18030", sample)
    # A few characters may be everyday words in two encodings: then nobody can tell.
    return all(_likeness(other, sample) < own for other in _OTHERS)


def _sample(file: IO[bytes]) -> bytes:
    """Collect lines that are not plain ASCII."""
    lines: list[bytes] = []
    size = 0
    file.seek(0)
    while size < _SAMPLE and (line := file.readline(_BLOCK)):
        if not line.isascii():
            lines.append(line)
            size += len(line)
    return b"".join(lines)


_RUN = re.compile("[\x80-\uffff]+")
_IN_WORD = re.compile(
    "(?<=[A-Za-z])[\xc0-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]+|"
    "[\xc0-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]+(?=[A-Za-z])"
)

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


def _likeness(name: str, sample: bytes) -> float:
    """Say how much a sample looks like an encoding: -1 not at all, from 0 to 1, 2 surely."""
    try:
        text = codecs.getincrementaldecoder(name)("strict").decode(sample)
    except UnicodeDecodeError:
        return -1.0
    if name == "cp1252":
        # In Western text a letter with an accent stands beside plain ones.
        runs = _RUN.findall(text)
        inside = [each for each in _IN_WORD.findall(text) if each in runs]
        return len(inside) / max(1, len(runs))
    if _WORDS[name].search(text):
        return 2.0
    counts = Counter(char for char in text if not char.isascii())
    usual = sum(count for char, count in counts.items() if _is_usual(name, char.encode(name)))
    return usual / max(1, counts.total())


# Lead bytes of each encoding's everyday characters, and the smallest byte that follows them.
_USUAL = {
    "gb18030": (frozenset({0xA1, 0xA3, *range(0xB0, 0xD8)}), 0xA1),
    "big5": (frozenset({0xA1, 0xA2, *range(0xA4, 0xC7)}), 0x40),
    "shift_jis": (frozenset({0x81, 0x82, 0x83, *range(0x88, 0x99)}), 0x40),
}
_PAIR = 2


def _is_usual(name: str, code: bytes) -> bool:
    leads, least = _USUAL[name]
    return len(code) == _PAIR and code[0] in leads and code[1] >= least


def _bad_byte(file: IO[bytes], name: str, position: int) -> BadByte:
    sample = _sample(file)
    others = [each for each in ("gb18030", *_OTHERS) if each != name and _fault(file, each) is None]
    others.sort(key=lambda each: -_likeness(each, sample))
    if "utf-8" not in name and _fault(file, "utf-8") is None:
        others.insert(0, "utf-8")
    first, second = [*others, _LAST_RESORT, "gb18030"][:2]
    row, byte = _place(file, position)
    return BadByte(
        row=row,
        byte=f"0x{byte:02X}",
        position=position + 1,
        encoding="UTF-8" if name == "utf-8" else name,
        first=first,
        second=second,
    )


def _place(file: IO[bytes], position: int) -> tuple[int, int]:
    """Return the row that a byte is in, counting line ends outside quotes, and the byte."""
    file.seek(0)
    row, quoted, returned = 1, False, False
    while file.tell() < position:
        for byte in file.read(min(_BLOCK, position - file.tell())):
            if byte == 0x22:  # noqa: PLR2004 - the double quote
                quoted = not quoted
            elif not quoted and (byte == 0x0D or (byte == 0x0A and not returned)):  # noqa: PLR2004
                row += 1
            returned = byte == 0x0D  # noqa: PLR2004 - a line feed after it ends no other row
    return row, (file.read(1) or b"\0")[0]
