"""The page of a large report stays small, and says what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crmcli.domain.id_ranges import IdRanges
from crmcli.render.reports.cells import row_texts
from crmcli.render.reports.page import LARGEST, page_text
from tests.render.reports import made
from tests.render.reports.reading_pages import read_page, rows, sections


def test_very_many_records_of_a_row_are_counted_instead_of_listed() -> None:
    ids = IdRanges([(at * 3, at * 3 + 1) for at in range(20_000)])
    block = made.named(["one", "two"])
    block = replace(block, rows=tuple(replace(row, ids=ids) for row in block.rows))
    (section,) = sections(read_page(page_text([made.report(block, explained=True)]))).values()
    shown = section.one("details").texts("dd")[0]
    assert shown.startswith("deal 0-1,3-4,6-7,")
    assert shown.endswith(",14997-14998 and 30,000 more, all with --json")


def test_a_long_table_says_how_many_rows_are_left_out() -> None:
    for count in (200, 201, 1_234):
        block = made.named([f"客户 {at}" for at in range(count)])
        (section,) = sections(read_page(page_text([made.report(block)]))).values()
        said = [each.text for each in section.of_class("left")]
        assert rows(section)[1:-1] == [row_texts(row) for row in block.rows[:200]]
        assert rows(section)[-1][0] == "Total"
        if count == 200:
            assert not said
        else:
            left = f"{count - 200:,}"
            assert said == [f"The first 200 of {count:,} rows are shown; {left} are left out."]


@pytest.mark.parametrize("given", [{}, {"compare": True}])
def test_a_page_of_a_large_book_is_small_enough_to_be_sent(given: dict[str, bool]) -> None:
    ids = IdRanges([(at * 3, at * 3 + 1) for at in range(300)])
    block = made.named([f"上海宏远自动化设备有限公司第 {at} 号分店" for at in range(700)])
    block = replace(block, rows=tuple(replace(row, ids=ids) for row in block.rows))
    blocks = [replace(block, key=f"b{at}") for at in range(21)]
    text = page_text([made.report(*blocks, explained=True, **given)])
    assert LARGEST == 300_000
    assert len(text.encode()) < LARGEST
    for section in sections(read_page(text)).values():
        (left,) = section.of_class("left")
        shown = len(section.one("tbody").all("tr"))
        assert shown >= 10
        assert left.text == (
            f"The first {shown} of 700 rows are shown; {700 - shown} are left out."
        )
