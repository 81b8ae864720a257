"""The first schema: every table and index, as they were then."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE command (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at VARCHAR NOT NULL,
        author VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        line VARCHAR NOT NULL,
        reason VARCHAR,
        "key" VARCHAR,
        result VARCHAR,
        UNIQUE ("key")
    )
    """,
    """
    CREATE TABLE setting (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE customer (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid VARCHAR NOT NULL,
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('person', 'company')),
        name VARCHAR NOT NULL,
        company VARCHAR,
        title VARCHAR,
        gender VARCHAR CONSTRAINT gender_is_known CHECK (gender IN ('male', 'female', 'other')),
        occupation VARCHAR,
        industry VARCHAR,
        company_size VARCHAR CONSTRAINT company_size_is_known CHECK (company_size IN ('small', 'medium', 'large')),
        registered DATE,
        address VARCHAR,
        hobbies VARCHAR,
        birthday VARCHAR,
        channel VARCHAR CONSTRAINT channel_is_known CHECK (channel IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        source VARCHAR,
        referred_by INTEGER,
        product_needs VARCHAR,
        service_requirements VARCHAR,
        need_kind VARCHAR CONSTRAINT need_kind_is_known CHECK (need_kind IN ('product', 'service', 'both')),
        potential_minor INTEGER,
        potential_currency VARCHAR,
        owner VARCHAR NOT NULL,
        notes VARCHAR,
        need VARCHAR CONSTRAINT need_is_known CHECK (need IN ('clear', 'potential', 'none')),
        own_close DATE,
        deal_close DATE,
        grade VARCHAR NOT NULL CONSTRAINT grade_is_known CHECK (grade IN ('A', 'B', 'C', 'D', 'E')),
        grade_source VARCHAR NOT NULL CONSTRAINT grade_source_is_known CHECK (grade_source IN ('rule', 'hand', 'start')),
        grade_ground VARCHAR CONSTRAINT grade_ground_is_known CHECK (grade_ground IN ('closes', 'closes_late', 'no_date', 'potential', 'no_need', 'close_passed', 'need_unknown')),
        grade_since DATE NOT NULL,
        grade_changed DATE,
        importance VARCHAR NOT NULL CONSTRAINT importance_is_known CHECK (importance IN ('key', 'normal')),
        key_since DATE,
        existing_since DATE,
        first_purchase_on DATE,
        every VARCHAR,
        by_channel VARCHAR CONSTRAINT by_channel_is_known CHECK (by_channel IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        every_since DATE,
        status VARCHAR NOT NULL CONSTRAINT status_is_known CHECK (status IN ('negotiating', 'won', 'prospect')),
        value VARCHAR NOT NULL CONSTRAINT value_is_known CHECK (value IN ('high', 'medium', 'low')),
        frequency VARCHAR NOT NULL CONSTRAINT frequency_is_known CHECK (frequency IN ('high', 'medium', 'low')),
        lifecycle VARCHAR NOT NULL CONSTRAINT lifecycle_is_known CHECK (lifecycle IN ('prospect', 'first_purchase', 'repeat', 'loyal', 'lost')),
        first_due DATE NOT NULL,
        last_contact DATE,
        last_via VARCHAR CONSTRAINT last_via_is_known CHECK (last_via IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        verified DATE NOT NULL,
        lost DATE,
        lost_reason VARCHAR,
        winback DATE,
        created VARCHAR NOT NULL,
        updated VARCHAR NOT NULL,
        archived VARCHAR,
        CONSTRAINT customer_has_a_name CHECK (length(name) > 0),
        CONSTRAINT potential_is_whole CHECK ((potential_minor IS NULL) = (potential_currency IS NULL)),
        UNIQUE (uid),
        FOREIGN KEY(referred_by) REFERENCES customer (id)
    )
    """,
    """
    CREATE TABLE custom_field (
        name VARCHAR NOT NULL,
        type VARCHAR NOT NULL CONSTRAINT type_is_known CHECK (type IN ('text', 'number', 'date', 'yes_no', 'choice')),
        choices VARCHAR,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE search_key (
        "key" VARCHAR NOT NULL,
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('name', 'company', 'person', 'email', 'phone', 'tail', 'pinyin', 'initials')),
        customer_id INTEGER NOT NULL,
        PRIMARY KEY ("key", kind, customer_id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        day DATE NOT NULL,
        via VARCHAR NOT NULL CONSTRAINT via_is_known CHECK (via IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        direction VARCHAR NOT NULL CONSTRAINT direction_is_known CHECK (direction IN ('in', 'out')),
        purpose VARCHAR CONSTRAINT purpose_is_known CHECK (purpose IN ('introduction', 'consulting', 'problem_solving', 'maintenance', 'greeting', 'collection', 'other')),
        outcome VARCHAR NOT NULL CONSTRAINT outcome_is_known CHECK (outcome IN ('reached', 'no_answer', 'declined', 'agreed', 'other')),
        effect VARCHAR NOT NULL CONSTRAINT effect_is_known CHECK (effect IN ('clock', 'retry', 'none')),
        note VARCHAR NOT NULL,
        said VARCHAR NOT NULL,
        minutes INTEGER,
        author VARCHAR NOT NULL,
        imported BOOLEAN NOT NULL,
        grade_from VARCHAR CONSTRAINT grade_from_is_known CHECK (grade_from IN ('A', 'B', 'C', 'D', 'E')),
        grade_to VARCHAR CONSTRAINT grade_to_is_known CHECK (grade_to IN ('A', 'B', 'C', 'D', 'E')),
        grade_source VARCHAR CONSTRAINT grade_source_is_known CHECK (grade_source IN ('rule', 'hand', 'start')),
        grade_ground VARCHAR CONSTRAINT grade_ground_is_known CHECK (grade_ground IN ('closes', 'closes_late', 'no_date', 'potential', 'no_need', 'close_passed', 'need_unknown')),
        grade_close DATE,
        CONSTRAINT minutes_not_negative CHECK (minutes IS NULL OR minutes >= 0),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        title VARCHAR,
        role VARCHAR,
        birthday VARCHAR,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE tag (
        customer_id INTEGER NOT NULL,
        tag VARCHAR NOT NULL,
        PRIMARY KEY (customer_id, tag),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE pin (
        customer_id INTEGER NOT NULL,
        axis VARCHAR NOT NULL CONSTRAINT axis_is_known CHECK (axis IN ('status', 'value', 'frequency', 'lifecycle')),
        value VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        pinned DATE NOT NULL,
        PRIMARY KEY (customer_id, axis),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE field_value (
        customer_id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (customer_id, name),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(name) REFERENCES custom_field (name)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE policy_change (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        day DATE NOT NULL,
        command_id INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(command_id) REFERENCES command (id)
    )
    """,
    """
    CREATE TABLE obligation (
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('complaint', 'feedback', 'promise', 'follow_up', 'relationship', 'deal', 'churn', 'survey', 'birthday', 'festival', 'verify')),
        subject_id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        due DATE NOT NULL,
        due_day INTEGER NOT NULL,
        shown_from DATE NOT NULL,
        cadence VARCHAR NOT NULL,
        cadence_days INTEGER NOT NULL,
        basis VARCHAR NOT NULL CONSTRAINT basis_is_known CHECK (basis IN ('contact', 'entered', 'grade_changed', 'policy_changed', 'became_key', 'became_existing', 'every_set', 'verified', 'winback', 'promised')),
        since DATE NOT NULL,
        channel VARCHAR CONSTRAINT channel_is_known CHECK (channel IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        retry_on DATE,
        snoozed_until DATE,
        snooze_reason VARCHAR,
        planned_on DATE,
        PRIMARY KEY (kind, subject_id),
        CONSTRAINT cadence_is_positive CHECK (cadence_days > 0),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE contact_person (
        contact_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        PRIMARY KEY (contact_id, person_id),
        FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
        FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE promise (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        contact_id INTEGER,
        text VARCHAR NOT NULL,
        "by" DATE NOT NULL,
        theirs BOOLEAN NOT NULL,
        state VARCHAR NOT NULL CONSTRAINT state_is_known CHECK (state IN ('open', 'kept', 'dropped')),
        made DATE NOT NULL,
        kept DATE,
        reason VARCHAR,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(contact_id) REFERENCES contact (id)
    )
    """,
    """
    CREATE TABLE contact_point (
        id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        person_id INTEGER,
        kind VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE grade_change (
        id INTEGER NOT NULL,
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
        PRIMARY KEY (id),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(contact_id) REFERENCES contact (id),
        FOREIGN KEY(command_id) REFERENCES command (id)
    )
    """,
    """
    CREATE TABLE promise_move (
        id INTEGER NOT NULL,
        promise_id INTEGER NOT NULL,
        moved DATE NOT NULL,
        from_day DATE NOT NULL,
        to_day DATE NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(promise_id) REFERENCES promise (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE VIRTUAL TABLE customer_text USING fts5(names, rest, content='', tokenize='unicode61')
    """,
    """
    CREATE VIRTUAL TABLE contact_text USING fts5(pieces, content='', tokenize='unicode61')
    """,
    """
    CREATE VIRTUAL TABLE promise_text USING fts5(pieces, content='', tokenize='unicode61')
    """,
    """
    CREATE INDEX contact_by_time ON contact (at)
    """,
    """
    CREATE INDEX contact_of ON contact (customer_id, at)
    """,
    """
    CREATE INDEX contact_person_by_person ON contact_person (person_id)
    """,
    """
    CREATE INDEX contact_point_of ON contact_point (customer_id, kind, position)
    """,
    """
    CREATE INDEX contact_point_of_person ON contact_point (person_id)
    """,
    """
    CREATE INDEX customer_referred_by ON customer (referred_by)
    """,
    """
    CREATE INDEX field_value_by_name ON field_value (name, value)
    """,
    """
    CREATE INDEX grade_change_at ON grade_change (contact_id)
    """,
    """
    CREATE INDEX grade_change_of ON grade_change (customer_id, day)
    """,
    """
    CREATE INDEX obligation_by_day ON obligation (shown_from)
    """,
    """
    CREATE INDEX obligation_of ON obligation (customer_id)
    """,
    """
    CREATE INDEX person_of ON person (customer_id)
    """,
    """
    CREATE INDEX promise_at ON promise (contact_id)
    """,
    """
    CREATE INDEX promise_move_of ON promise_move (promise_id)
    """,
    """
    CREATE INDEX promise_of ON promise (customer_id, state)
    """,
    """
    CREATE INDEX tag_by_name ON tag (tag)
    """,
)


def upgrade() -> None:
    """Make the tables and indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
