"""The board of deals: a column for each stage, with its sums and its first cards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crmcli.domain.deals.deal import share
from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.domain.deals.deal import Deal
    from crmcli.domain.stage import Stage


@dataclass(slots=True)
class Sums:
    """Deals counted, and their amounts added up by currency: never two currencies together."""

    count: int = 0
    overdue: int = 0
    _minor: dict[str, int] = field(default_factory=dict)
    _percents: dict[str, int] = field(default_factory=dict)

    def add(self, deal: Deal) -> None:
        """Count one more."""
        self.count += 1
        self.overdue += deal.is_overdue
        if deal.amount is not None:
            currency, minor = deal.amount.currency, deal.amount.minor
            self._minor[currency] = self._minor.get(currency, 0) + minor
            weighted = self._percents.get(currency, 0) + minor * deal.probability
            self._percents[currency] = weighted

    def merge(self, other: Sums) -> None:
        """Count all of another's deals too."""
        self.count += other.count
        self.overdue += other.overdue
        for mine, theirs in ((self._minor, other._minor), (self._percents, other._percents)):
            for currency, number in theirs.items():
                mine[currency] = mine.get(currency, 0) + number

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The sum of each currency, by its code."""
        return tuple(Money(self._minor[each], each) for each in sorted(self._minor))

    @property
    def weighted(self) -> tuple[Money, ...]:
        """The sum of amount × probability of each currency, rounded once."""
        return tuple(Money(share(self._percents[each], 1), each) for each in sorted(self._minor))


@dataclass(slots=True)
class StageColumn:
    """One stage on the board; `cards` are the first of its deals, the sums are of all."""

    stage: Stage
    sums: Sums = field(default_factory=Sums)
    cards: tuple[Deal, ...] = ()

    @property
    def more(self) -> int:
        """How many deals have no card."""
        return self.sums.count - len(self.cards)

    def first(self, most: int) -> StageColumn:
        """Give the same column with no more than its first cards."""
        return replace(self, cards=self.cards[:most])


def board(deals: Iterable[Deal], stages: Sequence[Stage], most: int) -> tuple[StageColumn, ...]:
    """Sort deals into columns.

    Args:
        deals: in the order of their cards.
        stages: the columns, from left to right; a stage beyond them gets none.
        most: how many cards a column has at the most.
    """
    columns = {stage: StageColumn(stage) for stage in stages}
    for deal in deals:
        column = columns.get(deal.stage)
        if column is None:
            continue
        column.sums.add(deal)
        if len(column.cards) < most:
            column.cards = (*column.cards, deal)
    return tuple(columns.values())
