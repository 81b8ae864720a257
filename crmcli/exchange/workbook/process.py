"""The process that reads a workbook, as the one who started it sees it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import crmcli
from crmcli.domain.message import Message, message
from crmcli.errors import N_, CrmError
from crmcli.exchange.extra import library
from crmcli.exchange.workbook.child import NO_MEMORY
from crmcli.exchange.workbook.faults import (
    NoWorkbook,
    WorkbookDamaged,
    WorkbookTooLarge,
    WorkbookTooSlow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SECONDS = 9
"""Of CPU time until there are rows; with what comes before and after it is 10 in all."""

_MEGABYTE = 1 << 20
_LEAST_MEMORY = 236 * _MEGABYTE
"""What every workbook may take; with the program itself it stays below 256 MB."""

_FOR_EACH_BYTE = 4
"""How much more may be used for each byte of the file.

What is small and becomes large is a bomb; 100,000 rows of 20 cells that all differ are a file of 40
MB, and take 350.
"""

_MOST_MEMORY = 1024 * _MEGABYTE

_START = (
    "import sys; sys.path += sys.argv[4:];"
    " from crmcli.exchange.workbook.child import serve; serve(*map(int, sys.argv[1:4]))"
)


class Child:
    """A process that reads a workbook; used as a context, which it does not outlive.

    Args:
        file: the workbook; it is not closed.

    Attributes:
        sheets: the names of the sheets with whether each is shown.

    Raises:
        MissingExtra: what reads workbooks is not installed.
        NoWorkbook, WorkbookDamaged, WorkbookTooLarge, WorkbookTooSlow: it cannot be read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        reader = library("python_calamine", extra="xlsx", what=N_("Reading a workbook"))
        places = [Path(str(each)).parents[1] for each in (crmcli.__file__, reader.__file__)]
        with ExitStack() as opened:
            descriptor = _descriptor(file, opened)
            size = os.fstat(descriptor).st_size
            self._memory = min(_LEAST_MEMORY + _FOR_EACH_BYTE * size, _MOST_MEMORY)
            # In a group of its own: a Ctrl-C is for whoever started it, who ends it.
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                [
                    *(sys.executable, "-I", "-S", "-c", _START),
                    *map(str, (descriptor, self._memory, MOST_SECONDS, *places)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(descriptor,),
                env={**os.environ, "RUST_BACKTRACE": "0"},
                process_group=0,
            )
        try:
            self.sheets: list[tuple[str, bool]] = [tuple(each) for each in self._answer()["sheets"]]
        except BaseException:
            self.close()
            raise

    def ask(self, *words: object) -> dict[str, Any]:
        """Give a command and return the answer to it.

        Raises:
            WorkbookDamaged, WorkbookTooLarge, WorkbookTooSlow: the sheet cannot be read.
        """
        self._tell(*words)
        return self._answer()

    def rest(self) -> Iterator[list[Any]]:
        """Yield the batches of what is left of a sheet that was opened."""
        self._tell("more")
        while True:
            answer = self._answer()
            yield answer["rows"]
            if "end" in answer:
                return

    def close(self) -> None:
        """End the process."""
        process = self._process
        process.kill()
        for each in (process.stdin, process.stdout):
            if each is not None:
                with suppress(OSError):
                    each.close()
        process.wait()

    def _tell(self, *words: object) -> None:
        pipe = self._process.stdin
        if pipe is not None:
            # One that has ended is told of by what it answers: nothing.
            with suppress(BrokenPipeError):
                pipe.write(f"{' '.join(map(str, words))}\n".encode())
                pipe.flush()

    def _answer(self) -> dict[str, Any]:
        pipe = self._process.stdout
        line = b"" if pipe is None else pipe.readline()
        if not line.endswith(b"\n"):
            raise self._ended(self._process.wait())
        answer: dict[str, Any] = json.loads(line)
        if "fault" in answer:
            raise self._fault(answer)
        return answer

    def _fault(self, answer: dict[str, Any]) -> CrmError:
        if answer["fault"] == "other":
            return NoWorkbook(what=Message(answer["what"]))
        return WorkbookDamaged(reason=answer["reason"])

    def _ended(self, code: int) -> CrmError:
        if code == -getattr(signal, "SIGXCPU", 0):
            return WorkbookTooSlow(seconds=MOST_SECONDS)
        if code in {NO_MEMORY, -signal.SIGABRT, -signal.SIGSEGV, -getattr(signal, "SIGKILL", 0)}:
            # It gives up where it gets no memory, and so does the system.
            return self._too_large()
        told = message(N_("the reader of workbooks ended with {code}"), code=code)
        return CrmError(reason=told)

    def _too_large(self) -> WorkbookTooLarge:
        return WorkbookTooLarge(megabytes=self._memory // _MEGABYTE)


def _descriptor(file: IO[bytes], opened: ExitStack) -> int:
    """Give the number under which the system knows a file; one it does not know is copied."""
    try:
        return file.fileno()
    except OSError:
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        opened.enter_context(copy)
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        return copy.fileno()
