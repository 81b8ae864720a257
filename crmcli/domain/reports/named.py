"""Names of rows that are no value of the book: a word for programs, and one for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.message import message
from crmcli.errors import N_

if TYPE_CHECKING:
    from crmcli.domain.message import Message


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell is called.

    Args:
        key: what programs read, the same in every language; None where nothing is known.
        label: what people read.
    """

    key: str | None
    label: Message


def named(key: str, label: str) -> Named:
    """Name a row: its word for programs, and the message id of that for people."""
    return Named(key, message(label))


def nothing(label: str) -> Named:
    """Say in words for people, a message id, that nothing is known, which programs read as null."""
    return Named(None, message(label))


IN_PERIOD = named("period", N_("in the period"))
NOT_SAID = nothing(N_("(not said)"))
NO_REASON = nothing(N_("(no reason given)"))
