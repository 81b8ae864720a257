"""What holds of every customer, and can be asked of the book in one query: each is declared once.

A check answers with one finding for each; a repair follows the same query.
"""

from __future__ import annotations

from crmcli.errors import N_, NN_
from crmcli.store.checks.rule import Rule
from crmcli.store.checks.trade_rules import (
    DEAL_STAGES,
    FEEDBACK_STATES,
    LOYALTY,
    REFERRALS,
    TRADE_PARTS,
    UNVALUED_POINTS,
)
from crmcli.store.reads.erasure.remains import REMAINS

LAST_CONTACT = Rule(
    code="last_contact",
    query="""
    SELECT c.id FROM customer c
      LEFT JOIN (SELECT customer_id, max(day) AS day FROM contact
                  WHERE effect = 'clock' GROUP BY customer_id) l ON l.customer_id = c.id
     WHERE c.last_contact IS NOT l.day
        OR CASE WHEN l.day IS NULL THEN c.last_via IS NOT NULL
                ELSE c.last_via IS NULL
                     OR NOT EXISTS (SELECT 1 FROM contact x
                                     WHERE x.customer_id = c.id AND x.effect = 'clock'
                                       AND x.day = l.day AND x.via = c.last_via) END
     ORDER BY c.id
""",
    sound=N_("Every last contact is the latest in the log."),
    told=NN_(
        "{count} customer has another last contact than its log.",
        "{count} customers have another last contact than their log.",
    ),
)
GRADE_HISTORY = Rule(
    code="grade_history",
    query="""
    SELECT c.id, g.to_grade FROM customer c
      LEFT JOIN grade_change g
        ON g.id = (SELECT max(id) FROM grade_change WHERE customer_id = c.id)
     WHERE g.to_grade IS NOT c.grade OR g.source IS NOT c.grade_source
     ORDER BY c.id
""",
    sound=N_("Every grade has its history."),
    told=NN_(
        "{count} customer has a grade that its history does not end with.",
        "{count} customers have a grade that their history does not end with.",
    ),
)


POINTS = Rule(
    code="contact_points",
    query="""
    SELECT r.customer_id, r.id, p.customer_id FROM contact_point r
      JOIN person p ON p.id = r.person_id
     WHERE p.customer_id <> r.customer_id ORDER BY r.customer_id, r.id
""",
    sound=N_("Every person has its numbers and addresses at its own customer."),
    told=NN_(
        "{count} customer has the number or address of another one's person.",
        "{count} customers have numbers or addresses of other customers' people.",
    ),
)
CONTACT_PARTS = Rule(
    code="contact_parts",
    query="""
    SELECT p.customer_id FROM promise p JOIN contact c ON c.id = p.contact_id
     WHERE c.customer_id <> p.customer_id
     UNION
    SELECT g.customer_id FROM grade_change g JOIN contact c ON c.id = g.contact_id
     WHERE c.customer_id <> g.customer_id
     UNION
    SELECT p.customer_id FROM contact_person x
      JOIN contact c ON c.id = x.contact_id JOIN person p ON p.id = x.person_id
     WHERE c.customer_id <> p.customer_id
     UNION
    SELECT m.customer_id FROM campaign_member m JOIN contact c ON c.id = m.contact_id
     WHERE c.customer_id <> m.customer_id
     ORDER BY 1
""",
    sound=N_("Whoever took part in a contact, and what came of it, is of the contact's customer."),
    told=NN_(
        "{count} customer has a person, promise or grade at the contact of another one.",
        "{count} customers have people, promises or grades at contacts of others.",
    ),
    repairable=False,
)
ARCHIVED = Rule(
    code="archived",
    query="""
    SELECT DISTINCT o.customer_id FROM obligation o JOIN customer c ON c.id = o.customer_id
     WHERE c.archived IS NOT NULL ORDER BY o.customer_id
""",
    sound=N_("Nothing is owed to archived customers."),
    told=NN_(
        "{count} archived customer is on the due list.",
        "{count} archived customers are on the due list.",
    ),
)
ERASED = Rule(
    code="erased",
    query=f"SELECT DISTINCT customer_id FROM ({REMAINS}) ORDER BY 1",  # noqa: S608 - constants
    sound=N_("Nothing is left of erased customers."),
    told=NN_(
        "Something is left of {count} erased customer.",
        "Something is left of {count} erased customers.",
    ),
    repairable=False,
    advice=N_("Erase it again: crm customer erase id:{id}"),
)
RULES = (
    LAST_CONTACT,
    GRADE_HISTORY,
    POINTS,
    CONTACT_PARTS,
    DEAL_STAGES,
    FEEDBACK_STATES,
    TRADE_PARTS,
    LOYALTY,
    UNVALUED_POINTS,
    REFERRALS,
    ARCHIVED,
    ERASED,
)
"""All of them, in the order in which a check answers."""
