"""In SQL, the expected close of customers that counts on a day, where a list asks for many."""

from __future__ import annotations


def deal_close(customer: str) -> str:
    """Give the day of the deal that counts, by the rule of `closing_deal`; NULL where none does.

    `deal_close` of a customer is the earliest day of its open deals, which needs no date to be
    kept right. Only where that has passed, the deals themselves are asked.

    Args:
        customer: the name that the customer's row has in the query; `:today` is the local date.
    """
    return f"""
        CASE WHEN {customer}.deal_close < :today THEN coalesce(
            (SELECT min(later.expected_close) FROM deal later
              WHERE later.customer_id = {customer}.id AND later.closed IS NULL
                AND later.expected_close >= :today),
            CASE WHEN {customer}.own_close >= :today THEN NULL ELSE {customer}.deal_close END)
            ELSE {customer}.deal_close END
    """  # noqa: S608 - our own names


def expected_close(customer: str) -> str:
    """Give the expected close that counts: a deal's, else the customer's own; as `deal_close`."""
    return f"coalesce({deal_close(customer)}, {customer}.own_close)"
