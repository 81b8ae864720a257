"""Deals, purchases, feedback, surveys, campaigns, loyalty; who is due by an instant."""
# ruff: noqa: E501 - frozen SQL

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

NEW_TABLES = (
    """
    CREATE TABLE campaign (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name VARCHAR NOT NULL,
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('offer', 'event', 'greeting', 'other')),
        day DATE NOT NULL,
        days INTEGER NOT NULL,
        filter VARCHAR,
        note VARCHAR,
        author VARCHAR NOT NULL,
        CONSTRAINT campaign_has_a_name CHECK (length(name) > 0),
        CONSTRAINT days_are_positive CHECK (days > 0),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE deal (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        title VARCHAR NOT NULL,
        amount_minor INTEGER,
        currency VARCHAR,
        stage VARCHAR NOT NULL CONSTRAINT stage_is_known CHECK (stage IN ('initial_contact', 'need_confirmed', 'quote', 'negotiation', 'won', 'lost')),
        stage_since DATE NOT NULL,
        probability INTEGER,
        expected_close DATE,
        opened DATE NOT NULL,
        closed DATE,
        lost_reason VARCHAR,
        notes VARCHAR,
        author VARCHAR NOT NULL,
        CONSTRAINT deal_has_a_title CHECK (length(title) > 0),
        CONSTRAINT amount_is_whole CHECK ((amount_minor IS NULL) = (currency IS NULL)),
        CONSTRAINT probability_is_percent CHECK (probability BETWEEN 0 AND 100),
        CONSTRAINT closed_says_the_stage CHECK ((closed IS NULL) = (stage NOT IN ('won', 'lost'))),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE deal_move (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        deal_id INTEGER NOT NULL,
        from_stage VARCHAR CONSTRAINT from_stage_is_known CHECK (from_stage IN ('initial_contact', 'need_confirmed', 'quote', 'negotiation', 'won', 'lost')),
        stage VARCHAR NOT NULL CONSTRAINT stage_is_known CHECK (stage IN ('initial_contact', 'need_confirmed', 'quote', 'negotiation', 'won', 'lost')),
        at VARCHAR NOT NULL,
        note VARCHAR,
        author VARCHAR NOT NULL,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE deal_case (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        deal_id INTEGER NOT NULL,
        day DATE NOT NULL,
        objection VARCHAR,
        because VARCHAR,
        repeat VARCHAR,
        avoid VARCHAR,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE purchase (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        day DATE NOT NULL,
        product VARCHAR,
        thousandths INTEGER NOT NULL,
        amount_minor INTEGER NOT NULL,
        currency VARCHAR NOT NULL,
        book_minor INTEGER,
        deal_id INTEGER,
        note VARCHAR,
        imported BOOLEAN NOT NULL,
        author VARCHAR NOT NULL,
        CONSTRAINT quantity_is_positive CHECK (thousandths > 0),
        CONSTRAINT amount_not_negative CHECK (amount_minor >= 0),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(deal_id) REFERENCES deal (id)
    )
    """,
    """
    CREATE TABLE rate (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        currency VARCHAR NOT NULL,
        base VARCHAR NOT NULL,
        day DATE NOT NULL,
        rate VARCHAR NOT NULL,
        author VARCHAR NOT NULL
    )
    """,
    """
    CREATE TABLE loyalty_entry (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        day DATE NOT NULL,
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('purchase', 'referral', 'redeemed', 'adjusted')),
        points INTEGER NOT NULL,
        purchase_id INTEGER,
        referred_id INTEGER,
        reason VARCHAR,
        author VARCHAR NOT NULL,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(purchase_id) REFERENCES purchase (id) ON DELETE CASCADE,
        FOREIGN KEY(referred_id) REFERENCES customer (id)
    )
    """,
    """
    CREATE TABLE feedback (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        opened VARCHAR NOT NULL,
        via VARCHAR CONSTRAINT via_is_known CHECK (via IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('opinion', 'suggestion', 'praise', 'complaint')),
        category VARCHAR,
        severity VARCHAR NOT NULL CONSTRAINT severity_is_known CHECK (severity IN ('low', 'normal', 'high')),
        text VARCHAR NOT NULL,
        handler VARCHAR,
        state VARCHAR NOT NULL CONSTRAINT state_is_known CHECK (state IN ('received', 'handled', 'customer_told', 'recorded', 'investigating', 'solution_made', 'carried_out', 'called_back', 'closed')),
        state_since VARCHAR NOT NULL,
        closed VARCHAR,
        result VARCHAR,
        score INTEGER,
        author VARCHAR NOT NULL,
        CONSTRAINT score_is_1_to_5 CHECK (score BETWEEN 1 AND 5),
        CONSTRAINT closed_says_the_state CHECK ((closed IS NULL) = (state NOT IN ('customer_told', 'closed'))),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE feedback_step (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        feedback_id INTEGER NOT NULL,
        state VARCHAR NOT NULL CONSTRAINT state_is_known CHECK (state IN ('received', 'handled', 'customer_told', 'recorded', 'investigating', 'solution_made', 'carried_out', 'called_back', 'closed')),
        at VARCHAR NOT NULL,
        note VARCHAR,
        score INTEGER,
        skipped BOOLEAN NOT NULL,
        reopened BOOLEAN NOT NULL,
        reason VARCHAR,
        author VARCHAR NOT NULL,
        CONSTRAINT score_is_1_to_5 CHECK (score BETWEEN 1 AND 5),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE measure (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER,
        feedback_id INTEGER,
        text VARCHAR NOT NULL,
        owner VARCHAR NOT NULL,
        "by" DATE,
        made DATE NOT NULL,
        done DATE,
        effect VARCHAR,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE survey (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        day DATE NOT NULL,
        score INTEGER NOT NULL,
        recommend INTEGER,
        via VARCHAR CONSTRAINT via_is_known CHECK (via IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        note VARCHAR,
        author VARCHAR NOT NULL,
        CONSTRAINT score_is_1_to_5 CHECK (score BETWEEN 1 AND 5),
        CONSTRAINT recommend_is_0_to_10 CHECK (recommend BETWEEN 0 AND 10),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE churn_look (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        day DATE NOT NULL,
        seen VARCHAR NOT NULL,
        note VARCHAR,
        author VARCHAR NOT NULL,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE winback_try (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        customer_id INTEGER NOT NULL,
        day DATE NOT NULL,
        via VARCHAR CONSTRAINT via_is_known CHECK (via IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        result VARCHAR NOT NULL CONSTRAINT result_is_known CHECK (result IN ('no_answer', 'declined', 'thinking', 'back')),
        lost DATE NOT NULL,
        lost_reason VARCHAR,
        note VARCHAR,
        author VARCHAR NOT NULL,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE campaign_member (
        campaign_id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        reached DATE,
        via VARCHAR CONSTRAINT via_is_known CHECK (via IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        contact_id INTEGER,
        answered DATE,
        PRIMARY KEY (campaign_id, customer_id),
        FOREIGN KEY(campaign_id) REFERENCES campaign (id) ON DELETE CASCADE,
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
        FOREIGN KEY(contact_id) REFERENCES contact (id)
    )
     WITHOUT ROWID
    """,
)

