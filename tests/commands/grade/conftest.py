"""Customers of the grade tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Crm

import pytest


@pytest.fixture
def shown(crm: Crm) -> Callable[..., Any]:
    """Give the record of `grade show`."""

    def show(who: str = "王芳", today: str = "2026-03-31") -> Any:
        return crm(["grade", "show", who, "--json"], today=today).json

    return show


@pytest.fixture
def three(crm: Crm) -> Crm:
    """Three customers on 31 March: by hand against the rule, with a date that passes, honest."""
    crm("customer add 王芳 --grade A --need potential")
    crm("customer add 李雷 --need clear --close 2026-04-10")
    crm("customer add 韩梅 --need clear --close 2026-08-01")
    for name in ("王芳", "李雷", "韩梅"):
        crm(f"log add {name} hello --via phone --keep")
    return crm
