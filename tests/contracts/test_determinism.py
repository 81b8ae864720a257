"""The same command lines print the same bytes twice with the same `--today`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import Crm

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LINES = (
    "customer add 王芳 --phone 13800138000 --need clear --close +3w --json",
    "customer add 李雷 --company 甲公司 --importance key --tag vip --json",
    "log add 王芳 hello --via phone --next send --by fri --json",
    "log add 李雷 --via visit --at -2d",
    "promise list --json",
    "grade show 王芳 --json",
    "grade audit --json",
    "due --ahead 40 --json",
    "due --ahead 40 --format table",
    "due load --format csv",
    "customer show 李雷 --json",
    "customer list --format tsv",
    "customer find 王 --json",
    "log list --format md",
)


def test_two_books_print_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crm: Crm
) -> None:
    del crm
    first, second = (Crm(tmp_path / name / "book.db", monkeypatch) for name in ("one", "two"))
    for each in (first, second):
        each.db.parent.mkdir()
    for line in LINES:
        assert first(line).out == second(line).out, line


def test_the_demonstration_is_the_same_for_the_same_day(crm: Crm) -> None:
    assert crm("demo --json").out == crm("demo --json").out
    assert crm("demo --json").out != crm("demo --json", today="2026-04-01").out


def test_reading_twice_prints_the_same(crm: Crm) -> None:
    crm("customer add 王芳")
    for line in ("due --json", "customer list --json", "customer show 王芳"):
        assert crm(line).out == crm(line).out
