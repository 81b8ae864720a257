"""Writing a try to win a customer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store.index import put_texts

if TYPE_CHECKING:
    from crmcli.domain.churn.report import TryDraft
    from crmcli.domain.customer import Customer
    from crmcli.store.transaction import Transaction


def insert_try(transaction: Transaction, customer: Customer, draft: TryDraft) -> int:
    """Write a try, with the loss it is about, and make it findable; return its id.

    Args:
        transaction: the open transaction.
        customer: the customer while it is still lost.
        draft: the try.
    """
    run = transaction.run
    try_id = transaction.add(
        "winback_try",
        customer_id=customer.id,
        day=draft.day or run.today,
        via=draft.via,
        result=draft.result,
        lost=customer.lost,
        lost_reason=customer.lost_reason,
        note=draft.note,
        author=run.author,
    )
    put_texts(transaction, "winback_try_text", [(try_id, draft.note or "")])
    return try_id
