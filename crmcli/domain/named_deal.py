"""A deal by its number and title, as others speak of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedDeal:
    """The open deal whose date a customer's facts have: its id and title."""

    id: int
    title: str
