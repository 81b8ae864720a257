"""A deal that a text on the command line may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmcli.domain.stage import Stage


@dataclass(frozen=True, slots=True)
class DealCandidate:
    """A deal that a text may mean; the field names are the keys of its JSON."""

    id: int
    title: str
    customer_id: int
    customer: str
    stage: Stage

    @property
    def name(self) -> str:
        """What it is told by."""
        return self.title

    @property
    def company(self) -> str:
        """Whose it is."""
        return self.customer
