"""A book is made by the first write that has something to keep, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("log add 王芳 --via phone", 3),
        ("promise add 王芳 x --by fri", 3),
        ("grade set 王芳 A --reason x", 3),
        ("customer edit 王芳 --tag x", 3),
        ("customer archive 王芳", 3),
        ("due snooze follow_up:1 --until fri --reason x", 3),
        ("due", 3),
        ("customer add ''", 5),
        ("customer add 王芳 --need maybe", 2),
        ("customer add 王芳 --close blursday", 2),
        ("customer add 王芳 --potential 1.005", 5),
        ("customer add 王芳 --potential NaN", 5),
        ("customer add 王芳 --phone x", 5),
        ("customer add 王芳 --email x", 5),
        ("customer import /nonexistent.csv", 3),
        ("customer field add x --type blob", 2),
    ],
)
def test_what_fails_makes_no_book(crm: Crm, line: str, code: int) -> None:
    answer = crm(f"{line} --json", code=code)
    assert answer.out == ""
    assert set(answer.error) >= {"code", "message", "hint"}
    assert not crm.db.exists()
    assert list(crm.db.parent.glob("*.db*")) == []


def test_the_first_customer_makes_a_book_for_its_owner_alone(crm: Crm) -> None:
    crm("customer add 王芳")
    assert crm.db.stat().st_mode & 0o777 == 0o600
