"""The process in which a workbook is read: it answers a few commands with lines of JSON.

Whoever made the workbook may have meant harm: what it asks of memory and time is bounded here, and
what comes of it is the end of this process alone. Commands come on stdin, each in a line:

    open N ROWS    read sheet N; answers what it is and its first rows, at least up to row ROWS
    more           the rest of the rows of that sheet, in batches, then an end
    look N         say whether sheet N holds a table

It ends when stdin does, also while it works, so that it never outlives whoever started it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from crmcli.exchange.workbook.cells import texts_of
from crmcli.exchange.workbook.kinds import ENCRYPTED, is_encrypted_xls, other_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    import fcntl
    import resource
except ImportError:  # Windows knows neither.
    fcntl = resource = None  # type: ignore[assignment]

HEAD = 40
"""How many rows that are not blank are given at first."""

NO_MEMORY = 3
"""How it ends where there is no more memory; a library may end it by a signal before that."""

_MOST_MERGED = 1000
_BATCH = 200
_BATCH_SIZE = 1 << 19
_TABLE = 2
"""So many rows and columns at least make a table."""


def serve(descriptor: int, most_memory: int, most_seconds: int) -> NoReturn:
    """Answer the commands that come on stdin until it ends.

    Args:
        descriptor: the workbook, open for reading.
        most_memory: how many bytes may be used.
        most_seconds: how long may be worked, in CPU time, until the rows of a sheet are given.
    """
    _bound(most_memory, most_seconds)
    try:
        _Reader(descriptor, most_seconds).answer_all()
    except MemoryError:
        os._exit(NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes of a library
        _say(_fault(descriptor, error))
    except BaseException as error:
        # A panic of the library's is none of Python's exceptions.
        if type(error).__name__ != "PanicException":
            raise
        _say({"fault": "damaged", "reason": str(error)[:200]})
    sys.stdout.flush()
    os._exit(0)


def _bound(most_memory: int, most_seconds: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most_memory = min(most_memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most_memory, hard))
    _allow_seconds(most_seconds)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _allow_seconds(seconds: int | None) -> None:
    """Let this process work for so many seconds more; None for as long as it takes."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard
    if seconds is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + seconds
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _fault(descriptor: int, error: Exception) -> dict[str, str]:
    if type(error).__name__ == "PasswordError":
        return {"fault": "other", "what": ENCRYPTED}
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        what = other_kind(file)
    if what is not None:
        return {"fault": "other", "what": what}
    return {"fault": "damaged", "reason": str(error)[:200]}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
    sys.stdout.write("\n")
    sys.stdout.flush()


class _Reader:
    def __init__(self, descriptor: int, most_seconds: int) -> None:
        from python_calamine import PasswordError, SheetTypeEnum, load_workbook  # noqa: PLC0415 - once bounded

        self._most_seconds = most_seconds
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        path = f"/dev/fd/{descriptor}"
        whole = path if os.path.exists(path) else os.fdopen(descriptor, "rb", closefd=False)  # noqa: PTH110
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            if is_encrypted_xls(file):
                raise PasswordError
            file.seek(0)
        with _ending_with_parent():
            self._book = load_workbook(whole)
        sheets = [
            (each.name, str(each.visible).endswith(".Visible"))
            for each in self._book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        ]
        self._names = [name for name, _ in sheets]
        self._rest: Iterator[list[Any]] = iter(())
        _say({"sheets": sheets})

    def answer_all(self) -> None:
        while True:
            words = sys.stdin.readline().split()
            if not words:
                return
            if words[0] == "open":
                _say(self._open(int(words[1]), int(words[2])))
            elif words[0] == "look":
                _say({"table": self._holds_table(int(words[1]))})
            else:
                _allow_seconds(None)
                self._more()
                _allow_seconds(self._most_seconds)

    def _open(self, number: int, least: int) -> dict[str, Any]:
        sheet = self._sheet(number)
        start, end = sheet.start or (0, 0), sheet.end or (-1, -1)
        self._rest = _rows(sheet)
        head: list[list[Any]] = []
        for row in self._rest:
            head.append(row)
            if len(head) >= HEAD and row[0] >= least:
                break
        merged = [
            (top + 1, left - start[1], bottom + 1, right - start[1])
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            if not head or top < head[-1][0]
        ]
        return {
            "last": end[0] + 1,
            "left": start[1],
            "merged": merged[:_MOST_MERGED],
            "head": head,
        }

    def _more(self) -> None:
        batch: list[list[Any]] = []
        size = 0
        for row in self._rest:
            batch.append(row)
            size += sum(map(len, row[1]))
            if len(batch) >= _BATCH or size >= _BATCH_SIZE:
                _say({"rows": batch})
                batch, size = [], 0
        _say({"rows": batch, "end": True})

    def _sheet(self, number: int) -> Any:  # noqa: ANN401 - of a library that is an extra
        # The one before it goes first: only one is in memory.
        self._rest = iter(())
        with _ending_with_parent():
            return self._book.get_sheet_by_name(self._names[number])

    def _holds_table(self, number: int) -> bool:
        sheet = self._sheet(number)
        return bool(sheet.height >= _TABLE and sheet.width >= _TABLE)


def _rows(sheet: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - of a library that is an extra
    """Yield the rows that are not blank: number, texts of the cells, what they lost by place."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts, lost = texts_of(row)
        if any(texts) and not all(not text or text.isspace() for text in texts):
            yield [number, texts, lost]


@contextmanager
def _ending_with_parent() -> Iterator[None]:
    """Have the system end this process when stdin is closed, while nobody here reads it.

    Nothing comes on stdin meanwhile: that would end it too.
    """
    if fcntl is None:
        yield
        return
    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(0, fcntl.F_SETFL, flags)
