"""What a customer allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.consent import Consent
from crmcli.store.reads import values as read

if TYPE_CHECKING:
    import sqlite3


def consent(connection: sqlite3.Connection, customer_id: int) -> Consent:
    """Read what a customer that is known to be there allows."""
    sql = "SELECT may_contact, may_share, consent_on, consent_reason FROM customer WHERE id = ?"
    contact, share, on, reason = connection.execute(sql, (customer_id,)).fetchone()
    return Consent(bool(contact), bool(share), read.day(on), reason)
