"""Reading a whole book from JSON lines: nothing is taken that is not as a book has it."""

from __future__ import annotations

import codecs
import hashlib
import json
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, NoReturn

from crmcli.domain.message import Message, message
from crmcli.domain.text import clean
from crmcli.errors import N_, UnusableText
from crmcli.exchange.book_lines import (
    KIND,
    LONGEST,
    LONGEST_MARK,
    MARK,
    VERSION,
    BadBookLine,
    BrokenBookFile,
    Head,
    NewerBookFile,
    no_book,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Values = tuple[str | int | None, ...]
    Tables = Mapping[str, Mapping[str, type]]

_LEAST, _MOST = -(2**63), 2**63 - 1
_HEAD = frozenset({MARK, "version", "schema", "book", "exported", "program", "rows", "numbers"})
_ROW = frozenset({"table", "row"})
_END = frozenset({"end", "rows", "sha256"})

_CUT_SHORT = N_("its end is missing: it was cut short.")
_NO_HEAD = N_("it is no head of an exported book")
_NOT_JSON = N_("it is not written as JSON")
_DEEP = N_("it nests too deep")
_TWICE = N_("a key is there twice")
_NUMBER = N_("it has a number that no book holds")


class _UnusableError(ValueError):
    """What is wrong with a line; the only argument is the reason."""


class BookReader:
    """Reads an exported book from its head to its end mark, once.

    Args:
        file: the file, at its start; it is not closed.
        name: how it is called.

    Attributes:
        head: what its first line says.
        name: what it is called in messages.

    Raises:
        NoBookFile: it is something else.
        NewerBookFile: a newer crmcli wrote it.
        BadBookLine: its first line is none.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self.name = file, name
        self._size = file.seek(0, 2)
        file.seek(0)
        self._all = hashlib.sha256()
        self._content = hashlib.sha256()
        self._number = 0
        self._decode = json.JSONDecoder(
            object_pairs_hook=_object, parse_float=_no_number, parse_constant=_no_number
        ).decode
        self.head = self._head()

    @property
    def fingerprint(self) -> str:
        """What two files with the same rows, written the same way, have in common."""
        return self._content.hexdigest()

    def again(self) -> BookReader:
        """Begin anew."""
        return BookReader(self._file, self.name)

    def progress(self) -> tuple[int, int]:
        """Say how many bytes of how many were read."""
        return self._file.tell(), self._size

    def rows(self, tables: Tables) -> Iterator[tuple[int, str, Values]]:
        """Yield the rows: the number of the line, the table, the values of its columns.

        Args:
            tables: by table its columns, by column whether it holds texts or numbers.

        Raises:
            BadBookLine: a line is no row of one of these tables.
            BrokenBookFile: the file was cut short or changed; found at its end.
        """
        counts = dict.fromkeys(self.head.rows, 0)
        unknown = sorted(counts.keys() - tables.keys())
        if unknown:
            raise self._fault(message(N_("there is no table {table}"), table=_short(unknown[0])))
        while line := self._line():
            value = self._value(line)
            if isinstance(value, dict) and value.keys() == _END:
                self._check_end(value, counts)
                return
            # Only an escape can stand for what no text of a book holds.
            table, values = self._row(value, tables, escaped=b"\\u" in line)
            counts[table] = counts.get(table, 0) + 1
            self._all.update(line)
            self._content.update(line)
            yield self._number, table, values
        raise BrokenBookFile(path=self.name, reason=_CUT_SHORT)

    def _head(self) -> Head:
        line = self._line()
        value = self._guess(line)
        if not isinstance(value, dict) or value.get(MARK) != KIND:
            self._file.seek(0)
            raise no_book(self.name, self._file.read(LONGEST_MARK), value)
        version, schema = value.get("version"), value.get("schema")
        if type(version) is int and version > VERSION:
            found = message(N_("form {version}"), version=version)
            known = message(N_("form {version}"), version=VERSION)
            raise NewerBookFile(path=self.name, found=found, known=known)
        if value.keys() != _HEAD or version != VERSION or type(schema) is not int or schema < 1:
            raise self._fault(_NO_HEAD)
        texts = (value["book"], value["exported"], value["program"])
        counts = (value["rows"], value["numbers"])
        if not (all(isinstance(each, str) for each in texts) and all(map(_is_counts, counts))):
            raise self._fault(_NO_HEAD)
        try:
            datetime.fromisoformat(value["exported"])
        except ValueError:
            raise self._fault(_NO_HEAD) from None
        self._all.update(line)
        return Head(schema, *texts, *counts)

    def _guess(self, line: bytes) -> Any:  # noqa: ANN401 - JSON
        try:
            return self._decode(line.removeprefix(codecs.BOM_UTF8).decode())
        except (ValueError, RecursionError):
            return None

    def _line(self) -> bytes:
        line = self._file.readline(LONGEST + 1)
        self._number += 1
        if len(line) > LONGEST:
            raise self._fault(N_("it is too long"))
        return line

    def _value(self, line: bytes) -> Any:  # noqa: ANN401 - JSON
        try:
            return self._decode(line.decode())
        except UnicodeDecodeError:
            reason: str = N_("it is no UTF-8")
        except json.JSONDecodeError:
            reason = _NOT_JSON
        except _UnusableError as error:
            reason = error.args[0]
        except ValueError:
            # Python reads no numbers of thousands of digits.
            reason = _NUMBER
        except RecursionError:
            reason = _DEEP
        if not line.endswith(b"\n"):
            raise BrokenBookFile(path=self.name, reason=_CUT_SHORT)
        raise self._fault(reason)

    def _row(self, value: object, tables: Tables, *, escaped: bool) -> tuple[str, Values]:
        if not isinstance(value, dict) or value.keys() != _ROW:
            raise self._fault(N_("it is no row of a table"))
        table, row = value["table"], value["row"]
        if not isinstance(table, str) or table not in tables:
            raise self._fault(message(N_("there is no table {table}"), table=_short(table)))
        columns = tables[table]
        if not isinstance(row, dict) or row.keys() != columns.keys():
            raise self._fault(self._wrong_columns(table, row, columns))
        values: tuple[Any, ...] = tuple(row[name] for name in columns)
        for (name, kind), each in zip(columns.items(), values, strict=True):
            if each is None:
                continue
            found = type(each)
            if found is not kind:
                text = N_("{column} has no number where one belongs")
                if kind is str:
                    text = N_("{column} has no text where one belongs")
                raise self._fault(message(text, column=f"{table}.{name}"))
            if kind is int and not _LEAST <= each <= _MOST:
                raise self._fault(_NUMBER)
            if escaped and kind is str:
                self._check_text(f"{table}.{name}", each)
        return table, values

    def _wrong_columns(self, table: str, row: object, columns: Mapping[str, type]) -> Message:
        found = row.keys() if isinstance(row, dict) else frozenset[str]()
        missing, other = columns.keys() - found, found - columns.keys()
        if missing:
            return message(N_("{column} is missing"), column=f"{table}.{min(missing)}")
        return message(N_("{table} has no column {column}"), table=table, column=_short(min(other)))

    def _check_text(self, column: str, text: str) -> None:
        try:
            clean(text, column)
        except UnusableText as error:
            reason = message(str(error.details["reason"]))
            told = message(N_("{column} cannot be used: {reason}"), column=column, reason=reason)
            raise self._fault(told) from None

    def _check_end(self, end: dict[str, Any], counts: Mapping[str, int]) -> None:
        reason = None
        if end["end"] != KIND:
            raise self._fault(N_("it is no row of a table"))
        if counts != self.head.rows or end["rows"] != sum(counts.values()):
            reason = N_("it has not as many rows as it says: it was changed or cut short.")
        elif end["sha256"] != self._all.hexdigest():
            reason = N_("it was changed after it was exported (its SHA-256 is another).")
        elif self._file.read(1):
            reason = N_("something follows its end.")
        if reason is not None:
            raise BrokenBookFile(path=self.name, reason=reason)

    def _fault(self, reason: str | Message) -> BadBookLine:
        told = reason if isinstance(reason, Message) else message(reason)
        return BadBookLine(path=self.name, line=self._number, reason=told)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnusableError(_TWICE)
    return found


def _no_number(text: str) -> NoReturn:
    del text
    raise _UnusableError(_NUMBER)


def _is_counts(value: object) -> bool:
    return isinstance(value, dict) and all(
        type(each) is int and 0 <= each <= _MOST for each in value.values()
    )


def _short(name: object) -> str:
    return str(name)[:40]
