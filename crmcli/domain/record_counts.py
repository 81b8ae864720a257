"""How many records of a table something is about, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import counted, message
from crmcli.domain.record_words import records_word
from crmcli.errors import N_, NN_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.message import Message

_COUNTED: Mapping[str, tuple[str, str]] = {
    "customer": NN_("{count} customer", "{count} customers"),
    "person": NN_("{count} person", "{count} people"),
    "contact": NN_("{count} contact", "{count} contacts"),
    "deal": NN_("{count} deal", "{count} deals"),
    "purchase": NN_("{count} purchase", "{count} purchases"),
    "feedback": NN_("{count} piece of feedback", "{count} pieces of feedback"),
    "obligation": NN_("{count} row of the due list", "{count} rows of the due list"),
}

WHOLE = "book"
"""What stands for the table where all of the book was exported."""


def records_counted(table: object, count: int) -> Message:
    """Say how many records of a table there are.

    Args:
        table: its name; None for customers, `book` for all of the book.
        count: how many; of all of the book how many customers.
    """
    name = "customer" if table is None else str(table)
    if name == WHOLE:
        return message(
            N_("the whole book ({customers})"), customers=records_counted("customer", count)
        )
    if name in _COUNTED:
        return counted(*_COUNTED[name], count)
    return message(N_("{records}: {number}"), records=records_word(name), number=count)
