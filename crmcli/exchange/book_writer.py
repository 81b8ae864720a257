"""Writing a whole book as JSON lines."""

from __future__ import annotations

import hashlib
import json
from typing import IO, TYPE_CHECKING

from crmcli.errors import N_, Refused
from crmcli.exchange.book_lines import KIND, LONGEST, MARK, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.exchange.book_lines import Head

_ROWS_AT_ONCE = 500


class RowTooLong(Refused):
    """A row that is longer than the reader of such files takes."""

    code = "row_too_long"
    sentence = N_("A row of the table {table} is too long to be exported.")
    hint = N_("crm backup copies the book as it is.")


class BookWriter:
    """Writes head, rows and end mark, in this order.

    Args:
        file: where to; None to learn the fingerprint alone.
    """

    def __init__(self, file: IO[bytes] | None = None) -> None:
        self._file = file
        self._all = hashlib.sha256()
        self._content = hashlib.sha256()
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        self._count = 0

    @property
    def fingerprint(self) -> str:
        """What two files with the same rows, written the same way, have in common."""
        return self._content.hexdigest()

    def head(self, head: Head) -> None:
        """Write what the file is."""
        self._write(
            self._line(
                {
                    MARK: KIND,
                    "version": VERSION,
                    "schema": head.schema,
                    "book": head.book,
                    "exported": head.exported,
                    "program": head.program,
                    "rows": dict(head.rows),
                    "numbers": dict(head.numbers),
                }
            )
        )

    def rows(
        self, table: str, columns: Sequence[str], rows: Iterable[tuple[str | int | None, ...]]
    ) -> None:
        """Write rows of a table.

        Raises:
            RowTooLong: one is too long to be read back.
        """
        before = f'{{"table": {self._encode(table)}, "row": '
        held: list[bytes] = []
        for row in rows:
            text = self._encode(dict(zip(columns, row, strict=True)))
            line = f"{before}{text}}}\n".encode()
            if len(line) > LONGEST:
                raise RowTooLong(table=table)
            held.append(line)
            if len(held) == _ROWS_AT_ONCE:
                self._put(held)
        self._put(held)

    def end(self) -> None:
        """Write the end mark."""
        self._write(self._line({"end": KIND, "rows": self._count, "sha256": self._all.hexdigest()}))

    def _put(self, lines: list[bytes]) -> None:
        block = b"".join(lines)
        self._content.update(block)
        self._count += len(lines)
        lines.clear()
        self._write(block)

    def _line(self, value: dict[str, object]) -> bytes:
        return f"{self._encode(value)}\n".encode()

    def _write(self, block: bytes) -> None:
        self._all.update(block)
        if self._file is not None:
            self._file.write(block)
