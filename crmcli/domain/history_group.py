"""Changes that one command made together: which of them cancel out, which are one change."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from crmcli.domain.history import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.history import CommandRecord
    from crmcli.domain.noted import Noted, Values

_SAME: dict[str, tuple[str, ...]] = {
    "tag": ("tag",),
    "contact_point": ("person_id", "kind", "value"),
    "field_value": ("name", "value"),
    "pin": ("axis", "value", "reason"),
}
"""By table the columns that make two of its rows say the same."""

_REPLACED: dict[str, str] = {"field_value": "name", "pin": "axis"}
"""By table the column by which a new row takes the place of one that was removed."""


class Group:
    """What a command did to one customer, or to the book.

    Lists are written anew when one of their values changes: what goes and comes back is no change.

    Args:
        command: the command.
        notes: the changes, in order.

    Attributes:
        cancelled: the places of changes that together change nothing.
        replaced: by the place of a row that was added, the row whose place it took; of a list that
            was only put in another order, the one that came first.
        classes: by column, old and new value of what changed in the customer itself.
    """

    def __init__(self, command: CommandRecord, notes: Sequence[Noted]) -> None:
        self.command = command
        self.notes = notes
        self.cancelled: set[int] = set()
        self.replaced: dict[int, Noted] = {}
        self.classes: dict[str, tuple[Any, Any]] = {}
        self._pair(_SAME, self._cancel)
        self._pair({name: (column,) for name, column in _REPLACED.items()}, self._replace)
        self._reorder()
        for each in notes:
            if each.record == "customer" and each.old is not None and each.new is not None:
                self.classes |= {name: (each.old.get(name), new) for name, new in each.new.items()}

    def has(self, record: str, column: str, value: object) -> bool:
        """Tell whether a record with some value is among those that came or went."""
        return any(
            each.record == record and each.state.get(column) == value and each.action != "changed"
            for each in self.notes
        )

    def gone(self, record: str) -> list[Values]:
        """List what is known of the records of a table that went."""
        return [
            each.state
            for each in self.notes
            if each.record == record and each.action is Action.REMOVED and each.state
        ]

    def is_told_with_whole(self, noted: Noted) -> bool:
        """Tell whether a part went with the customer or the person that it is told with."""
        person = noted.state.get("person_id")
        whole, number = ("customer", noted.customer_id) if person is None else ("person", person)
        return any(each.get("id") == number for each in self.gone(whole))

    def _reorder(self) -> None:
        """Find lists of numbers that kept their members and changed the main one."""
        lists: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for at, each in enumerate(self.notes):
            if each.record == "contact_point" and each.state:
                lists[each.state.get("person_id"), each.state.get("kind")].append(at)
        for places in lists.values():
            gone = [at for at in places if self.notes[at].action is Action.REMOVED]
            come = [at for at in places if self.notes[at].action is Action.ADDED]
            if gone and come and self.cancelled.issuperset(places):
                old, new = self._main(gone), self._main(come)
                if self.notes[old].state["value"] != self.notes[new].state["value"]:
                    self.cancelled.discard(new)
                    self.replaced[new] = self.notes[old]

    def _main(self, places: list[int]) -> int:
        return min(places, key=lambda at: self.notes[at].state.get("position", 0))

    def _pair(self, tables: dict[str, tuple[str, ...]], pair: Any) -> None:  # noqa: ANN401 - a method
        gone: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for at, each in enumerate(self.notes):
            columns = tables.get(each.record)
            if columns is None or each.count > 1 or not each.state or at in self.cancelled:
                continue
            key = (each.record, *(each.state.get(name) for name in columns))
            if each.action is Action.REMOVED:
                gone[key].append(at)
            elif each.action is Action.ADDED and gone[key]:
                pair(gone[key].pop(0), at)

    def _cancel(self, removed: int, added: int) -> None:
        self.cancelled |= {removed, added}

    def _replace(self, removed: int, added: int) -> None:
        self.cancelled.add(removed)
        self.replaced[added] = self.notes[removed]
