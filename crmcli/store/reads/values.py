"""Columns as the values they stand for."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from crmcli.domain.currency import is_currency
from crmcli.domain.money import Money
from crmcli.domain.span import Span, Unit

Choice = TypeVar("Choice", bound=StrEnum)

LARGEST_ID = 2**63 - 1
"""The largest number that the database keeps; no id is larger."""

LOWEST_ID = -(2**63)
"""Below every number that the database keeps, be it an id that no book can hold."""

_UNITS = {unit[0]: unit for unit in Unit}


def day(text: str | None) -> date | None:
    """Read a local date column that may be empty."""
    return None if text is None else date.fromisoformat(text)


def instant(text: str | None) -> datetime | None:
    """Read an instant column that may be empty; the result is aware and in UTC."""
    return None if text is None else datetime.fromisoformat(text)


def stored_instant(value: datetime | None) -> str | None:
    """Write an instant that may be missing as the book keeps it."""
    from crmcli.store.instants import instant_text  # noqa: PLC0415 - of no use to the due list

    return None if value is None else instant_text(value)


def choice(kind: type[Choice], text: str | None) -> Choice | None:
    """Read a column of a domain enum that may be empty."""
    return None if text is None else kind(text)


@lru_cache(maxsize=256)
def span(text: str) -> Span:
    """Read a length of time in the one form the book keeps, such as `15d`.

    Raises:
        ValueError, LookupError: it is none.
    """
    count = int(text[:-1])
    if count < 1:
        raise ValueError(count)
    return Span(count, _UNITS[text[-1]])


def money(minor: int | None, currency: str | None) -> Money | None:
    """Read an amount from its two columns, which are empty together.

    Raises:
        ValueError: there is no such currency.
    """
    if minor is None or currency is None:
        return None
    if not is_currency(currency):
        raise ValueError(currency)
    return Money(minor, currency)
