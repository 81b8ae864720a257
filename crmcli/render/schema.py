"""Record classes as JSON Schema: the promise of what a command's `--json` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from pkgutil import walk_packages
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import crmcli.domain
from crmcli.domain.message import Message
from crmcli.domain.money import Money
from crmcli.domain.span import Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: dict[str, Any] = {"type": "string"}


def schema(title: str, kind: type[Any], *, many: bool, extra: Mapping[str, str]) -> dict[str, Any]:
    """Describe what a command answers with.

    Keys are only ever added, so further ones are allowed; those named are always there.

    Args:
        title: the command.
        kind: the class of its record.
        many: whether it answers with a list of them.
        extra: further keys, with their types as annotations.
    """
    names = _names() | vars(import_module(kind.__module__))
    record = _record(kind, names)
    for key, annotation in extra.items():
        hints = get_type_hints(type("_", (), {"__annotations__": {key: annotation}}), localns=names)
        record["properties"][key] = _of(hints[key], names)
        record["required"].append(key)
    content = {"type": "array", "items": record} if many else record
    return {"$schema": DIALECT, "title": title, **content}


def type_schema(kind: type[Any]) -> dict[str, Any]:
    """Describe a value of a class that has no annotations of its own to look up."""
    return _of(kind, {})


def _names() -> dict[str, Any]:
    """Collect what annotations may name: records import each other for the type checker alone."""
    found: dict[str, Any] = {"date": date, "datetime": datetime, "Mapping": Mapping}
    found |= {"Money": Money, "Message": Message, "Span": Span, "Any": Any}
    for each in walk_packages(crmcli.domain.__path__, "crmcli.domain."):
        module = import_module(each.name)
        found |= {key: kind for key, kind in vars(module).items() if isinstance(kind, type)}
    return found


def _record(kind: type[Any], names: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind, localns=names)
    return {
        "type": "object",
        "properties": {name: _of(hint, names) for name, hint in hints.items()},
        "required": list(hints),
    }


def _of(hint: Any, names: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(each, names) for each in inner]}
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:  # noqa: PLR2004 - one type, and so on
            return {"type": "array", "items": _of(inner[0], names)}
        return {"type": "array", "prefixItems": [_of(each, names) for each in inner]}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1], names)}
    return dict(_PLAIN[hint]) if hint in _PLAIN else _class(hint, names)


_PLAIN: dict[Any, dict[str, Any]] = {
    Any: {},
    type(None): {"type": "null"},
    str: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Message: _TEXT,
    Span: {"type": "string", "pattern": "^[0-9]+[dwmy]$"},
    Money: {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        },
        "required": ["amount", "currency"],
    },
}


def _class(hint: Any, names: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint, names)
    message = f"{hint} has no JSON Schema"
    raise TypeError(message)
