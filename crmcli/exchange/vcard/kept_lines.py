"""Kept lines on their way into another card: which of them go, and in which version's words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.exchange.vcard.claims import WORDING
from crmcli.exchange.vcard.content_line import head_of, parsed
from crmcli.exchange.vcard.own_properties import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crmcli.exchange.vcard.content_line import Line, Parameters

_NEVER = frozenset({"BEGIN", "END", "VERSION", "PRODID", "REV"})
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_LABELS = re.compile(r"X-AB(?:LABEL|ADR)")
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)(?:;[^,;]*)*;base64,", re.IGNORECASE)
_BINARY = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_ENCODED = frozenset({"B", "BASE64"})


def safe(found: Line) -> Line:
    """Take out of a line what cannot stand in one, so that it stays one."""
    if not (_CONTROL.search(found.head) or _CONTROL.search(found.value)):
        return found
    return replace(found, head=_CONTROL.sub("", found.head), value=_CONTROL.sub("", found.value))


class KeptLines:
    """The kept lines of one customer.

    Args:
        texts: the lines as they are kept.

    Attributes:
        wordings: how fields were worded, by property; those that are still right are to be `used`.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._others: list[Line] = []
        self.wordings: dict[str, list[Line]] = {}
        self._groups: dict[str, bool] = {}
        for text in texts:
            found = parsed(_CONTROL.sub("", text.removeprefix(WORDING)))
            if found is None or found.name in _NEVER or found.name.startswith(PREFIX):
                continue
            if text.startswith(WORDING):
                self.wordings.setdefault(found.name, []).append(found)
                if found.group:
                    self._groups.setdefault(found.group.lower(), False)
            else:
                self._others.append(found)

    def used(self, found: Line) -> None:
        """Note that a wording goes into the card; what belongs to its group then does too."""
        if found.group:
            self._groups[found.group.lower()] = True

    def others(self) -> Iterator[Line]:
        """Yield the lines that no field keeps, but for labels of what is there no more."""
        for each in self._others:
            if _LABELS.fullmatch(each.name) and not self._groups.get(each.group.lower(), True):
                continue
            yield each


def in_version(found: Line, *, new: bool) -> Line:
    """Give a line the parameters that a version has: preferences, and how data are written.

    Args:
        found: the line.
        new: whether that is vCard 4.0, else 3.0.
    """
    parameters, value = found.parameters, found.value
    if found.name in _BINARY:
        parameters, value = (_as_data if new else _as_encoded)(found)
    parameters = tuple(_preferred(parameters) if new else _first(parameters))
    if parameters == found.parameters:
        return replace(found, value=value)
    head = head_of(found.name, parameters, group=found.group)
    return replace(found, head=head, parameters=parameters, value=value)


def _preferred(parameters: Parameters) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Write that something is preferred as vCard 4.0 does."""
    known = any(name == "PREF" for name, _ in parameters)
    for name, values in parameters:
        others = tuple(each for each in values if each.upper() != "PREF")
        if name != "TYPE" or others == values:
            yield name, values
            continue
        if others:
            yield name, others
        if not known:
            yield "PREF", ("1",)
            known = True


def _first(parameters: Parameters) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, values in parameters:
        yield ("TYPE", ("pref",)) if name == "PREF" and values == ("1",) else (name, values)


def _as_data(found: Line) -> tuple[Parameters, str]:
    """Write encoded data as the address that holds them."""
    if not _ENCODED & set(found.all_of("ENCODING")):
        return found.parameters, found.value
    kind = found.first_of("TYPE").lower() or ("jpeg" if found.name == "PHOTO" else "octet-stream")
    media = kind if "/" in kind else f"{_BINARY[found.name]}/{kind}"
    rest = tuple(each for each in found.parameters if each[0] not in {"ENCODING", "TYPE", "VALUE"})
    return rest, f"data:{media};base64,{found.value}"


def _as_encoded(found: Line) -> tuple[Parameters, str]:
    match = _DATA.match(found.value)
    if match is None:
        return found.parameters, found.value
    kind = match[1].partition("/")[2].upper()
    rest = tuple(each for each in found.parameters if each[0] not in {"MEDIATYPE", "VALUE"})
    return (("ENCODING", ("b",)), ("TYPE", (kind,)), *rest), found.value[match.end() :]
