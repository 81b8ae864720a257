"""What is kept of a customer's vCard: what becomes of it when another card of theirs comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.transaction import Transaction


def lines_after(
    present: Sequence[str], stated: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give what is kept of a vCard before and after, if that changes.

    A property that the new card has comes from it alone; the others stay.
    """
    # How fields are worded is no news: every program words them in its own way.
    stated = tuple(each for each in stated if not each.startswith("="))
    new = {_property(each) for each in stated}
    rest = (each for each in present if each.startswith("=") or _property(each) not in new)
    after = tuple(dict.fromkeys([*rest, *stated]))
    return None if set(after) == set(present) else (tuple(present), after)


def _property(line: str) -> str:
    name = line.removeprefix("=").partition(":")[0].partition(";")[0]
    return name.rpartition(".")[2].upper()


def properties(lines: Iterable[str]) -> tuple[str, ...]:
    """Name the properties of lines: the lines themselves may be a photograph."""
    return tuple(sorted({_property(each) for each in lines}))


def put_lines(
    transaction: Transaction, customer_id: int, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """Write what is kept of a card in the place of what was."""
    for line in before:
        if line not in after:
            transaction.remove("card_line", customer_id=customer_id, line=line)
    new = (each for each in after if each not in before)
    transaction.add_many("card_line", [{"customer_id": customer_id, "line": each} for each in new])
    transaction.change("customer", {"id": customer_id}, updated=transaction.run.now)
