"""What a book holds that crm did not make, in words; JSON has it as it is kept: `table x`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.listed import items
from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def foreign_told(found: Sequence[str], most: int | None = None) -> Message:
    """List what crm did not make.

    Args:
        found: each as its kind, a space and its name.
        most: how many are named; None for all.
    """
    shown = [_one(*each.partition(" ")[::2]) for each in found[:most]]
    return items(shown if len(shown) == len(found) else [*shown, Message("…")])


def _one(kind: str, name: str) -> Message:
    known = _KINDS.get(kind)
    if known is None:
        return Message("{kind} {name}", {"kind": kind, "name": name})
    return message(known, name=name)


_KINDS: Mapping[str, str] = {
    "table": N_("table {name}"),
    "view": N_("view {name}"),
    "index": N_("index {name}"),
    "column": N_("column {name}"),
}
"""By their words in JSON."""
