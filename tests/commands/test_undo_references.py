"""What refers to a record keeps it: undo and redo say who made it refer, or who took it away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Answer, Crm

    By = Callable[..., Answer]


@pytest.fixture
def by(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> By:
    """Give what runs a command line as somebody."""

    def run(author: str, line: str, code: int = 0, **more: Any) -> Answer:
        monkeypatch.setenv("CRM_USER", author)
        return crm(line, code=code, **more)

    return run


def refused(crm: Crm, by: By, author: str, line: str) -> tuple[str, str, str]:
    before = contents(crm.db)
    error = by(author, f"{line} --json", 4).error
    assert contents(crm.db) == before
    return error["code"], error["message"], error["hint"].partition(".")[0]


ZED_BY_LI = "customer Zed (2) was referred by customer Li (1)"


@pytest.mark.parametrize(
    ("walk", "what"),
    [
        (["bob: customer add Zed --referred-by Li"], ZED_BY_LI),
        (["bob: customer add Zed", "bob: customer edit Zed --set referred_by=Li"], ZED_BY_LI),
        (
            ["ann: customer field add shoe", "bob: customer edit Li --set shoe=9"],
            "customer Li (1) has a value in field shoe",
        ),
        (
            ["ann: customer field add shoe", "bob: customer add Zed --set shoe=9"],
            "customer Zed (2) has a value in field shoe",
        ),
    ],
)
def test_who_refers_to_what_would_go_is_named(crm: Crm, by: By, walk: list[str], what: str) -> None:
    by("ann", "customer add Li", today="2026-03-30")
    for each in walk:
        by(*each.split(": "))
    name = "customer field add" if walk[0].startswith("ann") else "customer add"
    last = " ".join(walk[-1].split()[1:3])

    told = f"`{name}` cannot be taken back: {what}, since bob ran `{last}` (2026-03-31 12:00)."
    expected = ("still_referred_to", told, "bob may undo that first; else change it by hand")
    assert refused(crm, by, "ann", "undo") == expected
    assert refused(crm, by, "ann", "undo --dry-run") == expected
    blocked = by("ann", "undo --list --json").json[0]["blocked_by"]
    assert (blocked["author"], blocked["command"]) == ("bob", last)
    shown = " ".join(by("ann", "undo --list --format table").out.split())
    assert f"(blocked by `{last}` of bob, 2026-03-31 12:00)" in shown

    by("bob", "undo")
    by("ann", "undo")


def test_what_came_in_together_does_not_keep_itself(crm: Crm, by: By) -> None:
    by("ann", "customer import - --yes", stdin="name,hat\nA,red\nB,blue\n")
    assert by("ann", "undo --list --json").json[0]["blocked_by"] is None
    by("ann", "undo --dry-run")
    by("ann", "undo")
    by("ann", "redo --dry-run")
    by("ann", "redo")
    by("bob", "customer add C --set hat=red")
    code, told, _ = refused(crm, by, "ann", "undo --dry-run")
    assert (code, "customer C (3) has a value in field hat" in told) == ("still_referred_to", True)


def test_who_took_away_what_would_come_back_to_is_named(crm: Crm, by: By) -> None:
    by("ann", "customer add Li")
    by("bob", "customer add Zed --referred-by Li")
    by("bob", "undo")
    by("ann", "undo", today="2026-04-01")
    told = f"`customer add` cannot be brought back: {ZED_BY_LI}, which is gone since ann ran `undo`"
    expected = ("target_gone", f"{told} (2026-04-01 12:00).", "ann may bring that back first")
    assert refused(crm, by, "bob", "redo") == expected
    by("ann", "redo")
    by("bob", "redo")


def test_a_part_says_that_its_customer_is_gone(crm: Crm, by: By) -> None:
    by("bob", "customer add Li")
    by("bob", "log add Li hi --via phone --keep")
    by("bob", "undo")
    with closing(sqlite3.connect(crm.db)) as book:
        book.execute("DELETE FROM customer")
        book.commit()
    told = "`log add` cannot be brought back: customer 1 is gone."
    assert refused(crm, by, "bob", "redo") == ("target_gone", told, "See `crm history`")


def test_a_field_that_is_gone_is_named(crm: Crm, by: By) -> None:
    by("bob", "customer add Li")
    by("ann", "customer field add shoe")
    by("bob", "customer edit Li --set shoe=9")
    by("bob", "undo")
    by("ann", "undo")
    what = "customer Li (1) has a value in field shoe, which is gone since ann ran `undo`"
    assert what in refused(crm, by, "bob", "redo")[1]


def test_what_refers_from_before_there_was_a_history_is_named_without_an_author(
    crm: Crm, by: By
) -> None:
    by("ann", "customer add Li")
    by("bob", "customer add Zed --referred-by Li")
    with closing(sqlite3.connect(crm.db)) as book:
        book.execute("DELETE FROM change WHERE command_id = 2")
        book.commit()
    expected = (
        "still_referred_to",
        f"`customer add` cannot be taken back: {ZED_BY_LI}.",
        "Change that one first",
    )
    assert refused(crm, by, "ann", "undo") == expected
