"""Records as plain values: the keys and forms of the JSON that scripts rely on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from crmcli.domain.message import Message
from crmcli.domain.money import Money
from crmcli.domain.span import Span
from crmcli.render.words import say


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Turn a record into dicts, lists and text (interface.md section 2).

    Dates are ISO 8601, instants have their offset, enums are their values, amounts are
    `{"amount": "1200.50", "currency": "CNY"}`, and what is absent is None.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, Money):
        return {"amount": value.decimal_text(), "currency": value.currency}
    if isinstance(value, Span):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in field_names(type(value))}
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)


@lru_cache(maxsize=64)
def field_names(kind: type) -> tuple[str, ...]:
    """List the fields of a record class, in order: the keys of its JSON."""
    return tuple(each.name for each in fields(kind))
