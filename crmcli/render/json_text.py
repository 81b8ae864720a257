"""Records as JSON: UTF-8, not escaped but for what could act on a terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# json.dumps escapes C0 itself; these it would write as they are.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def dumps(value: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - JSON
    """Write one plain value."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def array(values: Iterable[Any]) -> Iterator[str]:
    """Write plain values as one array, an element to a line."""
    separator = "[\n"
    for value in values:
        yield separator + dumps(value)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def lines(values: Iterable[Any]) -> Iterator[str]:
    """Write plain values a line each."""
    for value in values:
        yield dumps(value) + "\n"
