"""The encoding of a text file, told by its content and never guessed.

A mark at the start decides; else a NUL in every other byte, as UTF-16 has it; else the file is
UTF-8 if all of it is and it reads so; else it is GB18030 if all of it is, it reads as Chinese, and
nothing fits as well. Everything else is refused with the place and the two encodings that fit best,
since a wrong guess would fill the book with nonsense.
"""

from __future__ import annotations

import codecs
import re
from typing import IO

from crmcli.errors import N_, Refused, UsageFault
from crmcli.exchange.byte_text import BLOCK, bytes_of, fault_in, foreign_lines, place_of
from crmcli.exchange.likeness import (
    is_assigned,
    is_chinese,
    is_latin,
    is_western,
    likeness,
    reads_everyday,
)
from crmcli.exchange.windows_gbk import NAME as WINDOWS_GBK

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


class EitherEncoding(Refused):
    """Bytes that are everyday text in two encodings."""

    code = "either_encoding"
    sentence = N_("Row {row} can be read in {first} and in {second}.")
    hint = N_("Name the right one with --encoding, as in --encoding {first}.")


class UnknownEncoding(UsageFault):
    """The name of an encoding that is not known."""

    code = "unknown_encoding"
    sentence = N_("There is no encoding named {name}.")
    hint = N_("Name one like utf-8, gb18030, big5, shift_jis or cp1252.")


def encoding_of(file: IO[bytes], named: str | None = None, *, plain: bool = False) -> str:
    """Say which codec a file is read with, having checked that all of it can be.

    Args:
        file: the file; it is read whole, in blocks, and left at its start.
        named: the encoding the user named, which is then the only one that is tried.
        plain: whether it is UTF-8 wherever all of it is, since such files always should be.

    Raises:
        UnknownEncoding: the named encoding is not known.
        BadByte: a byte does not fit; with its row and the two encodings that fit best.
        EitherEncoding: all of it fits two encodings alike.
    """
    name = _marked(file) or _wide(file) if named is None else _known(named)
    fault = fault_in(file, name or "utf-8")
    if fault is not None:
        name = _chinese(file, name)
        if name is None:
            raise _bad_byte(file, "utf-8" if named is None else _known(named), fault)
    elif name is None and not (plain or _is_own(file)) and _is_disguised(file):
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
    start = file.read(BLOCK)
    even, odd = start[::2].count(0), start[1::2].count(0)
    few, many = sorted((even, odd))
    if many < _A_FEW or few * _MOST_ASTRAY > many:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    if fault_in(file, name) is not None:
        return None
    text = start.decode(name, "ignore")
    # Text has an end of a line somewhere, which no stray NUL makes.
    if "\n" not in text:
        return None
    # Where nearly all is Chinese, few bytes are NUL.
    return name if many * _FEWEST_NULS >= len(start) or reads_everyday(text) else None


_UNASSIGNED = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def _chinese(file: IO[bytes], named: str | None) -> str | None:
    """Say in which kind of GB18030 a file is that is not what it was taken for; None if in none.

    Args:
        file: the file.
        named: what it was taken for, where the user or a mark said so; else it must read so.
    """
    if named not in {None, *_GBK}:
        return None
    if fault_in(file, "gb18030") is None:
        name = "gb18030"
    elif fault_in(file, WINDOWS_GBK) is None:
        name = WINDOWS_GBK
    else:
        return None
    return name if named is not None or _reads_chinese(file, name) else None


def _reads_chinese(file: IO[bytes], name: str) -> bool:
    """Tell whether a file is Chinese for itself, and no other encoding fits it better."""
    if fault_in(file, name, lambda text: not _UNASSIGNED.search(text)) is not None:
        return False
    sample = foreign_lines(file)
    own = likeness(name, sample)
    # A few characters may be everyday words in two encodings: then nobody can tell.
    return is_chinese(name, sample) and all(likeness(other, sample) < own for other in _OTHERS)


def _is_disguised(file: IO[bytes]) -> bool:
    """Tell whether a file that could be UTF-8 is GB18030: names such as 谢伟 are both.

    Raises:
        EitherEncoding: it reads well as both.
    """
    sample = foreign_lines(file)
    try:
        text = sample.decode()
    except UnicodeDecodeError:
        return False
    if sum(not each.isascii() for each in text) < _TELLING:
        # One character alone is rather what it is in UTF-8 than a chance.
        return False
    is_narrow = _TWO_BYTES.fullmatch(text) is not None
    if is_narrow and is_latin(text):
        return False
    is_jumble = not is_western(text) if is_narrow else not is_assigned(text)
    # All of GB18030 fits nearly anything; names are written with the characters of GB2312.
    if not (is_narrow or is_jumble) or fault_in(file, "gb2312") is not None:
        return False
    if is_jumble and _reads_chinese(file, "gb18030"):
        return True
    if is_jumble or likeness("gb18030", sample) >= 1:
        position = next(at for at, each in enumerate(bytes_of(file)) if each > _ASCII)
        row, _ = place_of(file, position)
        raise EitherEncoding(row=row, first="gb18030", second="utf-8")
    return False


def _is_own(file: IO[bytes]) -> bool:
    """Tell whether a file begins like one that crm wrote, which is always UTF-8."""
    file.seek(0)
    return _OWN_START.match(file.read(_LONGEST_START)) is not None


_OWN_START = re.compile(rb'(?:\[\s*)?(?:\{"id":|id[,\t](?:uid|customer_id)[,\t])')
_LONGEST_START = 64
_TELLING = 2
_ASCII = 0x7F
_TWO_BYTES = re.compile("[\x00-\u07ff]*")
"""What takes at most two bytes in UTF-8: no Chinese."""

_GBK = frozenset({"gb18030", "gbk", "gb2312"})


def _bad_byte(file: IO[bytes], name: str, position: int) -> BadByte:
    sample = foreign_lines(file)
    others = [
        each for each in ("gb18030", *_OTHERS) if each != name and fault_in(file, each) is None
    ]
    others.sort(key=lambda each: -likeness(each, sample))
    if "utf-8" not in name and fault_in(file, "utf-8") is None:
        others.insert(0, "utf-8")
    first, second = [*others, _LAST_RESORT, "gb18030"][:2]
    row, byte = place_of(file, position)
    return BadByte(
        row=row,
        byte=f"0x{byte:02X}",
        position=position + 1,
        encoding="UTF-8" if name == "utf-8" else name,
        first=first,
        second=second,
    )
