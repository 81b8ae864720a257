"""A book of some customers, for whom a campaign is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    """Give four customers of grade B with a phone call behind them, one of C; ids 1 to 5."""
    for name in ("王芳", "李雷", "韩梅", "Bob"):
        crm(["customer", "add", name, "--grade", "B", "--tag", "vip"], today="2026-03-01")
        crm(["log", "add", name, "--via", "phone"], today="2026-03-30")
    crm("customer add Carl --grade C", today="2026-03-01")
    return crm
