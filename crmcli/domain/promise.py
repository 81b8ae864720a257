"""A promise: a next step with a date and a debtor (承诺)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class PromiseState(StrEnum):
    """Where a promise stands; a moved one is still open."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """A promise as it is to be made: what, until which local date, and whether it is theirs."""

    text: str
    by: date
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class PromiseQuery:
    """Which promises are asked for.

    Args:
        customer_id: only those of this customer; without it those of archived ones are left out.
        theirs: only theirs if true, only mine if false, both if None.
        closed: the kept and dropped ones too.
        before: only open ones whose local date lies before this one.
    """

    customer_id: int | None = None
    theirs: bool | None = None
    closed: bool = False
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as it is in the book; the field names are the keys of its JSON. Dates are local."""

    id: int
    customer_id: int
    customer: str
    text: str
    by: date
    theirs: bool
    state: PromiseState
    made: date
    kept: date | None
    reason: str | None
