"""Satisfaction surveys (满意度): when one is due, and what a set of answers comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.span import Span


def survey_due(last: date | None, existing_since: date | None, cadence: Span) -> date | None:
    """Say on which local date a customer is asked again; None for one that never bought.

    Args:
        last: the local date of its last survey; None if there was none.
        existing_since: since when it is an existing customer; None if it is none.
        cadence: how often existing customers are asked (rule: each quarter).
    """
    if existing_since is None:
        return None
    return cadence.after(existing_since if last is None else last)
