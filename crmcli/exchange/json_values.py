"""The values of a JSON text, one at a time: those of an array, or of one line each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TextIO

from crmcli.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 16
LONGEST_VALUE = 32_000_000
"""The most characters of one value; more is a text that was never closed."""

_SPACE = re.compile(r"[ \t\r\n]*")
_JSON_START = re.compile(
    r"[ \t\r\n\ufeff]*(?:\[[ \t\r\n]*(?:[\[{\]\"0-9-]|$)|\{[ \t\r\n]*(?:\"|\}|$))"
)


class BadJson(Refused):
    """Text that is no JSON, or JSON that says two things at once."""

    code = "bad_json"
    sentence = N_("The JSON cannot be read: value {number}, {reason}.")


def is_json(sample: str) -> bool:
    """Tell by the beginning of a text whether it is JSON: an object, or an array of anything."""
    return _JSON_START.match(sample) is not None


def json_values(text: TextIO) -> Iterator[Any]:
    """Yield the values of an array, or of JSON lines; numbers stay the text they were written as.

    Args:
        text: the whole text; no more of it is held than one value needs.

    Raises:
        BadJson: it is no JSON, nests too deep, has a key twice or a number that is none.
    """
    return _Values(text).all()


class _Values:
    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._held = ""
        self._at = 0
        self._ended = False
        self._number = 0
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=str,
            parse_float=str,
            parse_constant=self._no_number,
        ).raw_decode

    def all(self) -> Iterator[Any]:
        is_array = self._next() == "["
        if is_array:
            self._at += 1
            if self._next() == "]":
                self._at += 1
                self._check_end()
                return
        while True:
            self._number += 1
            yield self._value()
            sign = self._next()
            if is_array:
                self._at += 1
                if sign == "]":
                    self._check_end()
                    return
                if sign != ",":
                    raise self._fault(N_("a comma is missing after it"))
                self._next()
            elif not sign:
                return

    def _check_end(self) -> None:
        if self._next():
            raise self._fault(N_("something follows the end"))

    def _next(self) -> str:
        """Go to the next character that is no white space, and return it; nothing at the end."""
        while True:
            match = _SPACE.match(self._held, self._at)
            self._at = self._at if match is None else match.end()
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def _more(self, size: int = _BLOCK) -> bool:
        if self._ended:
            return False
        block = self._text.read(size)
        self._ended = not block
        self._held, self._at = self._held[self._at :] + block, 0
        return bool(block)

    def _value(self) -> Any:  # noqa: ANN401 - JSON
        self._next()
        size = _BLOCK
        while True:
            try:
                value, end = self._decode(self._held, self._at)
            except json.JSONDecodeError as error:
                # Cut in two, or wrong: more of the text tells, twice as much each time.
                if len(self._held) - self._at < LONGEST_VALUE and self._more(size):
                    size *= 2
                    continue
                raise self._fault(N_("it breaks off or is not written as JSON")) from error
            except RecursionError as error:
                raise self._fault(N_("it nests too deep")) from error
            length = end - self._at
            # A number at the very end of what is held may go on.
            if end < len(self._held) or not self._more(size):
                self._at += length
                return value

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise self._fault(N_("a key is there twice"))
        return found

    def _no_number(self, text: str) -> Any:  # noqa: ANN401 - JSON
        del text
        raise self._fault(N_("NaN and Infinity are no JSON"))

    def _fault(self, reason: str) -> BadJson:
        return BadJson(number=self._number, reason=reason)
