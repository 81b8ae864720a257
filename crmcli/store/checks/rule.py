"""What a check says of whether something holds of every customer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.message import counted, message

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Any

    from crmcli.domain.message import Message

_SHOWN = 10


class Said(Protocol):
    """How a check says whether something holds of every customer."""

    @property
    def code(self) -> str:
        """The stable word for what it finds."""

    @property
    def sound(self) -> str:
        """Says that it holds of all; a message id."""

    @property
    def told(self) -> tuple[str, str]:
        """Says that it does not hold of one, and of some; message ids."""


class Rule(NamedTuple):
    """What holds of every customer.

    Args:
        code: the stable word for what a check finds.
        query: the customers it does not hold of, in the first column.
        sound: says that it holds of all; a message id.
        told: says that it does not hold of one, and of some.
        repairable: whether `--repair` mends it.
        advice: what to do where it does not; a message id with the `{id}` of a customer.
    """

    code: str
    query: str
    sound: str
    told: tuple[str, str]
    repairable: bool = True
    advice: str | None = None

    def broken(self, connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
        """List the rows of its query."""
        return connection.execute(self.query).fetchall()

    def found(self, connection: sqlite3.Connection) -> Finding:
        """Check that it holds."""
        customers = list(dict.fromkeys(row[0] for row in self.broken(connection)))
        advice = message(self.advice, id=customers[0]) if self.advice and customers else None
        return told(self, customers, repairable=self.repairable, advice=advice)


def told(
    rule: Said,
    customers: Sequence[int],
    *,
    repairable: bool = True,
    advice: Message | None = None,
) -> Finding:
    """Say of whom something does not hold.

    Args:
        rule: what does not.
        customers: whom it concerns, in their order; some of them perhaps several times.
        repairable: whether `--repair` mends it.
        advice: what to do where it does not.
    """
    if not customers:
        return passed(rule.code, message(rule.sound))
    some = tuple(dict.fromkeys(customers))[:_SHOWN]
    text = counted(*rule.told, len(customers))
    found = wrong(rule.code, text, len(customers), some, repairable=repairable)
    return replace(found, advice=advice)
