"""An open complaint, told beside whatever else is shown of its customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmcli.domain.feedback_state import FeedbackState


@dataclass(frozen=True, slots=True)
class OpenComplaint:
    """The oldest open complaint of a customer, and how far it has come."""

    id: int
    customer_id: int
    customer: str
    state: FeedbackState
