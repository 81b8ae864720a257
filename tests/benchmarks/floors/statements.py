"""Run the statements of a file on a database, and read all their rows."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def run(
    book: Annotated[Path, typer.Argument(help="The database.")],
    statements: Annotated[Path, typer.Argument(help="A file with the statements, as JSON.")],
) -> None:
    """Run them all."""
    connection = sqlite3.connect(book)
    rows = 0
    for sql in json.loads(statements.read_text("utf-8")):
        for row in connection.execute(sql):
            rows += len(row) > 0
    sys.stdout.write(f"{rows}\n")


def main() -> None:
    app()
