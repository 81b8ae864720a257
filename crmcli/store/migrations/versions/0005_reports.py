"""Reports saved by name, when jobs had theirs, and indexes of what reports look for by day."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    """
    CREATE TABLE saved_report (
        name VARCHAR NOT NULL,
        words VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE report_run (
        name VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        last_command INTEGER NOT NULL,
        last_ids VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX customer_by_time ON customer (created)",
    "CREATE INDEX customer_archived ON customer (id) WHERE archived IS NOT NULL",
    "CREATE INDEX customer_lost ON customer (lost) WHERE lost IS NOT NULL",
    "CREATE INDEX promise_kept ON promise (kept) WHERE kept IS NOT NULL",
    "CREATE INDEX deal_move_by_time ON deal_move (at)",
)


def upgrade() -> None:
    """Add two tables and five indexes."""
    run = op.get_bind().exec_driver_sql
    for statement in STATEMENTS:
        run(statement)
