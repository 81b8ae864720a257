"""Records as plain values: the keys and forms of the JSON that scripts rely on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from crmcli.domain.message import Message
from crmcli.domain.money import Money
from crmcli.domain.span import Span
from crmcli.render.words import say

if TYPE_CHECKING:
    from collections.abc import Callable


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Turn a record into dicts, lists and text (interface.md section 2).

    Dates are ISO 8601, instants have their offset, enums are their values, amounts are
    `{"amount": "1200.50", "currency": "CNY"}`, and what is absent is None.
    """
    if value is None or type(value) in _PLAIN:
        return value
    write = _writer(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in field_names(type(value))}
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """List the fields of a record class, in order: the keys of its JSON."""
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(each.name for each in fields(kind))
    return names


_NAMES: dict[type[Any], tuple[str, ...]] = {}


_PLAIN = frozenset({str, int, bool, float})
_WRITERS: tuple[tuple[type[Any], Callable[[Any], object]], ...] = (
    (Enum, lambda value: value.value),
    (date, lambda value: value.isoformat()),
    (Message, say),
    (Money, lambda value: {"amount": value.decimal_text(), "currency": value.currency}),
    (Span, str),
)


def _writer(kind: type[Any]) -> Callable[[Any], object] | None:
    """Find what writes the values of a class; lists have very many of few classes."""
    if kind not in _WRITER_OF:
        found = (write for known, write in _WRITERS if issubclass(kind, known))
        _WRITER_OF[kind] = next(found, None)
    return _WRITER_OF[kind]


_WRITER_OF: dict[type[Any], Callable[[Any], object] | None] = {}
