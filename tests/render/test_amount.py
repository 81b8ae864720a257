"""Amounts as a person reads them."""

from __future__ import annotations

import pytest

from crmcli.domain.money import Money
from crmcli.render.amount import amount_text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Money(100_000, "CNY"), "CNY 1,000.00"),
        (Money(5, "JPY"), "JPY 5"),
        (Money(1_234_567, "JPY"), "JPY 1,234,567"),
        (Money(1, "BHD"), "BHD 0.001"),
        (Money(-50, "CNY"), "CNY -0.50"),
        (Money(2**63 - 1, "CNY"), "CNY 92,233,720,368,547,758.07"),
    ],
)
def test_an_amount_has_all_its_decimals_and_groups_of_three(amount: Money, text: str) -> None:
    assert amount_text(amount) == text
