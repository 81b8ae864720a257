"""The notes of a customer into which another one went."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

from crmcli.domain.text import same_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.domain.merging.side import Side

Said = Callable[["Side", "Sequence[str]"], str]
"""Writes in one line, in the language of whoever merges, the fields of a customer that are lost."""


def as_keys(side: Side, names: Sequence[str]) -> str:
    """Write fields and their values as programs read them."""
    values = {name: side.written(name) for name in names}
    lost = (
        f"{name} = {value.value if isinstance(value, Enum) else value}"
        for name, value in values.items()
    )
    return f"#{side.customer.id} {side.customer.name}: {'; '.join(lost)}"


def joined_notes(keep: str | None, *others: str | None) -> str | None:
    """Join notes, those of the customer that stays first; what is said already is not repeated."""
    notes = keep
    for each in others:
        if not each or (notes and each.strip() in notes):
            continue
        if not notes or notes.strip() in each:
            notes = each
        else:
            notes = notes + each if notes.endswith("\n") else f"{notes}\n{each}"
    return notes


def noted_lines(keep: Side, other: Side, results: Mapping[str, Any], said: Said) -> Iterator[str]:
    """Write values that have no place afterwards, a line for each of two customers that had some.

    Args:
        keep: the customer that stays.
        other: the one that goes.
        results: what fields have afterwards that lose a value.
        said: writes a line of one of the two.
    """
    for side in (other, keep):
        lost = [
            name
            for name, result in results.items()
            if side.value(name) is not None and not same_text(side.value(name), result)
        ]
        if lost:
            yield said(side, lost)
