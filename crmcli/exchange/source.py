"""The file that rows are read from: by name, or stdin, always one that can be read twice."""

from __future__ import annotations

import codecs
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.domain.path_text import path_text
from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, NotFound, Refused, StorageFault

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
"""How stdin is named."""


class FileMissing(NotFound):
    """An input file that is not there."""

    code = "file_not_found"
    sentence = N_("The file {path} was not found.")


class FileUnusable(Refused):
    """An input file that cannot be read as one."""

    code = "file_unusable"
    sentence = N_("{path} cannot be read: {reason}")


class OtherFormat(Refused):
    """A file of a known kind that is no table of text."""

    code = "other_format"
    sentence = N_("{path} is {what}, not a table of text.")
    hint = N_("Save it as CSV (UTF-8) in the program it comes from, and import that file.")


# What a file of each kind begins with; a table of text never does.
_OTHERS = (
    (b"%PDF-", N_("a PDF")),
    (b"SQLite format 3\x00", N_("an SQLite database")),
    (b"\x1f\x8b", N_("a gzip file")),
    # What some programs call a workbook, and give its name.
    (b"<!DOCTYPE", N_("a web page")),
    (b"<HTML", N_("a web page")),
    (b"<TABLE", N_("a web page")),
    (b"<?XML", N_("an XML file")),
)
_LONGEST_MARK = 16


@contextmanager
def opened(name: str, standard_input: IO[bytes]) -> Iterator[IO[bytes]]:
    """Open an input file; what cannot be read twice is copied to a private temporary file first.

    Args:
        name: the path, or `-` for stdin.
        standard_input: the stream that `-` means.

    Raises:
        FileMissing: there is no such file.
        FileUnusable: it is a folder, may not be read, or is empty.
        StorageFault: there is no room for the copy.
        OtherFormat: its content is a PDF, a web page or the like.
    """
    if name == STDIN:
        with _copied(standard_input) as copy:
            yield _looked_at(name, copy)
        return
    with _open(name) as file:
        if file.seekable():
            yield _looked_at(name, file)
            return
        with _copied(file) as copy:
            yield _looked_at(name, copy)


def _open(name: str) -> IO[bytes]:
    try:
        path = Path(name).expanduser()
        if stat.S_ISDIR(path.stat().st_mode):
            raise FileUnusable(path=path_text(name), reason=N_("it is a folder"))
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(path=path_text(name)) from None
    except PermissionError:
        raise FileUnusable(path=path_text(name), reason=N_("permission denied")) from None
    except RuntimeError:
        # A ~ and a name that no user has.
        raise FileMissing(path=path_text(name)) from None
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else str(error)
        raise FileUnusable(path=path_text(name), reason=reason) from None


@contextmanager
def _copied(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    try:
        copy = _copy_of(stream)
    except OSError as error:
        place = tempfile.tempdir or "/tmp"  # noqa: S108 - where there is none at all
        raise StorageFault(path=path_text(place), reason=system_reason(error)) from None
    with copy:
        yield copy


def _copy_of(stream: IO[bytes]) -> IO[bytes]:
    # Made with mode 0600 and without a name: nobody else reads it, and nothing is left behind.
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
    except BaseException:
        # What is still to be written has no room either.
        with suppress(OSError):
            copy.close()
        raise
    return copy


def _looked_at(name: str, file: IO[bytes]) -> IO[bytes]:
    try:
        start = file.read(_LONGEST_MARK)
    except OSError as error:
        raise FileUnusable(path=path_text(name), reason=system_reason(error)) from None
    if not start:
        raise FileUnusable(path=path_text(name), reason=N_("it is empty"))
    # The marks of text are written in any case, and may follow that of an encoding.
    known = (start, start.removeprefix(codecs.BOM_UTF8).upper())
    for mark, what in _OTHERS:
        if any(each.startswith(mark) for each in known):
            raise OtherFormat(path=path_text(name), what=message(what))
    file.seek(0)
    return file
