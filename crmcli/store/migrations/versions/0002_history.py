"""History, undo, consent, copies and erasures; ids that never come again; a name for the book."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

import uuid

from alembic import op

revision = "0002"
down_revision = "0001"

ADDED_COLUMNS = (
    "ALTER TABLE command ADD COLUMN undoes INTEGER",
    "ALTER TABLE command ADD COLUMN undone_by INTEGER",
    "ALTER TABLE customer ADD COLUMN may_contact BOOLEAN DEFAULT 1 NOT NULL",
    "ALTER TABLE customer ADD COLUMN may_share BOOLEAN DEFAULT 1 NOT NULL",
    "ALTER TABLE customer ADD COLUMN consent_on DATE",
    "ALTER TABLE customer ADD COLUMN consent_reason VARCHAR",
)

NEW_TABLES = (
    """
    CREATE TABLE book (
        uid VARCHAR NOT NULL,
        PRIMARY KEY (uid)
    )
    """,
    """
    CREATE TABLE change (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        command_id INTEGER NOT NULL,
        record VARCHAR NOT NULL,
        action VARCHAR NOT NULL CONSTRAINT action_is_known CHECK (action IN ('added', 'changed', 'removed')),
        first INTEGER,
        last INTEGER,
        "key" VARCHAR,
        customer_id INTEGER,
        old VARCHAR,
        new VARCHAR,
        FOREIGN KEY(command_id) REFERENCES command (id)
    )
    """,
    """
    CREATE TABLE copy (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        command_id INTEGER,
        at VARCHAR NOT NULL,
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('backup', 'export', 'restore', 'before_restore')),
        path VARCHAR NOT NULL,
        purpose VARCHAR,
        filter VARCHAR,
        count INTEGER NOT NULL,
        customers VARCHAR,
        FOREIGN KEY(command_id) REFERENCES command (id)
    )
    """,
    """
    CREATE TABLE erasure (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        command_id INTEGER,
        customer_id INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        author VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        swept BOOLEAN NOT NULL,
        FOREIGN KEY(command_id) REFERENCES command (id)
    )
    """,
    """
    CREATE INDEX change_at ON change (record, first)
    """,
    """
    CREATE INDEX change_by ON change (command_id)
    """,
    """
    CREATE INDEX change_moved ON change (customer_id) WHERE action = 'changed' AND instr(old, '"customer_id"') AND instr(new, '"customer_id"')
    """,
    """
    CREATE INDEX change_of ON change (customer_id)
    """,
    """
    CREATE INDEX command_by_time ON command (at)
    """,
    """
    CREATE INDEX command_undoing ON command (undoes) WHERE undoes IS NOT NULL
    """,
    """
    CREATE INDEX copy_by ON copy (command_id)
    """,
    """
    CREATE INDEX customer_not_contacted ON customer (id) WHERE NOT may_contact
    """,
)

REBUILT_TABLES = {
    "contact_point": (
        """
        CREATE TABLE contact_point (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            customer_id INTEGER NOT NULL,
            person_id INTEGER,
            kind VARCHAR NOT NULL,
            value VARCHAR NOT NULL,
            position INTEGER NOT NULL,
            FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
            FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
        """,
        """
        CREATE INDEX contact_point_of ON contact_point (customer_id, kind, position)
        """,
        """
        CREATE INDEX contact_point_of_person ON contact_point (person_id)
        """,
    ),
    "grade_change": (
        """
        CREATE TABLE grade_change (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            customer_id INTEGER NOT NULL,
            day DATE NOT NULL,
            from_grade VARCHAR CONSTRAINT from_grade_is_known CHECK (from_grade IN ('A', 'B', 'C', 'D', 'E')),
            to_grade VARCHAR NOT NULL CONSTRAINT to_grade_is_known CHECK (to_grade IN ('A', 'B', 'C', 'D', 'E')),
            source VARCHAR NOT NULL CONSTRAINT source_is_known CHECK (source IN ('rule', 'hand', 'start')),
            ground VARCHAR CONSTRAINT ground_is_known CHECK (ground IN ('closes', 'closes_late', 'no_date', 'potential', 'no_need', 'close_passed', 'need_unknown')),
            need VARCHAR CONSTRAINT need_is_known CHECK (need IN ('clear', 'potential', 'none')),
            expected_close DATE,
            reason VARCHAR,
            contact_id INTEGER,
            command_id INTEGER NOT NULL,
            FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
            FOREIGN KEY(contact_id) REFERENCES contact (id),
            FOREIGN KEY(command_id) REFERENCES command (id)
        )
        """,
        """
        CREATE INDEX grade_change_at ON grade_change (contact_id)
        """,
        """
        CREATE INDEX grade_change_of ON grade_change (customer_id, day)
        """,
    ),
    "policy_change": (
        """
        CREATE TABLE policy_change (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            name VARCHAR NOT NULL,
            value VARCHAR NOT NULL,
            day DATE NOT NULL,
            command_id INTEGER NOT NULL,
            FOREIGN KEY(command_id) REFERENCES command (id)
        )
        """,
    ),
    "promise_move": (
        """
        CREATE TABLE promise_move (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            promise_id INTEGER NOT NULL,
            moved DATE NOT NULL,
            from_day DATE NOT NULL,
            to_day DATE NOT NULL,
            reason VARCHAR NOT NULL,
            FOREIGN KEY(promise_id) REFERENCES promise (id) ON DELETE CASCADE
        )
        """,
        """
        CREATE INDEX promise_move_of ON promise_move (promise_id)
        """,
    ),
}


def upgrade() -> None:
    """Add columns and tables, name the book, and make ids given once never come again."""
    run = op.get_bind().exec_driver_sql
    for statement in (*ADDED_COLUMNS, *NEW_TABLES):
        run(statement)
    run("INSERT INTO book (uid) VALUES (?)", (uuid.uuid4().hex,))
    for name, (table, *indexes) in REBUILT_TABLES.items():
        run(table.replace(f"TABLE {name} (", f"TABLE {name}_rebuilt (", 1))
        run(f"INSERT INTO {name}_rebuilt SELECT * FROM {name}")  # noqa: S608 - our names
        run(f"DROP TABLE {name}")
        run(f"ALTER TABLE {name}_rebuilt RENAME TO {name}")
        for index in indexes:
            run(index)
