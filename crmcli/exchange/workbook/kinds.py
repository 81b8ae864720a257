"""What a file is that looks like a workbook from outside, and is none that can be read."""

from __future__ import annotations

import mmap
import struct
from typing import IO

from crmcli.errors import N_

ENCRYPTED = N_("an encrypted workbook")
DAMAGED = N_("a damaged or incomplete workbook or other zip file")

_ZIP = b"PK"
_ZIP_KINDS = (
    ("word/", N_("a Word document")),
    ("ppt/", N_("a PowerPoint presentation")),
    ("visio/", N_("a Visio drawing")),
    ("META-INF/MANIFEST.MF", N_("a Java archive")),
    ("index/document.iwa", N_("a Numbers or Pages document")),
    ("index.xml", N_("a Numbers or Pages document")),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_SPREADSHEET = b"spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED_PART = b"encryption-data"
_BEGINNING = 1 << 20
_IS_WORKBOOK = ("xl/workbook.xml", "xl/workbook.bin")

# The names of streams, as an OLE file writes them; a workbook can hold a document, so it is last.
_OLE_KINDS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", N_("a Word document")),
    ("PowerPoint Document", N_("a PowerPoint presentation")),
    ("__properties_version1.0", N_("an Outlook message")),
    ("VisioDocument", N_("a Visio drawing")),
)
_OLE_WORKBOOKS = ("Workbook", "Book")
_MOST_PARTS = 20_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How the stream of a workbook begins: of 1997 and later, and of 1995.
_FIRST_RECORDS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_PASSWORD = 0x2F
_MOST_BEFORE_PASSWORD = 20


def other_kind(file: IO[bytes]) -> str | None:
    """Say what a zip or OLE file is, if it is no workbook; None if it is one, or damaged.

    Args:
        file: the file, in any place.
    """
    file.seek(0)
    return _zip_kind(file) if file.read(2) == _ZIP else _ole_kind(file)


def is_encrypted_xls(file: IO[bytes]) -> bool:
    """Tell whether a file is an Excel workbook of before 2007 with a password.

    Args:
        file: the file, in any place.
    """
    file.seek(0)
    if file.read(len(_OLE)) != _OLE:
        return False
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = max(content.find(start) for start in _FIRST_RECORDS)
        for _ in range(_MOST_BEFORE_PASSWORD):
            if not 0 <= at < len(content) - 4:
                return False
            kind, size = struct.unpack_from("<HH", content, at)
            if kind == _PASSWORD:
                return True
            at += 4 + size
    return False


def _zip_kind(file: IO[bytes]) -> str | None:
    import zipfile  # noqa: PLC0415 - on failure only

    try:
        with zipfile.ZipFile(file) as archive:
            names = [each.filename for each in archive.infolist()[:_MOST_PARTS]]
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
            parts = archive.open(_MANIFEST).read(_BEGINNING) if _MANIFEST in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return DAMAGED
    if kind and _ENCRYPTED_PART in parts:
        return ENCRYPTED
    if kind.startswith(_OPEN_DOCUMENT):
        spread = kind.removeprefix(_OPEN_DOCUMENT).startswith(_SPREADSHEET)
        return None if spread else N_("an OpenDocument file that is no spreadsheet")
    if any(each in names for each in _IS_WORKBOOK):
        return None
    lower = [each.casefold() for each in names]
    for start, what in _ZIP_KINDS:
        if any(each.startswith(start.casefold()) for each in lower):
            return what
    return N_("a zip file without a workbook in it")


def _ole_kind(file: IO[bytes]) -> str | None:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if any(_has(content, name) for name in _OLE_WORKBOOKS):
            return None
        for name, what in _OLE_KINDS:
            if _has(content, name):
                return what
    return N_("a damaged workbook or another file of Office")


def _has(content: mmap.mmap, name: str) -> bool:
    """Tell whether an OLE file has a stream: an entry holds its name, and NULs behind it."""
    entry = name.encode("utf-16-le").ljust(64, b"\0")
    return content.find(entry) >= 0