ADDED_COLUMNS = (
    "ALTER TABLE customer ADD COLUMN open_deals INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE customer ADD COLUMN purchases INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE customer ADD COLUMN last_purchase_on DATE",
    "ALTER TABLE customer ADD COLUMN value_medium_on DATE",
    "ALTER TABLE customer ADD COLUMN value_low_on DATE",
    "ALTER TABLE customer ADD COLUMN frequency_medium_on DATE",
    "ALTER TABLE customer ADD COLUMN frequency_low_on DATE",
    "ALTER TABLE contact ADD COLUMN grade_deal_id INTEGER REFERENCES deal (id)",
    "ALTER TABLE grade_change ADD COLUMN deal_id INTEGER REFERENCES deal (id)",
)

OBLIGATION = """
    CREATE TABLE obligation (
        kind VARCHAR NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('complaint', 'feedback', 'promise', 'follow_up', 'relationship', 'deal', 'churn', 'survey', 'birthday', 'festival', 'verify')),
        subject_id INTEGER NOT NULL,
        customer_id INTEGER NOT NULL,
        due DATE NOT NULL,
        due_day INTEGER NOT NULL,
        shown_from DATE NOT NULL,
        cadence VARCHAR NOT NULL,
        cadence_days INTEGER NOT NULL,
        basis VARCHAR NOT NULL CONSTRAINT basis_is_known CHECK (basis IN ('contact', 'entered', 'grade_changed', 'policy_changed', 'became_key', 'became_existing', 'every_set', 'verified', 'winback', 'promised', 'close_passed', 'quiet', 'step', 'surveyed', 'warned')),
        since DATE NOT NULL,
        channel VARCHAR CONSTRAINT channel_is_known CHECK (channel IN ('phone', 'email', 'visit', 'meeting', 'wechat', 'sms', 'video', 'other')),
        retry_on DATE,
        snoozed_until DATE,
        snooze_reason VARCHAR,
        planned_on DATE,
        due_at VARCHAR,
        figures VARCHAR,
        PRIMARY KEY (kind, subject_id),
        CONSTRAINT cadence_is_positive CHECK (cadence_days > 0),
        FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
"""

