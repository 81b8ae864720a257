"""Cells of a spreadsheet become the text that a table of text would have."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from crmcli.exchange.workbook.cells import texts_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  王芳 \n", "  王芳 \n"),
        ("1.38001E+10", "1.38001E+10"),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (13800138000.0, "13800138000"),
        (0.0, "0"),
        (-0.0, "0"),
        (-5.0, "-5"),
        (9007199254740991.0, "9007199254740991"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (19.99 * 3, "59.97"),
        (1e-7, "0.0000001"),
        (1.5e-300, "1.5E-300"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2), "2026-01-02"),  # noqa: DTZ001 - a spreadsheet knows no zones
        (datetime(2026, 1, 2, 9, 30), "2026-01-02 09:30:00"),  # noqa: DTZ001
        (datetime(2026, 1, 2, 9, 29, 59, 999_999), "2026-01-02 09:30:00"),  # noqa: DTZ001
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31 23:59:59"),  # noqa: DTZ001
        (time(9, 30), "09:30:00"),
        (timedelta(days=10, hours=15, minutes=10, seconds=10), "255:10:10"),
        (timedelta(hours=-1), "-1:00:00"),
    ],
)
def test_a_value_is_the_text_that_a_spreadsheet_means(value: object, text: str) -> None:
    assert texts_of([value]) == ([text], {})


@pytest.mark.parametrize("value", [2.0**53, 6.222021234567891e18, -(2.0**60), 1e300, 2**53])
def test_a_number_with_more_digits_than_it_holds_is_marked(value: float) -> None:
    (_,), lost = texts_of([value])
    assert lost == {0: "digits"}


def test_a_nul_and_a_cell_without_end_are_marked_by_their_place() -> None:
    texts, lost = texts_of(["a", "b\0c", "x" * 16_000_001])
    assert lost == {1: "nul", 2: "length"}
    assert len(texts[2]) < 1000
