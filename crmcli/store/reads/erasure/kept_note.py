"""A note of the history about several records, that stays without what it held of some of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.store.records import number_column

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(slots=True)
class KeptNote:
    """The columns of a note that can change; as in the table `change`."""

    first: int | None
    last: int | None
    customer_id: int | None
    old: str | None
    new: str | None

    def keep(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Hold only these of the removed rows of a table."""
        number = number_column(table)
        if number is not None:
            numbers = [row[number] for row in rows]
            self.first, self.last = min(numbers), max(numbers)
        owner = "id" if table == "customer" else "customer_id"
        if owner in rows[0]:
            owners = {row[owner] for row in rows}
            self.customer_id = owners.pop() if len(owners) == 1 else None
        self.old = _image_text(rows)

    def dissolve(self, column: str, targets: Collection[int], *, removed: bool) -> bool:
        """Empty a column where it refers to one of some records; tell whether it did.

        Args:
            column: its name.
            targets: the records.
            removed: whether the note is about removed rows; else about changed columns of one.
        """
        if removed:
            return self._dissolve_rows(column, targets)
        found = False
        for name in ("old", "new"):
            values = json.loads(getattr(self, name) or "{}")
            if values.get(column) in targets:
                setattr(self, name, _json({**values, column: None}))
                found = True
        return found

    def _dissolve_rows(self, column: str, targets: Collection[int]) -> bool:
        rows = image(self.old)
        referring = [row for row in rows if row.get(column) in targets]
        for row in referring:
            row[column] = None
        if referring:
            self.old = _image_text(rows)
        return bool(referring)


def image(old: str | None) -> list[dict[str, Any]]:
    """Read the rows that a note of removed rows holds."""
    content = json.loads(old or '{"columns":[],"rows":[]}')
    return [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]


def _image_text(rows: Sequence[Mapping[str, Any]]) -> str:
    return _json({"columns": list(rows[0]), "rows": [list(row.values()) for row in rows]})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
