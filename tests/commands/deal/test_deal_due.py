"""A deal on the due list: past its date, or quiet beyond its stage's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def wang(crm: Crm) -> Crm:
    """A customer with a potential need, phoned today: grade D."""
    crm("customer add 王芳 --need potential")
    crm("log add 王芳 --via phone")
    return crm


def refs(crm: Crm, today: str) -> list[str]:
    return [row["ref"] for row in crm("due --json --kind deal", today=today).json]


def test_a_deal_past_its_date_is_due_the_day_after(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --close 2026-04-03 --stage quote")
    wang("grade set 王芳 E --reason x")
    assert refs(wang, "2026-04-03") == []
    assert refs(wang, "2026-04-04") == ["deal:1"]
    shown = wang("deal show 1 --json", today="2026-04-06").json
    assert (shown["due"], shown["due_basis"], shown["overdue_days"]) == (
        "2026-04-04",
        "close_passed",
        2,
    )
    wang("deal edit 1 --close 2026-04-20", today="2026-04-06")
    assert refs(wang, "2026-04-06") == []


def test_a_quiet_deal_is_due_until_there_is_a_contact_or_a_move(wang: Crm) -> None:
    wang("deal add 王芳 ERP --amount 1 --stage quote")
    assert refs(wang, "2026-04-06") == []
    assert refs(wang, "2026-04-07") == ["deal:1"]
    wang("log add 王芳 --via phone", today="2026-04-07")
    assert refs(wang, "2026-04-13") == []
    assert wang("deal show 1 --json", today="2026-04-13").json["quiet_days"] == 6
    assert refs(wang, "2026-04-14") == ["deal:1"]
    wang("deal move 1 negotiation", today="2026-04-14")
    assert refs(wang, "2026-04-20") == []
    wang("deal win 1", today="2026-04-20")
    assert refs(wang, "2026-12-20") == []
