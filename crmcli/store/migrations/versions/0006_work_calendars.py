"""Work calendars that were imported."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENT = """
    CREATE TABLE work_calendar (
        name VARCHAR NOT NULL,
        days VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
     WITHOUT ROWID
"""


def upgrade() -> None:
    """Add a table."""
    op.get_bind().exec_driver_sql(STATEMENT)
