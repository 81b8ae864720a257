"""Instants as the book keeps them: UTC, as text whose order is the order of time."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def instant_text(value: datetime) -> str:
    """Write an aware instant the way the book keeps it, in whole seconds.

    Raises:
        ValueError: the instant is naive.
    """
    if value.tzinfo is None:
        message = "a naive datetime cannot be stored"
        raise ValueError(message)
    # strftime writes years before 1000 with fewer digits, which breaks the order.
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
