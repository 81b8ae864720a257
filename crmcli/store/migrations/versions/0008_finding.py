"""Keys of every reading of a name, and customers in the order of their last contact."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

changes_rows_of = ("search_key",)
remakes_keys = True

STATEMENTS = (
    "DROP TABLE search_key",
    """
    CREATE TABLE search_key (
        "key" VARCHAR NOT NULL,
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('name', 'alias', 'company', 'short', 'person', 'email', 'phone', 'tail', 'pinyin', 'given', 'syllable')),
        customer_id INTEGER NOT NULL,
        PRIMARY KEY ("key", kind, customer_id)
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX customer_recent ON customer (last_contact DESC) WHERE archived IS NULL",
)


def upgrade() -> None:
    """Make the table of search keys anew, to be filled by today's rules, and add an index."""
    run = op.get_bind().exec_driver_sql
    for statement in STATEMENTS:
        run(statement)
