"""Text that a card writes as bytes: quoted-printable, or in an encoding that its line names."""

from __future__ import annotations

import codecs
import io
import re

from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange.encoding import encoding_of


class BadText(Refused):
    """A property whose bytes are no text."""

    code = "bad_card_text"
    sentence = N_("{name}: its bytes are no text in {encoding}.")


_CHINESE_TEXT = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_SURROGATE = re.compile("[\udc80-\udcff]")
_CODE = re.compile(rb"=([0-9A-Fa-f]{2})")
_CHINESE = frozenset({"gb2312", "gbk", "hz"})
_WIDE = ("utf-16", "utf-32")
_UTF_8 = "utf-8"


def unquoted(data: bytes) -> bytes:
    """Read quoted-printable; a `=` that begins no code is itself."""
    return _CODE.sub(lambda match: bytes.fromhex(match[1].decode()), data)


def quoted_bytes(text: str) -> str:
    """Write bytes that are no text, and stand in it as surrogates, as quoted-printable does."""
    return _SURROGATE.sub(lambda match: f"={ord(match[0]) & 0xFF:02X}", text)


def codec_of(charset: str) -> str | None:
    """Give the codec that a card names; None where that is none of text."""
    try:
        found = codecs.lookup(charset.strip())
        "".encode(found.name)
    except (LookupError, ValueError):
        return None
    return "gb18030" if found.name in _CHINESE else found.name


def text_of(name: str, value: str, charset: str, encoding: str, *, quoted: bool) -> str:
    """Read a value by the encoding that its own line names.

    Args:
        name: the property, for the message.
        value: the value as the file's encoding gives it; bytes that do not fit are surrogates.
        charset: what the line names; empty for nothing.
        encoding: the codec of the file.
        quoted: whether it is quoted-printable.

    Raises:
        BadText: its bytes are no text in that encoding.
    """
    if not quoted and (value.isascii() or not _is_own(value, charset, encoding)):
        return _whole(name, value, encoding)
    data = _bytes(value, encoding)
    if quoted:
        data = unquoted(data)
    codec = codec_of(charset) if charset else None
    try:
        return data.decode(codec or encoding_of(io.BytesIO(data)))
    except (UnicodeDecodeError, CrmError):
        raise BadText(name=name, encoding=charset or _UTF_8.upper()) from None


def refitted(lines: list[str], encoding: str) -> tuple[list[str], str]:
    """Read a card of a GB18030 file as UTF-8, if it is Chinese text in that.

    Bytes of one card are hardly ever both; of a file in which cards of several programs were put
    one after another, they are.

    Args:
        lines: the card's lines, as the file's encoding gives them.
        encoding: the codec of the file.

    Returns:
        The lines, and the codec they are read with.
    """
    if encoding == "gb18030":
        try:
            text = _bytes("\n".join(lines), encoding).decode(_UTF_8)
        except UnicodeDecodeError:
            return lines, encoding
        if _CHINESE_TEXT.search(text):
            return text.split("\n"), _UTF_8
    return lines, encoding


def _is_own(value: str, charset: str, encoding: str) -> bool:
    """Tell whether the line's own encoding is to be believed rather than that of the file.

    A program that brings a whole file to UTF-8 leaves the names of the encodings in it.
    """
    codec = codec_of(charset) if charset else None
    if codec is None or encoding.startswith(_WIDE):
        return False
    try:
        _bytes(value, encoding).decode(_UTF_8)
    except UnicodeDecodeError:
        return True
    return codec == _UTF_8 and not encoding.startswith(_UTF_8)


def _bytes(value: str, encoding: str) -> bytes:
    codec = _UTF_8 if encoding.startswith((_UTF_8, *_WIDE)) else encoding
    return value.encode(codec, "surrogateescape")


def _whole(name: str, value: str, encoding: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise BadText(name=name, encoding=encoding.removesuffix("-sig").upper()) from None
    return value
