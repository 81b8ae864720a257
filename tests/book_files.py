"""Files of whole books, for tests that read, change and compare them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from tests.contents import HISTORY, contents

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Read all rows of a book, with its history and the numbers that it gave out."""
    found = contents(path)
    with closing(sqlite3.connect(path)) as connection:
        for table in HISTORY:
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            found[table] = sorted(rows, key=repr)
    return found


def lines_of(path: Path) -> list[Any]:
    """Read the lines of an exported book."""
    return [json.loads(each) for each in path.read_bytes().splitlines()]


def rows_of(path: Path, table: str) -> list[dict[str, Any]]:
    """Read the rows of one table of an exported book."""
    return [each["row"] for each in lines_of(path) if each.get("table") == table]


def sealed(path: Path, head: dict[str, Any], rows: Iterable[Any]) -> Path:
    """Write head and rows with the counts and the end mark that belong to them.

    A row is a value, or a text that is written as it is.
    """
    written = [each if isinstance(each, str) else _json(each) for each in rows]
    counts = dict.fromkeys(head["rows"], 0)
    for each in written:
        try:
            table = json.loads(each)["table"]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if isinstance(table, str) and table in counts:
            counts[table] += 1
    text = "".join(f"{each}\n" for each in (_json({**head, "rows": counts}), *written))
    content = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(content).hexdigest()
    end = {"end": "book", "rows": sum(counts.values()), "sha256": digest}
    path.write_bytes(content + f"{_json(end)}\n".encode())
    return path


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
