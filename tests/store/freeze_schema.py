"""Write the first migration step anew from the table models.

`python -m tests.store.freeze_schema` is for the time before the first release only: afterwards a
change of the schema is a new step.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from crmcli.store.creation import create_book
from crmcli.store.migration import VERSIONS

STEP = VERSIONS / "0001_first_schema.py"

HEAD = '''"""The first schema: every table and index, as they were then."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
'''

TAIL = ''')


def upgrade() -> None:
    """Make the tables and indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
'''


def statements() -> list[str]:
    """Return the SQL of a new book's tables, in the order they are made, then of its indexes."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book.db"
        create_book(book, parents=False)
        connection = sqlite3.connect(book)
        found = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') "
            "AND sql IS NOT NULL AND name NOT LIKE 'sqlite@_%' ESCAPE '@' "
            "ORDER BY type DESC, CASE type WHEN 'table' THEN rowid END, name"
        ).fetchall()
        connection.close()
    virtual = tuple(f"{name}_" for _, name, sql in found if sql.startswith("CREATE VIRTUAL"))
    return [sql for _, name, sql in found if not name.startswith(virtual)]


def main() -> None:
    """Write the step."""
    body = ""
    for sql in statements():
        lines = (line.rstrip() for line in sql.strip().expandtabs(4).splitlines())
        body += '    """\n' + "".join(f"    {line}\n" for line in lines) + '    """,\n'
    STEP.write_text(HEAD + body + TAIL, encoding="utf-8")


if __name__ == "__main__":
    main()
