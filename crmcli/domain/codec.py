"""Results as text and back, so that a retry can be given the first answer again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")

_KIND = "$"
_VALUE = "value"


def encoded(result: object) -> str:
    """Write a frozen result as JSON that `decoded` reads back to an equal one."""
    return json.dumps(_encode(result), ensure_ascii=False, separators=(",", ":"))


def decoded(kind: type[T], text: str) -> T:
    """Read a result back.

    Raises:
        ValueError: the text is no result of this kind.
    """
    value = _decode(json.loads(text))
    if not isinstance(value, kind):
        message = f"not a {kind.__name__}"
        raise ValueError(message)  # noqa: TRY004 - the text is wrong, not the caller
    return value


def texts_in(text: str) -> Iterator[str]:
    """Yield the texts in a result that was written by `encoded`, without names of fields."""
    waiting: list[Any] = [json.loads(text)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [each for name, each in value.items() if name != _KIND]
        elif isinstance(value, list):
            waiting += value


def _encode(value: object) -> object:
    if isinstance(value, Enum):
        return {_KIND: _path(type(value)), _VALUE: value.value}
    if isinstance(value, datetime):
        return {_KIND: "datetime", _VALUE: value.isoformat()}
    if isinstance(value, date):
        return {_KIND: "date", _VALUE: value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [_encode(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        content = {each.name: _encode(getattr(value, each.name)) for each in fields(value)}
        return {_KIND: _path(type(value)), _VALUE: content}
    if isinstance(value, Mapping):
        # Keys may be enums, which JSON cannot have for names.
        pairs = [[_encode(key), _encode(each)] for key, each in value.items()]
        return {_KIND: "dict", _VALUE: pairs}
    return value


def _decode(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return tuple(_decode(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind, content = value[_KIND], value[_VALUE]
    if kind == "date":
        return date.fromisoformat(content)
    if kind == "datetime":
        return datetime.fromisoformat(content)
    if kind == "dict":
        return {_decode(key): _decode(each) for key, each in content}
    loaded = _load(kind)
    if issubclass(loaded, Enum):
        return loaded(content)
    return loaded(**{key: _decode(each) for key, each in content.items()})


def _path(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _load(path: str) -> type[Any]:
    module, _, name = path.partition(":")
    # The book may come from somebody else: only our own values are ever made from it.
    if not module.startswith("crmcli."):
        message = f"{path} is no value of crmcli"
        raise ValueError(message)
    try:
        loaded = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        loaded = None
    if not (isinstance(loaded, type) and (is_dataclass(loaded) or issubclass(loaded, Enum))):
        message = f"{path} is no value of crmcli"
        raise ValueError(message)
    return loaded
