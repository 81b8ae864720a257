"""Birthdays and festivals: what is over by itself one day, and whom which festivals concern."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

OBLIGATION = """
    CREATE TABLE obligation_rebuilt (
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('complaint', 'feedback', 'promise', 'follow_up', 'relationship', 'deal', 'churn', 'survey', 'birthday', 'festival', 'verify')),
        subject_id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        due DATE NOT NULL,
        due_day INTEGER NOT NULL,
        shown_from DATE NOT NULL,
        cadence VARCHAR NOT NULL,
        cadence_days INTEGER NOT NULL,
        basis VARCHAR NOT NULL CONSTRAINT basis_is_known CHECK (basis IN ('contact', 'entered', 'grade_changed', 'policy_changed', 'became_key', 'became_existing', 'every_set', 'verified', 'winback', 'promised', 'close_passed', 'quiet', 'step', 'surveyed', 'warned', 'occasion')),
        since DATE NOT NULL,
        channel VARCHAR CONSTRAINT channel_is_known CHECK (channel IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        retry_on DATE,
        snoozed_until DATE,
        snooze_reason VARCHAR,
        planned_on DATE,
        due_at VARCHAR,
        figures VARCHAR,
        shown_until DATE,
        PRIMARY KEY (kind, subject_id),
        CONSTRAINT cadence_is_positive CHECK (cadence_days > 0),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
"""
COLUMNS = (
    "kind, subject_id, customer_id, due, due_day, shown_from, cadence, cadence_days, basis, since,"
    " channel, retry_on, snoozed_until, snooze_reason, planned_on, due_at, figures"
)
STATEMENTS = (
    "ALTER TABLE customer ADD COLUMN festivals VARCHAR",
    "ALTER TABLE book ADD COLUMN reckoned_on DATE",
    OBLIGATION,
    f"INSERT INTO obligation_rebuilt ({COLUMNS}) SELECT {COLUMNS} FROM obligation",
    "DROP TABLE obligation",
    "ALTER TABLE obligation_rebuilt RENAME TO obligation",
    "CREATE INDEX obligation_by_day ON obligation (shown_from)",
    "CREATE INDEX obligation_of ON obligation (customer_id)",
    "CREATE INDEX obligation_by_end ON obligation (shown_until) WHERE shown_until IS NOT NULL",
)


def upgrade() -> None:
    """Add what greetings need; the rows themselves are reckoned by the first write."""
    run = op.get_bind().exec_driver_sql
    for statement in STATEMENTS:
        run(statement)
