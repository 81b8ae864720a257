"""Measures to do better (改进措施): what, who, until when, done, with what effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure as it is to be taken.

    Args:
        text: what is to be done.
        owner: who does it.
        by: the local date until which.
        feedback_id: the feedback that it follows from.
        customer: the customer it concerns, as named on the command line; neither for the book.
    """

    text: str
    owner: str
    by: date
    feedback_id: int | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """Which measures are asked for.

    Args:
        customer_id: only those that concern this customer.
        owner: only those of this owner.
        open: only those that are not done.
        overdue: only those that are not done and whose date has passed.
    """

    customer_id: int | None = None
    owner: str | None = None
    open: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as it is in the book; the field names are the keys of its JSON.

    Dates are local. Without a customer it concerns the whole book; `overdue_days` is 0 where its
    date has not passed or it is done.
    """

    id: int
    customer_id: int | None
    customer: str | None
    feedback_id: int | None
    text: str
    owner: str
    by: date | None
    made: date
    done: date | None
    effect: str | None
    overdue_days: int
