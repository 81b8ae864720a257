"""Write the answer of one query as CSV."""

from __future__ import annotations

import csv
import sqlite3
import sys
from pathlib import Path


def main() -> None:
    book, query, target = sys.argv[1:]
    cursor = sqlite3.connect(book).execute(Path(query).read_text("utf-8"))
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column[0] for column in cursor.description)
        writer.writerows(cursor)
