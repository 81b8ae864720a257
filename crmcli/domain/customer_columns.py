"""The columns of a table of customers: the keys of their JSON; an amount takes two."""

from __future__ import annotations

from dataclasses import fields

from crmcli.domain.customer import Customer

AMOUNT, CURRENCY = "potential", "potential_currency"

CUSTOMER_COLUMNS: tuple[str, ...] = tuple(
    name
    for each in fields(Customer)
    for name in ((AMOUNT, CURRENCY) if each.name == AMOUNT else (each.name,))
)
"""Every column, in order."""

OWN_START = CUSTOMER_COLUMNS[:2]
"""What the header of a table that crm wrote begins with, and that of no other program."""
