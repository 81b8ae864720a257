"""A purchase as rows of the book; what follows from it is put right by `store.settling.facts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.store.index import put_texts
from crmcli.store.texts import joined

if TYPE_CHECKING:
    from crmcli.domain.purchase import PurchaseDraft
    from crmcli.store.transaction import Transaction


def insert_purchase(transaction: Transaction, customer_id: int, draft: PurchaseDraft) -> int:
    """Write a purchase and make it findable.

    The caller settles the customer afterwards; until then its classes know nothing of it.

    Args:
        transaction: the open transaction.
        customer_id: who bought.
        draft: what was bought; its deal, if it has one, is known to be the customer's.

    Returns:
        The id of the purchase.
    """
    columns = purchase_columns(draft)
    purchase_id = transaction.add(
        "purchase", customer_id=customer_id, **columns, author=transaction.run.author
    )
    put_texts(transaction, "purchase_text", [(purchase_id, purchase_words(draft))])
    return purchase_id


def purchase_columns(draft: PurchaseDraft) -> dict[str, Any]:
    """Give the columns of a purchase that follow from what was stated."""
    return {
        "day": draft.at,
        "product": draft.product,
        "thousandths": draft.thousandths,
        "amount_minor": draft.amount.minor,
        "currency": draft.amount.currency,
        "deal_id": draft.deal_id,
        "note": draft.note,
        "imported": draft.imported,
    }


def purchase_words(draft: PurchaseDraft) -> str:
    """Join what a purchase is found by."""
    return joined((draft.product, draft.note))
