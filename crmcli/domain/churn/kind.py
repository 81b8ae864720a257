"""The kinds of warnings that a customer may leave."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ChurnKind(StrEnum):
    """What a warning is of (product.md section 8)."""

    RHYTHM = "rhythm"
    FALLING = "falling"
    LOW_SCORE = "low_score"
    OVERDUE_COMPLAINT = "overdue_complaint"
    NO_DEAL = "no_deal"


def kinds_of(marks: Iterable[str]) -> tuple[ChurnKind, ...]:
    """Give the kinds of warnings by their marks, in their order; what is no mark is passed over."""
    found = {each.partition(":")[0] for each in marks}
    return tuple(each for each in ChurnKind if each.value in found)
