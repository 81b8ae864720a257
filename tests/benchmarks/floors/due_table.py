"""Draw the answer of one query as a table."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

COLUMNS = ("Late", "Grade", "Customer", "What", "Why")


@app.command()
def due(
    book: Annotated[Path, typer.Argument(help="The database.")],
    query: Annotated[Path, typer.Argument(help="A file with the query.")],
) -> None:
    """Show what is due."""
    connection = sqlite3.connect(book)
    connection.row_factory = sqlite3.Row
    today = date.today()  # noqa: DTZ011 - the user's own
    table = Table(box=None)
    for name in COLUMNS:
        table.add_column(name)
    for row in connection.execute(query.read_text("utf-8")):
        table.add_row(
            f"{today.toordinal() - row['due_day']} days",
            row["grade"],
            f"{row['name']} ({row['customer_id']})",
            row["kind"],
            f"grade {row['grade']}, every {row['cadence']}; last {row['basis']} {row['since']}",
        )
    Console().print(table)


def main() -> None:
    app()
