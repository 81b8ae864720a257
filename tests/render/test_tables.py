"""Tables on a terminal: whatever stands in them, every column begins where its heading does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.render.columns import characters, width
from crmcli.render.layout import Column, Layout
from crmcli.render.tables import table_lines
from tests.render.test_width import ODD

if TYPE_CHECKING:
    from tests.conftest import Crm

rows = st.lists(
    st.tuples(
        st.lists(st.sampled_from(ODD), min_size=1, max_size=4).map("".join),
        st.integers(0, 99_999).map(str),
        st.lists(st.sampled_from([*ODD, " ", "3 天", "2026-11-20"]), max_size=12).map("".join),
    ),
    min_size=1,
    max_size=6,
)
LAYOUT = Layout(
    (
        Column("Name", lambda row: row[0], most=12),
        Column("No", lambda row: row[1], right=True),
        Column("|Said", lambda row: f"|{row[2]}", wraps=True),
        Column("|End", lambda row: f"|{row[1]}"[:1]),
    )
)


def starts(line: str, mark: str) -> list[int]:
    """Say at which columns a mark stands."""
    at, found = 0, []
    for character, columns in characters(line):
        if character == mark:
            found.append(at)
        at += columns
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.sampled_from([40, 60, 80, 120]))
def test_each_column_begins_where_its_heading_does(
    monkeypatch: pytest.MonkeyPatch, made: list[tuple[str, str, str]], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    head, *lines = "".join(table_lines(LAYOUT, made)).splitlines()
    said, end = starts(head, "|")
    for line in lines:
        assert width(line) <= columns
        assert set(starts(line, "|")) <= {said, end}
    assert sum(len(starts(line, "|")) for line in lines) == 2 * len(made)


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_list_of_names_of_all_kinds_is_aligned(
    crm: Crm, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    for name in ODD:
        crm(["customer", "add", f"{name} x"])
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = crm("customer list --format table").lines
    assert max(map(width, lines)) <= columns
    assert len({width(line) for line in lines[1:]}) == 1


def test_the_board_is_aligned_whatever_its_names(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(ODD, 1):
        crm(["customer", "add", f"{name} x"])
        crm(["deal", "add", f"id:{number}", f"{name} one", "--amount", "10"])
        crm(["deal", "add", f"id:{number}", "|", "--amount", "10", "--stage", "quote"])
    monkeypatch.setenv("COLUMNS", "80")
    lines = crm("deal list --board --format table").lines
    assert {at for line in lines for at in starts(line, "|")} == {lines[0].index("quote")}
