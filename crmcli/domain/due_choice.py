"""The best part of the due list, where there is no room or no time for all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Cut:
    """How much of the list is wanted.

    Args:
        limit: how many rows as they are shown; None for any number.
        minutes: how much work; None for any.
        by_customer: whether the rows of one customer are shown as one.
    """

    limit: int | None = None
    minutes: int | None = None
    by_customer: bool = False

    @property
    def is_none(self) -> bool:
        """Whether nothing is cut off."""
        return self.limit is None and self.minutes is None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be taken; `minutes` is what one contact with its customer takes."""

    ref: str
    customer_id: int
    minutes: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What there was no room for; `minutes` is the work of its customers, `taken` of the others."""

    rows: int
    customers: int
    minutes: int
    taken: int


@dataclass(slots=True)
class _Tally:
    customers: set[int] = field(default_factory=set)
    minutes: int = 0

    def add(self, candidate: Candidate) -> None:
        self.customers.add(candidate.customer_id)
        self.minutes += candidate.minutes


def choose(candidates: Iterable[Candidate], cut: Cut) -> tuple[frozenset[str], LeftOut]:
    """Take the best rows that fit, and say what is left out.

    One contact serves all rows of a customer, so its minutes count once. A customer that does not
    fit in the minutes that are left is passed over; a shorter one after it may still fit.

    Args:
        candidates: the rows, the best first.
        cut: how much is wanted.

    Returns:
        The references of the rows that are taken, and what is left out.
    """
    taken, left = _Tally(), _Tally()
    refs: set[str] = set()
    skipped = 0
    for each in candidates:
        if _fits(each, cut, taken, left, len(refs)):
            refs.add(each.ref)
            continue
        skipped += 1
        if each.customer_id not in taken.customers and each.customer_id not in left.customers:
            left.add(each)
    return frozenset(refs), LeftOut(skipped, len(left.customers), left.minutes, taken.minutes)


def _fits(candidate: Candidate, cut: Cut, taken: _Tally, left: _Tally, rows: int) -> bool:
    known = candidate.customer_id in taken.customers
    if cut.limit is not None:
        shown = len(taken.customers) if cut.by_customer else rows
        if shown >= cut.limit and not (cut.by_customer and known):
            return False
    if known:
        return True
    if candidate.customer_id in left.customers:
        return False
    if cut.minutes is not None and taken.minutes + candidate.minutes > cut.minutes:
        return False
    taken.add(candidate)
    return True
