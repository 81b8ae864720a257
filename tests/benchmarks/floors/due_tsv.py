"""Print the answer of one query, tab-separated."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def due(
    book: Annotated[Path, typer.Argument(help="The database.")],
    query: Annotated[Path, typer.Argument(help="A file with the query.")],
) -> None:
    """Print what is due."""
    connection = sqlite3.connect(book)
    cursor = connection.execute(query.read_text("utf-8"))
    lines = ["\t".join([column[0] for column in cursor.description])]
    lines += ["\t".join(["" if cell is None else str(cell) for cell in row]) for row in cursor]
    sys.stdout.write("\n".join(lines) + "\n")


def main() -> None:
    app()
