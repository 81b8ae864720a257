"""`crm due` as it is shown: tables, pipes, the best part of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Crm


def refs(crm: Crm, line: str = "") -> list[str]:
    return [row["ref"] for row in crm(f"due --json {line}").json]


@pytest.fixture
def three(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Three customers; one of them is owed two things."""
    monkeypatch.setenv("COLUMNS", "100")
    for name, grade in (("王芳", "A"), ("Bob", "B"), ("Cid", "C")):
        crm(f"customer add {name} --grade {grade}")
    crm("promise add Bob 'send quote' --by 2026-03-30")
    return crm


def test_a_table_has_one_row_for_a_customer_and_a_pipe_one_for_each_obligation(three: Crm) -> None:
    assert refs(three) == ["promise:1", "follow_up:1", "follow_up:2", "follow_up:3"]
    table = three("due --format table").lines
    assert len(table) == 4
    assert "send quote – promise 1 for 2026-03-30; also:" in table[1]
    assert three("due --format ids").lines == ["2", "1", "3"]
    assert len(three("due --format tsv").lines) == 5


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
def test_a_table_fits_its_terminal(three: Crm, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.render.columns import width as columns_of

    monkeypatch.setenv("COLUMNS", str(width))
    for line in ("due --format table", "due --why --format table", "due load --format table"):
        for each in three(line).lines:
            assert columns_of(each) <= width


def test_an_explained_table_is_blocks(three: Crm) -> None:
    lines = three("due --why --format table --customer Bob").lines
    assert lines[0] == "Bob (2)  B"
    assert lines[1] == "  send quote  1 day late  promise:1"
    assert any(line.strip().startswith("Follow up  today") for line in lines)
    assert all(len(line) <= 100 for line in lines)


def test_a_limit_counts_what_is_shown_and_says_what_it_leaves_out(three: Crm) -> None:
    # Bob's promise makes Bob the most urgent; then the grade decides.
    answer = three("due --limit 2 --json")
    assert [row["ref"] for row in answer.json] == ["promise:1", "follow_up:2"]
    assert answer.err == "Left out: 2 rows of 2 customers, about 20 min. Shown: about 10 min.\n"
    table = three("due --limit 2 --format table")
    assert len(table.lines) == 3
    assert "Left out: 1 row of 1 customer, about 10 min." in table.err
    assert three("due --limit 2 --format ids").lines == ["2", "1"]
    assert three("due --limit 9").err == ""


def test_a_budget_takes_what_fits_into_the_time(three: Crm) -> None:
    answer = three("due --budget 20m --format tsv")
    assert [line.split("\t")[0] for line in answer.lines[1:]] == [
        "promise:1",
        "follow_up:1",
        "follow_up:2",
    ]
    assert "Left out: 1 row of 1 customer" in answer.err
    three("customer edit Bob --channel visit")
    assert refs(three, "--budget 1h") == ["follow_up:1", "follow_up:3"]
    assert len(refs(three, "--budget 2h")) == 4


def test_the_list_prints_the_same_bytes_twice(three: Crm) -> None:
    for line in ("due", "due --json", "due --why --format table", "due --limit 2"):
        assert three(line) == three(line)
