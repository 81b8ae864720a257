"""Every list of feedback, surveys, measures, warnings and campaigns can be cut with `--limit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm

LISTS = ("feedback list", "feedback survey list", "feedback measure list", "churn list",
         "campaign list")  # fmt: skip


@pytest.fixture
def book(crm: Crm) -> Crm:
    for name in ("Ann", "Bob", "Cid"):
        crm(f"customer add {name}")
        crm(f"feedback add {name} words --kind praise")
        crm(f"feedback survey add {name} --score 1")
        crm("feedback measure add words --by +1d")
        crm(f"campaign add {name} {name}")
    return crm


@pytest.mark.parametrize("line", LISTS)
def test_the_first_so_many_are_listed(book: Crm, line: str) -> None:
    every = book(f"{line} --json").json
    assert len(every) == 3
    assert book(f"{line} --limit 2 --json").json == every[:2]
    assert book(f"{line} --limit 9 --json").json == every
    assert len(book(f"{line} --limit 1").lines) == 2


@pytest.mark.parametrize("line", LISTS)
def test_fewer_than_one_is_refused(book: Crm, line: str) -> None:
    book(f"{line} --limit 0", code=2)


def test_the_sum_below_a_cut_list_of_answers_is_of_all_of_them(book: Crm) -> None:
    told = book("feedback survey list --limit 1 --format table").err
    assert "3 answers" in told
