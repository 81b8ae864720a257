"""Noting again how deals and feedback came to where they are, where the last step is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.checks.trade_rules import DEAL_STAGES, FEEDBACK_STATES

if TYPE_CHECKING:
    from crmcli.store.transaction import Transaction


def retrace_deals(transaction: Transaction) -> None:
    """Give each deal that is elsewhere than its last move one that leads there, as of now."""
    run = transaction.run
    for customer_id, deal_id, stage, last in DEAL_STAGES.broken(transaction.connection):
        transaction.add(
            "deal_move",
            customer_id=customer_id,
            deal_id=deal_id,
            from_stage=last,
            stage=stage,
            at=run.now,
            author=run.author,
        )


def retrace_feedback(transaction: Transaction) -> None:
    """Give each feedback that is elsewhere than its last step one that leads there, as of now."""
    run = transaction.run
    for customer_id, feedback_id, state in FEEDBACK_STATES.broken(transaction.connection):
        transaction.add(
            "feedback_step",
            customer_id=customer_id,
            feedback_id=feedback_id,
            state=state,
            at=run.now,
            skipped=False,
            reopened=False,
            author=run.author,
        )
