"""A change of a record as it was noted, with the record as it was then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from crmcli.domain.history import Action

    Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """What a command did to one record, or to a range of them; values as the book keeps them.

    Args:
        id: the number of the change; None for what tells of itself, a copy or an erasure.
        record: the table.
        action: what was done.
        record_id: the record's id, or that of the record it is a part of; of a range the lowest.
        customer_id: whose record it is; None for one of the whole book, and for a range.
        count: how many records.
        old: columns before the change; all of them where the record was removed.
        new: columns after it; all of them where the record was added.
        state: all that is known of the record after the change, or before it was removed.
        related: other records that are needed to tell of this one, by their part in it.
    """

    id: int | None
    record: str
    action: Action
    record_id: int | None
    customer_id: int | None
    count: int = 1
    old: Values | None = None
    new: Values | None = None
    state: Values = field(default_factory=dict)
    related: Mapping[str, Values] = field(default_factory=dict)
