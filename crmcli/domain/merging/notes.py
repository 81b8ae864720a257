"""The notes of a customer into which another one went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.domain.text import same_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crmcli.domain.merging.side import Side


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


def noted_lines(keep: Side, other: Side, results: Mapping[str, Any]) -> Iterator[str]:
    """Write values that have no place afterwards, a line for each of two customers that had some.

    A line begins with whose they were; fields are named as `--set` names them.

    Args:
        keep: the customer that stays.
        other: the one that goes.
        results: what fields have afterwards that lose a value.
    """
    for side in (other, keep):
        lost = [
            f"{name} = {side.written(name)}"
            for name, result in results.items()
            if side.value(name) is not None and not same_text(side.value(name), result)
        ]
        if lost:
            yield f"#{side.customer.id} {side.customer.name}: {'; '.join(lost)}"
