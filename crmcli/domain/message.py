"""A sentence that is not yet in any language: a message id and the values it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said, so that the edge can say it in the reader's language.

    Args:
        text: an English message id with named placeholders, marked for the catalogues by `N_`.
        details: values of the placeholders: plain values, dates, domain values or other messages.
        plural: the message id for any other count than one.
        count: the number that decides between `text` and `plural`; usable as `{count}`.
    """

    text: str
    details: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None


def message(text: str, /, **details: object) -> Message:
    """Build a message without a plural; arguments as in `Message`."""
    return Message(text, details)


def counted(text: str, plural: str, count: int, /, **details: object) -> Message:
    """Build a message whose words depend on a count; arguments as in `Message`."""
    return Message(text, details, plural, count)
