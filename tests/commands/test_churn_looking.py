"""`crm churn look` at several customers: tried before, and told by the ids of the looks alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contents import contents

if TYPE_CHECKING:
    from tests.conftest import Crm


@pytest.fixture
def several(crm: Crm) -> Crm:
    for name in ("Ann", "Bob", "Cid"):
        crm(f"customer add {name}")
    for name in ("Ann", "Bob"):
        crm(f"feedback survey add {name} --score 1")
    return crm


def test_a_dry_run_says_whose_warnings_would_be_looked_at(several: Crm) -> None:
    before = contents(several.db)
    assert several("churn look Ann Bob Cid --dry-run").lines == [
        "Would look at Ann (1): score 1 on 2026-03-31.",
        "Would look at Bob (2): score 1 on 2026-03-31.",
        "Cid (3) has no warning that nobody has looked at.",
    ]
    told = several("churn look Cid --note seen --dry-run").out
    assert told == "Would look at Cid (3): no warning stands.\n"
    rows = several("churn look Ann Cid --dry-run --json").json
    assert [(row["id"], row["dry_run"]) for row in rows] == [(None, True), (None, True)]
    assert several("churn look Ann Nobody --dry-run --json", code=3).error["code"]
    assert contents(several.db) == before


@pytest.mark.parametrize("option", ["--quiet", "--format ids"])
def test_what_is_printed_quietly_is_the_ids_of_the_looks(several: Crm, option: str) -> None:
    assert several(f"churn look Ann Cid Bob {option}").out == "1\n2\n"
    assert several(f"churn look Cid {option}").out == ""
    assert several(f"churn look Ann Bob {option}").out == ""
