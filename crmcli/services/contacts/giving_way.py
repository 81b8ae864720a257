"""What a table of customers said of their last contacts gives way to these contacts themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.store.index import contact_words, drop_text
from crmcli.store.links import unlink
from crmcli.store.reads.contacts import stand_ins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crmcli.services.contacts.staged import StagedContact
    from crmcli.store.staging.records import RecordStaging
    from crmcli.store.transaction import Transaction


_NOT_SAID = Channel.OTHER.value
"""The channel of a last contact of which a table said no more than its day."""


def give_way(
    transaction: Transaction, rows: RecordStaging[StagedContact], customers: Iterable[int]
) -> None:
    """Remove contacts that stand in for new ones: of the same day, by the same channel.

    Args:
        transaction: the open transaction.
        rows: the import; its new contacts are not there yet.
        customers: whose contacts.
    """
    for customer_id in customers:
        found = stand_ins(transaction.connection, customer_id)
        new = rows.new_values(customer_id, "day, via") if found else set()
        days = {day for day, _ in new}
        for key, day, via in found:
            if (day, via) in new or (via == _NOT_SAID and day in days):
                unlink(transaction, "contact", key)
                drop_text(transaction, "contact_text", key, contact_words("", ""))
                transaction.remove("contact", id=key)
