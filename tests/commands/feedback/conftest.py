"""A book with a customer who has something to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

OPENED = "2026-03-02 09:00"


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer who was phoned, so that nothing but feedback is due."""
    crm("customer add 王芳 --grade D", today="2026-03-02")
    crm("log add 王芳 --via phone", today="2026-03-02")
    return crm


@pytest.fixture
def complaint(wang: Crm) -> Crm:
    """A complaint of a Monday morning."""
    wang("feedback add 王芳 'pump leaks' --kind complaint", today=OPENED)
    return wang
