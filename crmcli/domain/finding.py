"""What a check of the book finds: sound, worth knowing, or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmcli.domain.message import Message


class Severity(StrEnum):
    """How much a finding matters; a fault alone makes a book unsound."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found; the field names are the keys of its JSON.

    Args:
        code: the stable word for it.
        severity: how much it matters.
        message: what it is.
        count: how many records or files it concerns.
        customers: the ids of some customers it concerns.
        repairable: whether `--repair` mends it.
        advice: what to do instead, where something else than a backup helps.
    """

    code: str
    severity: Severity
    message: Message
    count: int = 0
    customers: tuple[int, ...] = ()
    repairable: bool = False
    advice: Message | None = None

    @property
    def is_helpless(self) -> bool:
        """Whether it is wrong and nothing but a backup helps."""
        return self.severity is Severity.FAULT and not (self.repairable or self.advice)


def passed(code: str, message: Message) -> Finding:
    """State that something was looked at and is sound."""
    return Finding(code, Severity.OK, message)


def warned(code: str, message: Message, count: int = 0, *, repairable: bool = False) -> Finding:
    """State that something is worth knowing."""
    return Finding(code, Severity.WARNING, message, count, (), repairable)


def wrong(
    code: str,
    message: Message,
    count: int,
    customers: tuple[int, ...] = (),
    *,
    repairable: bool = True,
) -> Finding:
    """State that something is wrong."""
    return Finding(code, Severity.FAULT, message, count, customers, repairable)