INDEXES = (
    "CREATE UNIQUE INDEX rate_of ON rate (currency, base, day)",
    "CREATE INDEX deal_closed ON deal (closed) WHERE closed IS NOT NULL",
    "CREATE INDEX deal_open ON deal (expected_close) WHERE closed IS NULL",
    "CREATE INDEX deal_of ON deal (customer_id, closed)",
    "CREATE INDEX feedback_open ON feedback (id) WHERE closed IS NULL",
    "CREATE INDEX feedback_by_time ON feedback (opened)",
    "CREATE INDEX complaint_open ON feedback (customer_id) WHERE kind = 'complaint' AND closed IS NULL",
    "CREATE INDEX feedback_of ON feedback (customer_id)",
    "CREATE INDEX survey_of ON survey (customer_id, day)",
    "CREATE INDEX survey_by_day ON survey (day)",
    "CREATE INDEX churn_look_of ON churn_look (customer_id, day)",
    "CREATE INDEX winback_try_of ON winback_try (customer_id)",
    "CREATE INDEX obligation_by_day ON obligation (shown_from)",
    "CREATE INDEX obligation_of ON obligation (customer_id)",
    "CREATE INDEX contact_deal ON contact (grade_deal_id) WHERE grade_deal_id IS NOT NULL",
    "CREATE INDEX deal_move_of ON deal_move (deal_id)",
    "CREATE INDEX deal_move_customer ON deal_move (customer_id)",
    "CREATE INDEX deal_case_customer ON deal_case (customer_id)",
    "CREATE UNIQUE INDEX deal_case_of ON deal_case (deal_id)",
    "CREATE INDEX feedback_step_customer ON feedback_step (customer_id)",
    "CREATE INDEX feedback_step_of ON feedback_step (feedback_id)",
    "CREATE INDEX measure_of ON measure (customer_id)",
    "CREATE INDEX measure_from ON measure (feedback_id)",
    "CREATE INDEX purchase_by_day ON purchase (day)",
    "CREATE INDEX purchase_by_currency ON purchase (currency)",
    "CREATE INDEX purchase_by_product ON purchase (product) WHERE product IS NOT NULL",
    "CREATE INDEX purchase_by_deal ON purchase (deal_id) WHERE deal_id IS NOT NULL",
    "CREATE INDEX purchase_of ON purchase (customer_id, day)",
    "CREATE INDEX grade_change_deal ON grade_change (deal_id) WHERE deal_id IS NOT NULL",
    "CREATE INDEX campaign_member_of ON campaign_member (customer_id)",
    "CREATE INDEX campaign_member_at ON campaign_member (contact_id)",
    "CREATE INDEX loyalty_referred ON loyalty_entry (referred_id) WHERE referred_id IS NOT NULL",
    "CREATE INDEX loyalty_purchase ON loyalty_entry (purchase_id) WHERE purchase_id IS NOT NULL",
    "CREATE INDEX loyalty_of ON loyalty_entry (customer_id, day)",
)

SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE deal_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE deal_move_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE deal_case_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE purchase_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE feedback_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE feedback_step_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE measure_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE survey_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE churn_look_text USING fts5(pieces, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE winback_try_text USING fts5(pieces, content='', tokenize='unicode61')",
)


def upgrade() -> None:
    """Add tables, columns and search tables, and let what is owed know instants and figures."""
    run = op.get_bind().exec_driver_sql
    for statement in (*NEW_TABLES, *ADDED_COLUMNS):
        run(statement)
    run(OBLIGATION.replace("TABLE obligation (", "TABLE obligation_rebuilt (", 1))
    run("INSERT INTO obligation_rebuilt SELECT *, NULL, NULL FROM obligation")
    run("DROP TABLE obligation")
    run("ALTER TABLE obligation_rebuilt RENAME TO obligation")
    for statement in (*INDEXES, *SEARCH_TABLES):
        run(statement)
