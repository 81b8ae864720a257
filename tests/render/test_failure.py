"""What is said of a command line that the parser refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("due --limit 0", "--limit needs a whole number, at least 1."),
        ("backup --keep -1", "--keep needs a whole number, at least 1."),
        ("due load --days 9999", "--days needs a whole number from 1 to 3660."),
        ("due load --days soon", "--days needs a whole number from 1 to 3660."),
    ],
)
def test_a_number_out_of_range_is_told_the_range(crm: Crm, line: str, said: str) -> None:
    assert crm(f"{line} --json", code=2).error["message"] == said
