"""The classes that follow from purchases and deals."""

from __future__ import annotations

import pytest

from crmcli.domain.classes import AXIS_VALUES, Axis
from crmcli.domain.derivation import ClassLimits, Trade, derived_class


def test_without_purchases_every_class_is_the_lowest() -> None:
    assert [derived_class(axis, Trade()).value for axis in AXIS_VALUES] == [
        "prospect",
        "low",
        "low",
        "prospect",
    ]


@pytest.mark.parametrize(
    ("axis", "trade", "expected"),
    [
        (Axis.STATUS, Trade(open_deals=1, purchases=3), "negotiating"),
        (Axis.STATUS, Trade(won_deals=1), "won"),
        (Axis.STATUS, Trade(purchases=1), "won"),
        (Axis.VALUE, Trade(recent_amount=9_999), "low"),
        (Axis.VALUE, Trade(recent_amount=10_000), "medium"),
        (Axis.VALUE, Trade(recent_amount=100_000), "high"),
        (Axis.FREQUENCY, Trade(recent_purchases=3), "low"),
        (Axis.FREQUENCY, Trade(recent_purchases=4), "medium"),
        (Axis.FREQUENCY, Trade(recent_purchases=12), "high"),
        (Axis.LIFECYCLE, Trade(purchases=1), "first_purchase"),
        (Axis.LIFECYCLE, Trade(purchases=2), "repeat"),
        (Axis.LIFECYCLE, Trade(purchases=5), "loyal"),
        (Axis.LIFECYCLE, Trade(purchases=5, lost=True), "lost"),
    ],
)
def test_a_class_begins_at_its_limit(axis: Axis, trade: Trade, expected: str) -> None:
    assert derived_class(axis, trade) == expected


def test_limits_can_be_others() -> None:
    limits = ClassLimits(loyal=2)
    assert derived_class(Axis.LIFECYCLE, Trade(purchases=2), limits) == "loyal"
