"""Which pairs of customers are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.duplicate.rule import LIKELY

if TYPE_CHECKING:
    from crmcli.domain.duplicate.words import Evidence


@dataclass(frozen=True, slots=True)
class AlikeQuery:
    """Which pairs are asked for.

    Args:
        least: the lowest score.
        kinds: what they must be alike in; anything if empty.
        archived: whether archived customers are compared too.
        limit: the likeliest so many.
    """

    least: int = LIKELY
    kinds: frozenset[Evidence] = frozenset()
    archived: bool = False
    limit: int | None = None

    def wants(self, *kinds: Evidence) -> bool:
        """Tell whether pairs are asked for that are alike in one of some kinds."""
        return not self.kinds or not self.kinds.isdisjoint(kinds)
