"""How many records of a table something is about, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.message import counted, message
from crmcli.domain.record_words import records_word
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.message import Message

_COUNTED: Mapping[str, tuple[str, str]] = {
    "customer": (N_("{count} customer"), N_("{count} customers")),
    "person": (N_("{count} person"), N_("{count} people")),
    "contact": (N_("{count} contact"), N_("{count} contacts")),
    "deal": (N_("{count} deal"), N_("{count} deals")),
    "purchase": (N_("{count} purchase"), N_("{count} purchases")),
    "feedback": (N_("{count} piece of feedback"), N_("{count} pieces of feedback")),
    "obligation": (N_("{count} row of the due list"), N_("{count} rows of the due list")),
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
