"""A workbook holds every value as what it is: read back by a reader that is not ours."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from crmcli.domain.cell import restored
from crmcli.domain.export_table import ExportColumn, ExportTable, Kind
from crmcli.exchange.xlsx.cells import MOST_CHARACTERS, CellTooLong
from crmcli.exchange.xlsx.writer import MOST_ROWS, TooManyRows, XlsxWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = ExportTable(
    "contact",
    "things",
    (
        ExportColumn("id", Kind.WHOLE),
        ExportColumn("note", Kind.TEXT, words=True),
        ExportColumn("amount", Kind.AMOUNT),
        ExportColumn("currency"),
        ExportColumn("quantity", Kind.DECIMAL),
        ExportColumn("on", Kind.DATE),
        ExportColumn("at", Kind.INSTANT),
        ExportColumn("sure", Kind.FLAG),
        ExportColumn("phones", Kind.LIST, words=True),
        ExportColumn("fields", Kind.PAIRS, words=True),
        ExportColumn("promises", Kind.RECORDS, words=True, part="text"),
    ),
)
OTHER = ExportTable("deal", "others", (ExportColumn("id", Kind.WHOLE), ExportColumn("title")))
MADE = datetime(2026, 3, 31, 12, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def row(**given: Any) -> list[Any]:
    return [{"id": 1, **given}.get(name) for name in TABLE.names]


def written(rows: Sequence[Sequence[Any]], table: ExportTable = TABLE) -> io.BytesIO:
    file = io.BytesIO()
    writer = XlsxWriter(file, raw=False, mark=False, made=MADE)
    writer.begin(table, len(rows))
    writer.write(rows)
    writer.finish()
    file.seek(0)
    return file


def read(file: io.BytesIO) -> list[dict[str, Any]]:
    header, *rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), each, strict=True)) for each in rows]


def part(file: io.BytesIO, name: str) -> ET.Element:
    with zipfile.ZipFile(file) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - we wrote it just now


def test_every_value_is_what_it_is() -> None:
    (found,) = read(
        written([
            row(
                id=17, note="王芳 wants it", amount="1234.50", currency="CNY", quantity=2.125,
                on="2026-03-01", at="2026-03-01T07:08:09+00:00", sure=True,
                phones=["+8613800138000", "010;1"], fields={"a": "=1", "b": "2"},
                promises=[{"text": "quote", "id": 1}, {"text": "call", "id": 2}],
            )
        ])
    )  # fmt: skip
    assert found == {
        "id": 17,
        "note": "王芳 wants it",
        "amount": 1234.5,
        "currency": "CNY",
        "quantity": 2.125,
        "on": date(2026, 3, 1),
        "at": datetime(2026, 3, 1, 7, 8, 9),  # noqa: DTZ001 - cells have no zone
        "sure": True,
        "phones": r"+8613800138000;010\;1",
        "fields": "a==1;b=2",
        "promises": "quote;call",
    }


def test_what_is_absent_is_an_empty_cell_and_what_is_nought_is_not() -> None:
    absent, nought = read(
        written(
            [
                row(id=1, note="", phones=[], fields={}, promises=[]),
                row(id=0, amount="0.00", currency="CNY", quantity=0, sure=False),
            ]
        )
    )
    assert set(absent.values()) == {1, ""}
    assert (nought["id"], nought["amount"], nought["quantity"], nought["sure"]) == (0, 0, 0, False)


@pytest.mark.parametrize(
    ("amount", "cell"),
    [
        ("0.10", 0.1),
        ("9999999999999.99", 9999999999999.99),
        ("99999999999999.99", "99999999999999.99"),
        ("123456789012345", 123456789012345),
        ("1234567890123456", "1234567890123456"),
        ("1.234", 1.234),
        ("-5.0001", -5.0001),
    ],
)
def test_an_amount_is_a_number_where_a_number_holds_it_exactly(amount: str, cell: Any) -> None:
    (found,) = read(written([row(amount=amount, currency="XXX")]))
    assert found["amount"] == cell


def test_large_numbers_and_early_dates_are_text_rather_than_changed() -> None:
    (found,) = read(
        written([row(id=2**62, on="1899-12-31", at="1850-01-01T00:00:00+00:00", note="x")])
    )
    assert found["id"] == str(2**62)
    assert found["on"] == "1899-12-31"
    assert found["at"] == "1850-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "http://example.com", "mailto:a@b.c",
        "007", "1e5", "TRUE", "#N/A", "<r><t>x</t></r>", "<r></r>", "a<b>&\"c'", "]]>", "&amp;",
        " leads", "trails ", "\n", "a\nb", "a\r\nb", "bare\rreturn", "\ttab", "a\tb",
        "_x0041_", "_x005F_x0041_", "_x000D_", "_X0041_", "nul? \x01\x08\x0b\x1f", "\x7f\x85\x9f",
        "\ufeffmark", "\u202eright", "😀👨‍👩‍👧", "王芳", "\u3000宽", "{=1}",
    ],
)  # fmt: skip
def test_text_stays_text_to_the_character(text: str) -> None:
    (found,) = read(written([row(note=text)]))
    assert found["note"] == text


@pytest.mark.parametrize("text", ["'=x", "''=x", "'quoted", "'", "=x", "＝x", "'＋1"])
def test_a_quote_in_front_is_read_back_by_an_import(text: str) -> None:
    (found,) = read(written([row(note=text)]))
    assert restored(found["note"]) == text


def test_what_is_no_character_is_written_as_excel_writes_it() -> None:
    # This reader does not read it back; XML does not hold it.
    (found,) = read(written([row(note="a\ufffeb\uffff")]))
    assert found["note"] == "a_xFFFE_b_xFFFF_"


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\0\ufffe\uffff"), min_size=1, max_size=30
    )
)
def test_any_text_is_read_back(text: str) -> None:
    (found,) = read(written([row(note=f"x{text}x")]))
    assert found["note"] == f"x{text}x"


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    longest = "好" * MOST_CHARACTERS
    assert read(written([row(note=longest)]))[0]["note"] == longest
    for text in (longest + "x", "😀" * (MOST_CHARACTERS // 2 + 1)):
        with pytest.raises(CellTooLong) as refused:
            written([row(id=9, note=text)])
        assert refused.value.details["column"] == "note"
        assert refused.value.details["count"] == 32_768


def test_more_rows_than_a_sheet_has_are_refused_before_any_is_written() -> None:
    writer = XlsxWriter(io.BytesIO(), raw=False, mark=False, made=MADE)
    writer.begin(TABLE, MOST_ROWS - 1)
    with pytest.raises(TooManyRows):
        writer.begin(TABLE, MOST_ROWS)


def test_a_sheet_to_each_table_even_to_an_empty_one() -> None:
    file = io.BytesIO()
    writer = XlsxWriter(file, raw=False, mark=False, made=MADE)
    writer.begin(OTHER, 0)
    writer.begin(TABLE, 2)
    writer.write([row(id=1, on="2026-01-02")])
    writer.write([row(id=2, note="second")])
    writer.finish()
    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)
    assert book.sheet_names == ["others", "things"]
    assert book.get_sheet_by_name("others").to_python() == [["id", "title"]]
    things = book.get_sheet_by_name("things").to_python()
    assert [each[0] for each in things] == ["id", 1, 2]
    assert things[1][5] == date(2026, 1, 2)
    file.seek(0)
    names = {
        str(each.text).partition("!")[0]: each.text
        for each in part(file, "xl/workbook.xml").iter(f"{MAIN}definedName")
    }
    assert names == {"others": "others!$A$1:$B$1", "things": "things!$A$1:$K$3"}


def test_the_header_is_frozen_and_filtered_and_columns_are_as_wide_as_they_need() -> None:
    file = written([row(note="宽" * 10), row(note="x" * 500), row()])
    sheet = part(file, "xl/worksheets/sheet1.xml")
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert next(sheet.iter(f"{MAIN}autoFilter")).get("ref") == "A1:K4"
    file = written([row(note="宽" * 10)])
    note = list(part(file, "xl/worksheets/sheet1.xml").iter(f"{MAIN}col"))[1]
    assert 20 <= float(note.get("width") or 0) < 22
    file = written([row(note="x" * 500)])
    note = list(part(file, "xl/worksheets/sheet1.xml").iter(f"{MAIN}col"))[1]
    assert 60 <= float(note.get("width") or 0) < 62


def test_dates_have_the_iso_format_and_amounts_the_decimals_of_their_currency() -> None:
    file = written(
        [
            row(amount="1.50", on="2026-03-01", at="2026-03-01T07:08:09+00:00", phones=["1"]),
            row(amount="1"),
            row(amount="1.234"),
        ]
    )
    styles = part(file, "xl/styles.xml")
    formats = {
        each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")
    }
    formats |= {"0": "General", "3": "#,##0", "4": "#,##0.00", "49": "@"}
    cells = next(styles.iter(f"{MAIN}cellXfs"))
    looks = [formats.get(each.get("numFmtId")) for each in cells]
    used = {
        str(each.get("r")): looks[int(each.get("s") or 0)]
        for each in part(file, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c")
    }
    assert used["F2"] == "yyyy-mm-dd"
    assert used["G2"] == "yyyy-mm-dd hh:mm:ss"
    assert used["I2"] == "@"
    assert (used["C2"], used["C3"], used["C4"]) == ("#,##0.00", "#,##0", "#,##0.000")
    assert used["A2"] == "General"


def test_the_same_table_is_the_same_file_and_says_when_it_was_made() -> None:
    rows = [row(id=number, note=f"客{number}") for number in range(50)]
    first, second = written(rows), written(rows)
    assert first.getvalue() == second.getvalue()
    said = ET.tostring(part(first, "docProps/core.xml"), "unicode")
    assert said.count("2026-03-31T12:00:00Z") == 2


def test_a_sheet_of_many_rows_is_whole() -> None:
    rows = [row(id=number, note="n") for number in range(25_000)]
    found = read(written(rows))
    assert [each["id"] for each in found] == list(range(25_000))
