"""A report as it is told to programs; the field names are the keys of its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class ToldPeriod:
    """The days a report is about; None where they have no beginning or no end."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ToldBlock:
    """One of its tables.

    Each row has a value for each column, and where that was asked for the `record` and the `ids` of
    what was counted in it; where a figure `open` counts only some of these, `open_ids` are those.
    `how` then says how its figures are computed. A share is
    `{"part": 3, "whole": 12, "rate": 0.25}`, a mean or a median has its `count`, sums have
    `amounts` by currency and `book_amount` where rates allow it; what rests on nothing is None.
    """

    title: str
    rows: tuple[Mapping[str, Any], ...]
    total: Mapping[str, Any] | None
    notes: tuple[str, ...]
    how: str | None


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A whole report; `today` is the local date from which it was seen."""

    report: str
    title: str
    today: date
    period: ToldPeriod
    before: ToldPeriod | None
    base: tuple[str, ...]
    blocks: Mapping[str, ToldBlock]
