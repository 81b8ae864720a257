"""How loyalty points are told that moved since something else did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.language import _
from crmcli.render.gate import one_line

if TYPE_CHECKING:
    from crmcli.domain.loyalty import PointsMoved


def moved_points_text(moved: PointsMoved) -> str:
    """Say how many points a customer got, or lost, and what it has now."""
    return _("Loyalty points of {customer} ({id}): {points}, balance {balance}.").format(
        customer=one_line(moved.customer),
        id=moved.customer_id,
        points=f"{moved.points:+}",
        balance=moved.balance,
    )


def purchase_points_text(change: int) -> str:
    """Say how many points more all purchases bring together, or fewer."""
    return _("Loyalty points for purchases: {change} in all.").format(change=f"{change:+}")
