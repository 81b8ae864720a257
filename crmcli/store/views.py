"""The views of the book, and its full-text tables: what the SQLModel tables cannot say.

A view gives what needs no date. Whatever depends on today is a query with the date as a parameter.
"""

from __future__ import annotations

from crmcli.store.texts import OF_LOG, index_of

SEARCH_TABLES = (
    # The text is cut into overlapping pieces before it comes here (domain.text), so that any part
    # of a Chinese or Latin word is found; the pieces alone are kept, not the text.
    "CREATE VIRTUAL TABLE customer_text USING fts5(names, rest, content='', tokenize='unicode61')",
    *(
        f"CREATE VIRTUAL TABLE {index_of(table)} USING"
        " fts5(pieces, content='', tokenize='unicode61')"
        for table in OF_LOG
    ),
)

VIEWS = (
    """
    CREATE VIEW customer_card AS
    SELECT c.*,
           coalesce(c.deal_close, c.own_close) AS expected_close,
           CASE WHEN c.open_deals = 0 THEN c.need ELSE 'clear' END AS stated_need,
           f.due AS next_due,
           r.due AS relationship_due,
           (SELECT count(*) FROM promise p
             WHERE p.customer_id = c.id AND p.state = 'open') AS open_promises,
           (SELECT min(p.by) FROM promise p
             WHERE p.customer_id = c.id AND p.state = 'open') AS next_promise,
           (SELECT count(*) FROM feedback b
             WHERE b.customer_id = c.id AND b.kind = 'complaint'
               AND b.closed IS NULL) AS open_complaints,
           (SELECT min(o.due) FROM obligation o
             WHERE o.customer_id = c.id AND o.kind = 'complaint') AS next_complaint
      FROM customer c
      LEFT JOIN obligation f ON f.kind = 'follow_up' AND f.subject_id = c.id
      LEFT JOIN obligation r ON r.kind = 'relationship' AND r.subject_id = c.id
    """,
    """
    CREATE VIEW promise_card AS
    SELECT p.*, c.name AS customer, c.company AS company, c.archived AS archived
      FROM promise p JOIN customer c ON c.id = p.customer_id
    """,
    """
    CREATE VIEW contact_card AS
    SELECT l.*, c.name AS customer, c.company AS company, f.due AS next_due,
           d.title AS grade_deal
      FROM contact l
      JOIN customer c ON c.id = l.customer_id
      LEFT JOIN deal d ON d.id = l.grade_deal_id
      LEFT JOIN obligation f ON f.kind = 'follow_up' AND f.subject_id = c.id
    """,
    """
    CREATE VIEW deal_card AS
    SELECT d.*, c.name AS customer, c.company AS company, c.archived AS archived, c.owner AS owner
      FROM deal d JOIN customer c ON c.id = d.customer_id
    """,
    """
    CREATE VIEW purchase_card AS
    SELECT p.*, c.name AS customer, c.company AS company, c.archived AS archived
      FROM purchase p JOIN customer c ON c.id = p.customer_id
    """,
    """
    CREATE VIEW feedback_card AS
    SELECT f.*, c.name AS customer, c.company AS company, c.archived AS archived,
           o.due AS step_due, o.due_at AS step_due_at
      FROM feedback f
      JOIN customer c ON c.id = f.customer_id
      LEFT JOIN obligation o ON o.subject_id = f.id
            AND o.kind = CASE f.kind WHEN 'complaint' THEN 'complaint' ELSE 'feedback' END
    """,
    """
    CREATE VIEW survey_card AS
    SELECT s.*, c.name AS customer, c.company AS company, c.archived AS archived
      FROM survey s JOIN customer c ON c.id = s.customer_id
    """,
)
