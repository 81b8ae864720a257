"""A workbook of reports: its texts, its sheets, and the file as a whole."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from crmcli.domain.message import message
from crmcli.domain.reports.figures import Share
from crmcli.domain.reports.report import Column, Kind
from crmcli.exchange.extra import MissingExtra
from crmcli.exchange.xlsx.cells import MOST_CHARACTERS
from crmcli.exchange.xlsx.report_book import sheet_names
from tests.exchange.xlsx.report_files import (
    MAIN,
    NAME,
    below,
    grid,
    part,
    report,
    table,
    written,
)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@x", "{=1+1}", '=HYPERLINK("http://x")', "http://example.com", "007",
        "1e5", "TRUE", "#N/A", "nan", "<r>x</r>", "<r><t>x</t></r>", "<r></r>", "'=quoted", "'",
        "<script>alert(1)</script>", "a<b>&\"c'", "]]>", "&amp;", " leads", "trails ", "a\nb",
        "_x0041_", "_x0041_x0042_", "_x005F_x0041_", "nul? \x01\x1f", "\x7f\x85", "bare\rreturn",
        "\u202eright", "שלום", "مرحبا", "😀👨‍👩‍👧", "王芳", "\u3000宽",
    ],
)  # fmt: skip
def test_text_appears_literally_wherever_it_stands(text: str) -> None:
    file = written(
        report(
            table((text, 1), title=text, how=message("{text}", text=text)),
            title=text,
            explained=True,
        )
    )
    cells = grid(file)
    assert cells[0][0] == text
    assert [row[0] for row in cells].count(text) == 4
    assert "<f>" not in ET.tostring(part(file, "xl/worksheets/sheet1.xml"), "unicode")


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\0\ufffe\uffff"), min_size=1, max_size=30
    )
)
def test_any_text_is_read_back(text: str) -> None:
    assert below(grid(written(report(table((f"x{text}x", 1))))), "Why")[1][0] == f"x{text}x"


@pytest.mark.parametrize("sign", ["好", "😀"])
def test_a_text_longer_than_a_cell_is_cut_and_said_to_be(sign: str) -> None:
    longest = sign * (MOST_CHARACTERS // (1 if sign == "好" else 2))
    whole, cut = grid(written(report(table((longest, 1))))), longest + sign
    assert whole[-1][0] == longest
    found = grid(written(report(table((cut, 1)))))
    assert found[-2][0] == cut[: len(found[-2][0]) - 1] + "…"
    assert len(found[-2][0].encode("utf-16-le")) // 2 == MOST_CHARACTERS
    assert "ends with …" in found[-1][0]


def test_a_report_without_anything_says_so_and_is_a_whole_workbook() -> None:
    share = (NAME, Column("rate", "Of all", Kind.SHARE))
    blocks = (table(("x", 0)), table(), table(("x", Share(0, 0)), columns=share, title="Other"))
    cells = grid(written(report(*blocks)))
    assert [row[0] for row in cells] == [
        "What was won?", "2026-01-01 to 2026-12-31, of which day 334 of 365 is 2026-11-30.",
        "Based on 7 customers.", "", "Why", "No data.", "", "Why", "No data.", "", "Other",
        "No data.",
    ]  # fmt: skip
    assert grid(written(report()))[0] == ["What was won?"]


def test_each_report_has_a_sheet_of_its_own() -> None:
    file = written(report(table(("a", 1))), report(table(("b", 2)), name="lost"))
    assert CalamineWorkbook.from_filelike(file).sheet_names == ["won", "lost"]
    assert below(grid(file, 1), "Why")[1] == ["b", 2]


def test_sheets_have_names_that_excel_takes() -> None:
    names = ["won", "WON", "won (2)", "a/b:c*[d]?\\'e!", "'", "", "History", "客户" * 20, "😀" * 20]
    names += ["客户" * 20, "=1", "_x0041_", "a\x01b"]
    found = list(sheet_names(names))
    assert found[:5] == ["won", "WON (2)", "won (2) (2)", "a b c d e", "report"]
    assert found[5:7] == ["report (2)", "History (2)"]
    assert len({each.casefold() for each in found}) == len(names)
    assert all(len(each.encode("utf-16-le")) <= 62 for each in found)
    file = written(*(report(table(("a", 1)), name=each) for each in names))
    assert CalamineWorkbook.from_filelike(file).sheet_names == found


def test_a_single_table_keeps_its_headings_in_sight_and_prints_on_a4() -> None:
    file = written(report(table(("a", 1))))
    sheet = part(file, "xl/worksheets/sheet1.xml")
    header = next(at for at, row in enumerate(grid(file), 1) if row[0] == "Reason")
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == (str(header), "frozen")
    page = next(sheet.iter(f"{MAIN}pageSetup"))
    assert (page.get("paperSize"), page.get("orientation")) == ("9", "landscape")
    assert page.get("fitToHeight") == "0"
    two = part(written(report(table(("a", 1)), table(("b", 1)))), "xl/worksheets/sheet1.xml")
    assert not list(two.iter(f"{MAIN}pane"))


def test_columns_have_room_for_chinese() -> None:
    sheet = part(written(report(table(("客" * 12, 1)))), "xl/worksheets/sheet1.xml")
    assert 24 < float(next(sheet.iter(f"{MAIN}col")).get("width") or 0) < 30


def test_the_same_report_is_the_same_file_made_on_its_day() -> None:
    block = table(("a", 1), ("客", 2))
    first, second = written(report(block)), written(report(block))
    assert first.getvalue() == second.getvalue()
    said = ET.tostring(part(first, "docProps/core.xml"), "unicode")
    assert said.count("2026-11-30T00:00:00Z") == 2


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra):
        written(report(table(("a", 1))))
