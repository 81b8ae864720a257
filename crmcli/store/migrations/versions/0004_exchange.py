"""Lines of vCards, mappings saved by name, and what an export held."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    CREATE TABLE card_line (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        line VARCHAR NOT NULL,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX card_line_of ON card_line (customer_id)",
    """
    CREATE TABLE column_map (
        record VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        columns VARCHAR NOT NULL,
        PRIMARY KEY (record, name)
    )
     WITHOUT ROWID
    """,
    "ALTER TABLE copy ADD COLUMN record VARCHAR",
)


def upgrade() -> None:
    """Add two tables, and say of an export which records it held."""
    run = op.get_bind().exec_driver_sql
    for statement in STATEMENTS:
        run(statement)
