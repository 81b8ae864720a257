"""What the tests of faults share: one process that forks runs of crm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.launcher import Launcher

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """Give what runs crm in milliseconds, in processes of their own."""
    with Launcher() as launched:
        yield launched
