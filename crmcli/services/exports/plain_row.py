"""A record as the plain values of the columns of its table."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from crmcli.domain.message import Message
from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.export_table import ExportTable

    Say = Callable[[Message], str]
    """Says a message in the reader's language."""

_PLAIN = frozenset({str, int, bool, float, type(None)})


def plain_row(table: ExportTable, record: object, say: Say, **more: object) -> list[Any]:
    """Write a record as a row of its table.

    Args:
        table: the table; its columns are called as the fields of the record.
        record: the record.
        say: says a message in the reader's language.
        more: the plain values of columns that are no fields of it.
    """
    values: dict[str, Any] = {}
    for name in table.names:
        if name in values:
            # The currency of the amount before it.
            continue
        value = more[name] if name in more else getattr(record, name)
        currency = table.currencies.get(name)
        if currency is not None:
            pair = (
                (value.decimal_text(), value.currency) if isinstance(value, Money) else (None,) * 2
            )
            values[name], values[currency] = pair
        else:
            values[name] = value if type(value) in _PLAIN else _plain(value, say)
    return list(values.values())


def _plain(value: object, say: Say) -> Any:  # noqa: ANN401 - JSON
    """Write what is no plain value, as its JSON does (interface.md section 2)."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, (tuple, list)):
        return [_plain(each, say) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name), say) for each in fields(value)}
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)
