"""What holds of every deal, feedback and line of points: each is declared once."""

from __future__ import annotations

from crmcli.errors import N_, NN_
from crmcli.store.checks.rule import Rule

LOYALTY = Rule(
    code="loyalty",
    query="""
    SELECT e.customer_id FROM loyalty_entry e LEFT JOIN purchase p ON p.id = e.purchase_id
     WHERE CASE e.kind WHEN 'purchase' THEN p.customer_id IS NOT e.customer_id OR e.points <= 0
                       WHEN 'referral' THEN e.points <= 0
                       WHEN 'redeemed' THEN e.points >= 0
                       ELSE e.points = 0 END
        OR (e.kind <> 'purchase' AND e.purchase_id IS NOT NULL)
     UNION
    SELECT customer_id FROM loyalty_entry WHERE purchase_id IS NOT NULL
     GROUP BY purchase_id HAVING count(*) > 1
     ORDER BY 1
""",
    sound=N_("Every line of loyalty points is what it says: for a purchase of its customer, once."),
    told=NN_(
        "{count} customer has a line of loyalty points that cannot be.",
        "{count} customers have lines of loyalty points that cannot be.",
    ),
    repairable=False,
    advice=N_(
        "See the ledger with crm loyalty show id:{id}; put it right with crm loyalty adjust."
    ),
)
UNVALUED_POINTS = Rule(
    code="unvalued_points",
    query="""
    SELECT e.customer_id, e.id FROM loyalty_entry e JOIN purchase p ON p.id = e.purchase_id
     WHERE e.kind = 'purchase' AND p.book_minor IS NULL ORDER BY e.customer_id, e.id
""",
    sound=N_("No purchase that counts for no value has loyalty points."),
    told=NN_(
        "{count} customer has loyalty points for a purchase that counts for no value.",
        "{count} customers have loyalty points for purchases that count for no value.",
    ),
)
REFERRALS = Rule(
    code="referrals",
    query="""
    SELECT e.customer_id, e.referred_id FROM loyalty_entry e
      JOIN customer r ON r.id = e.referred_id
     WHERE e.kind = 'referral' AND r.referred_by IS NOT e.customer_id
     ORDER BY e.customer_id, e.id
""",
    sound=N_("Whoever has points for a referral is who referred that customer."),
    told=NN_(
        "{count} customer has points for a referral that is not its own.",
        "{count} customers have points for referrals that are not their own.",
    ),
)
DEAL_STAGES = Rule(
    code="deal_stages",
    query="""
    SELECT customer_id, id, stage, last FROM (
        SELECT d.customer_id, d.id, d.stage,
               (SELECT m.stage FROM deal_move m
                 WHERE m.deal_id = d.id ORDER BY m.id DESC LIMIT 1) AS last
          FROM deal d)
     WHERE stage IS NOT last ORDER BY customer_id, id
""",
    sound=N_("Every deal is at the stage of its last move."),
    told=NN_(
        "{count} customer has a deal at another stage than its last move.",
        "{count} customers have deals at other stages than their last moves.",
    ),
)
FEEDBACK_STATES = Rule(
    code="feedback_states",
    query="""
    SELECT f.customer_id, f.id, f.state FROM feedback f
     WHERE f.state IS NOT (SELECT s.state FROM feedback_step s
                            WHERE s.feedback_id = f.id ORDER BY s.id DESC LIMIT 1)
     ORDER BY f.customer_id, f.id
""",
    sound=N_("Every feedback is in the state of its last step."),
    told=NN_(
        "{count} customer has a feedback in another state than its last step.",
        "{count} customers have feedback in other states than their last steps.",
    ),
)
TRADE_PARTS = Rule(
    code="trade_parts",
    query="""
    SELECT m.customer_id FROM deal_move m JOIN deal d ON d.id = m.deal_id
     WHERE d.customer_id <> m.customer_id
     UNION
    SELECT k.customer_id FROM deal_case k JOIN deal d ON d.id = k.deal_id
     WHERE d.customer_id <> k.customer_id
     UNION
    SELECT p.customer_id FROM purchase p JOIN deal d ON d.id = p.deal_id
     WHERE d.customer_id <> p.customer_id
     UNION
    SELECT s.customer_id FROM feedback_step s JOIN feedback f ON f.id = s.feedback_id
     WHERE f.customer_id <> s.customer_id
     ORDER BY 1
""",
    sound=N_("Whatever belongs to a deal, a feedback or a purchase is of its customer."),
    told=NN_(
        "{count} customer has a part of another one's deal, feedback or purchase.",
        "{count} customers have parts of others' deals, feedback or purchases.",
    ),
    repairable=False,
)
