"""Quantities: read exactly, up to three decimals, and given as numbers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.quantity import (
    UnreadableQuantity,
    quantity_number,
    quantity_text,
    read_quantity,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1", "1"),
        ("2.5", "2.5"),
        ("0.001", "0.001"),
        ("1,200", "1200"),
        ("1,200.750", "1200.75"),
        ("2.50000", "2.5"),
        ("007", "7"),
        (" １２．５ ", "12.5"),
        ("999999999999.999", "999999999999.999"),
    ],
)
def test_a_quantity_is_read_exactly(text: str, written: str) -> None:
    assert quantity_text(read_quantity(text)) == written


@pytest.mark.parametrize(
    "text", ["", "0", "0.000", "-1", "1.0001", "1e3", "two", "1,20", "1.", ".5", "1" * 13, "½"]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(UnreadableQuantity):
        read_quantity(text)


@given(st.integers(1, 10**15 - 1))
def test_as_a_json_number_it_is_the_same_number(thousandths: int) -> None:
    number = quantity_number(thousandths)
    assert json.dumps(number) == quantity_text(thousandths)
    assert read_quantity(str(number)) == thousandths
