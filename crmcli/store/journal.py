"""What lies beside a book, which SQLite puts into it whosever it is: a journal, a log."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_, StorageFault

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = 28
_MOST_RECORDS = 20_000
_TO_THE_END = 0xFFFFFFFF
_SQLITE = b"SQLite format 3\0"
_MARK = slice(0, 16)
_MODES = slice(18, 20)
_ROLLBACK = b"\1\1"
"""What a file says of itself that keeps a journal and no log."""

_KNOWN_MODES = {1, 2}
"""What SQLite reads and writes; of a higher number it writes nothing, or does not even read it."""

_COUNTER = slice(24, 28)
_APPLICATION = slice(68, 72)
_BEGINNING = 100
"""How much of its first page a file says about itself."""

_held: dict[tuple[int, int], int] = {}

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite adds to a file's name for the files it keeps beside it."""


class StrangeJournal(StorageFault):
    """What lies at the place of a file's journal is not its own; it would overwrite pages."""

    code = "strange_journal"
    sentence = N_("{path} was not opened: {journal} beside it is not its journal.")
    hint = N_("If the file was copied here, move that other one away; nothing was changed.")


class JournalInTheWay(StrangeJournal):
    """A journal lies where a file is to be made; it would be put into that one."""

    sentence = N_("{path} was not written: {journal} was left there by another file.")
    hint = N_("Move that file away, then run the same command again; nothing was changed.")


class _Segment(NamedTuple):
    at: int
    records: int
    sector: int
    page: int

    @property
    def end(self) -> int:
        size = self.sector + self.records * (self.page + 8)
        return self.at + -(-size // self.sector) * self.sector


def is_sqlite(beginning: bytes) -> bool:
    """Tell by its first 20 bytes whether a file is one that SQLite reads and writes."""
    return beginning[_MARK] == _SQLITE and set(beginning[_MODES]) <= _KNOWN_MODES


def is_written_by_sqlite(path: Path) -> bool:
    """Tell the same of a book that others may have open; True of one that cannot be looked at."""
    try:
        return is_sqlite(_beginning(os.path.realpath(path)))
    except OSError:
        return True


def files_of(path: Path) -> tuple[Path, ...]:
    """Name a file and whatever SQLite keeps beside it, whatever link leads there."""
    own = os.path.realpath(path)
    return tuple(Path(own + suffix) for suffix in ("", *COMPANIONS))


def check_journal(path: Path) -> None:
    """Check that a journal or log at the place of a book's own belongs to the book as it is now.

    SQLite knows them by their names alone. One that was left by a killed program, with the book
    replaced by a copy since, would put pages of the one file into the other. A journal keeps the
    first page as it was: it names the program whose file it is, and counts the changes until then.
    A log belongs to a file that says of itself that it has one.

    Raises:
        StrangeJournal: it belongs to another file, or to another state of this one.
    """
    real = os.path.realpath(path)
    log, journal = Path(f"{real}-wal"), Path(f"{real}-journal")
    found = _content(log)
    # Whoever turns a book back removes its log before the book says so.
    if found is not None and _is_stray(found, real) and _content(log) is not None:
        raise StrangeJournal(path=path, journal=log)
    found = _content(journal)
    if found is not None and not (stat.S_ISREG(found.st_mode) and _is_of_book(journal, real)):
        raise StrangeJournal(path=path, journal=journal)


def check_free(path: Path, *, replace: bool = False) -> None:
    """Check that nothing lies at the place of a file's journal and log that would be put into it.

    Args:
        path: where a file is to be made.
        replace: whether it takes the place of another one; otherwise one that is there has a
            journal of its own.

    Raises:
        JournalInTheWay: something does.
    """
    real = os.path.realpath(path)
    for beside in (Path(f"{real}-journal"), Path(f"{real}-wal")):
        # Looked for in this order: whoever makes the file meanwhile makes its journal after it.
        if _content(beside) is not None and (replace or not os.path.lexists(real)):
            raise JournalInTheWay(path=path, journal=beside)


def _content(beside: Path) -> os.stat_result | None:
    """Look at what SQLite would read; None where there is nothing, or an empty file."""
    try:
        found = beside.stat()
    except OSError:
        return None
    return None if stat.S_ISREG(found.st_mode) and not found.st_size else found


def _is_stray(log: os.stat_result, real: str) -> bool:
    try:
        return not stat.S_ISREG(log.st_mode) or _beginning(real)[_MODES] == _ROLLBACK
    except OSError:
        # What may not be read is named by whoever opens it.
        return False


def _is_of_book(journal: Path, real: str) -> bool:
    try:
        before = _beginning(real)
        first = _first_page(journal)
        after = _beginning(real)
    except OSError:
        return True
    # Between two equal looks nobody else has committed, so that all three belong together.
    return first is None or before != after or _is_of(first, before)


def _is_of(first: bytes, now: bytes) -> bool:
    """Tell whether a first page was that of a file before the change which is being made to it."""
    if first[_APPLICATION] != now[_APPLICATION]:
        return False
    # The change is counted when it is committed, which the file may show already.
    gone = int.from_bytes(now[_COUNTER]) - int.from_bytes(first[_COUNTER])
    return gone % (1 << 32) in {0, 1}


def _beginning(real: str) -> bytes:
    status = os.stat(real)  # noqa: PTH116 - no path is made of it
    key = (status.st_dev, status.st_ino)
    if key not in _held:
        # It stays open: closing it would drop every lock that SQLite holds on it in this process.
        _held[key] = os.open(real, os.O_RDONLY)
    return os.pread(_held[key], _BEGINNING, 0)


def _first_page(journal: Path) -> bytes | None:
    """Find the beginning of the first page among the pages a journal keeps; None without it."""
    with journal.open("rb") as file:
        descriptor = file.fileno()
        looked = 0
        for segment in _segments(descriptor):
            at = segment.at + segment.sector
            for _ in range(segment.records):
                looked += 1
                if looked > _MOST_RECORDS:
                    return None
                if os.pread(descriptor, 4, at) == b"\0\0\0\1":
                    found = os.pread(descriptor, _BEGINNING, at + 4)
                    return found if len(found) == _BEGINNING and found[_MARK] == _SQLITE else None
                at += segment.page + 8
    return None


def _segments(descriptor: int) -> Iterator[_Segment]:
    """Yield the parts of a journal that SQLite would roll back; none of one that is not synced."""
    size = os.fstat(descriptor).st_size
    at = 0
    sector = page = 0
    while len(header := os.pread(descriptor, _HEADER, at)) == _HEADER and header[:8] == _MAGIC:
        records = int.from_bytes(header[8:12])
        # Only the first header is sure to say how large sectors and pages are.
        sector = sector or int.from_bytes(header[20:24])
        page = page or int.from_bytes(header[24:28])
        if not (_is_size(sector) and _is_size(page)):
            return
        fitting = max(0, (size - at - sector) // (page + 8))
        segment = _Segment(at, fitting if records == _TO_THE_END else records, sector, page)
        yield segment
        at = segment.end


def _is_size(number: int) -> bool:
    return 32 <= number <= 65536 and not number & number - 1  # noqa: PLR2004 - SQLite's limits
