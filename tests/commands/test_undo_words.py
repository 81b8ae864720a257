"""What undo, redo and their list say of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm("customer add 王芳 --grade C")
    crm("customer add 李雷 --grade C")
    crm("log add 王芳 hello --via phone --also 李雷 --at -3d --keep")
    return crm


def summary(book: Crm) -> str:
    return str(book("undo --dry-run --json").json["summary"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "grade policy --set C=10d",
            "policy C: every 15 days → every 10 days; 2 customers changed",
        ),
        ("grade policy --set horizon.A=2w", "policy horizon.A: 1m → 2w"),
        ("grade policy --set minutes.phone=12", "policy minutes.phone: 10 → 12"),
        ("config set region US", "setting region: CN → US"),
        ("config set currency EUR --force", "setting currency: CNY → EUR"),
        ("customer edit --where 'grade = C' --tag x --yes", "2 customers changed"),
    ],
)
def test_a_command_is_told_by_what_it_changed(book: Crm, line: str, told: str) -> None:
    book(line)
    assert summary(book) == told


def test_what_a_policy_was_before_is_known_whatever_was_taken_back_since(book: Crm) -> None:
    book("grade policy --set C=10d")
    book("grade policy --set C=12d")
    assert summary(book).startswith("policy C: every 10 days → every 12 days")
    book("undo")
    book("undo")
    told = [each["summary"] for each in book("undo --list --json").json if each["redo"]]
    assert [each.partition(";")[0] for each in told] == [
        "policy C: every 10 days → every 12 days",
        "policy C: every 15 days → every 10 days",
    ]
    shown = book("history --command undo --format table").out
    assert "policy C: every 12 days → every 10 days" in shown
    assert "policy C: every 10 days → every 15 days" in shown
    book("grade policy --set C=13d")
    assert summary(book).startswith("policy C: every 15 days → every 13 days")


def test_a_setting_that_is_unset_has_its_default_again(book: Crm) -> None:
    book("config set region US")
    book("config unset region")
    assert summary(book) == "setting region: US → CN"


def test_a_customer_that_is_gone_keeps_its_name_where_it_may_come_back(book: Crm) -> None:
    book("customer add 赵敏")
    book("customer lose 赵敏 --reason price")
    book("undo")
    book("undo")
    told = [each["summary"] for each in book("undo --list --json").json if each["redo"]]
    assert told[0].startswith("赵敏 (3): lost on 2026-03-31: price")
    assert told[1].startswith("赵敏 (3): added as 赵敏")


def test_what_was_taken_back_does_not_read_as_what_holds(book: Crm) -> None:
    book("customer edit 王芳 --name 王方")
    line = "`crm customer edit 王芳 --name 王方` (2026-03-31 12:00)"
    what = "王方 (1): name: 王芳 → 王方"
    assert f"Would take back {line} and undo: {what}" in book("undo --dry-run").out
    assert f"Took back {line} and undid: {what}" in book("undo").out
    what = what.replace("王方 (1)", "王芳 (1)")
    assert f"Would bring back {line}: {what}" in book("redo --dry-run").out
    assert f"Brought back {line}: " in book("redo").out
