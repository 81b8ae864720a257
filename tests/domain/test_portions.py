"""Many things some at a time."""

from __future__ import annotations

import pytest

from crmcli.domain import portions as module
from crmcli.domain.portions import portions


def test_so_many_at_a_time_and_fewer_where_they_are_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEAVIEST", 10)
    assert list(portions([1] * 7, 3, lambda each: each)) == [[1] * 3, [1] * 3, [1]]
    assert list(portions([6, 6, 30, 1], 3, lambda each: each)) == [[6, 6], [30], [1]]
    assert list(portions([], 3, lambda each: each)) == []
