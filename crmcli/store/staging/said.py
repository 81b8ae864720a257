"""What a row says of who referred its customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crmcli.store.staging.staged_row import Action, Fate


class Said(NamedTuple):
    """What a row says of who referred its customer.

    Args:
        row: its number.
        name: what its customer is called.
        text: who referred it, as the row says.
        number: the id that is, if it is one.
        fate: what becomes of the row.
        action: what it says that is to become of it.
        own: its customer, if that is in the book.
        referrer: the customer who referred it, if that is in the book.
        target: the row of who referred it, if it is one.
        is_new: whether that is a new customer.
    """

    row: int
    name: str
    text: str
    number: int | None
    fate: Fate
    action: Action | None
    own: int | None
    referrer: int | None
    target: int | None
    is_new: bool
