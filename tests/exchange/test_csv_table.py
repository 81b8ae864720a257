"""Tables of text are read by their content, and what cannot be told apart is refused."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Refused
from crmcli.exchange.csv_table import (
    BadQuote,
    CsvTable,
    NulInRow,
    OpenQuote,
    RaggedRow,
)
from crmcli.exchange.encoding import encoding_of
from crmcli.exchange.table import NoHeader, Row

if TYPE_CHECKING:
    from pathlib import Path


def table(content: str | bytes) -> CsvTable:
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return CsvTable(file, encoding_of(file))


def rows(content: str | bytes) -> list[tuple[int, list[str]]]:
    return [(row.number, row.cells) for row in good(content)]


def good(content: str | bytes) -> list[Row]:
    found = list(table(content).rows())
    assert all(row.fault is None for row in found)
    return found


def test_every_file_of_csv_spectrum_reads_as_its_json_says(shared: Path) -> None:
    files = sorted((shared / "csv-spectrum" / "csvs").glob("*.csv"))
    assert len(files) == 12
    for file in files:
        text = (shared / "csv-spectrum" / "json" / f"{file.stem}.json").read_text("utf-8")
        # The one number that its authors wrote otherwise in the table.
        wanted = json.loads(text.replace("1234567890", "2095257564"))
        read = table(file.read_bytes())
        found = [dict(zip(read.header, row.cells, strict=True)) for row in read.rows()]
        assert found == (wanted if isinstance(wanted, list) else [wanted]), file.name


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_told_by_content(delimiter: str, end: str) -> None:
    lines = [["name", "note"], ["王芳", "a, b; c\td"], ["Li", "two\nlines"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        lines
    )
    read = table(text.getvalue())
    assert (read.header, read.delimiter) == (lines[0], delimiter)
    assert [row.cells for row in read.rows()] == lines[1:]


def test_rows_have_the_numbers_a_spreadsheet_shows() -> None:
    assert rows('name,note\n\nA,"1\n2"\n,\nB,\n') == [(3, ["A", "1\n2"]), (5, ["B", ""])]


def test_the_header_is_the_first_row_that_is_not_blank() -> None:
    read = table("\n , \nname,note\nA,1\n")
    assert read.header_rows == (3, 3)
    assert [row.number for row in read.rows()] == [4]


def test_rows_with_too_few_cells_or_blank_ones_at_the_end_are_fine() -> None:
    assert rows("a,b,c\n1\n1,2,3,,\n") == [(2, ["1", "", ""]), (3, ["1", "2", "3"])]


def test_a_row_with_too_many_cells_carries_its_fault() -> None:
    (row,) = table("a,b\n1,2,3\n").rows()
    assert row.number == 2
    assert isinstance(row.fault, RaggedRow)
    assert row.fault.details == {"found": 3, "expected": 2}


def test_a_nul_carries_its_fault_to_its_row_alone() -> None:
    first, second = table("a,b\n1,\0\n1,2\n").rows()
    assert isinstance(first.fault, NulInRow)
    assert second.fault is None


def test_quotes_within_a_plain_cell_belong_to_it() -> None:
    assert rows('a,b\n上海"引号"贸易,1\n') == [(2, ['上海"引号"贸易', "1"])]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"open\n2,3\n', 2),
        ('a,b\n1,"x\ny"\n2,"z\n', 4),
        ('a,b\n"x\ny","open\n1,2\n', 3),
        ('"a,b\n1,2\n', 1),
        ('a,b\r\n1,"x ""y\r\n', 2),
    ],
)
def test_an_open_quote_names_the_line_where_it_opened(text: str, line: int) -> None:
    with pytest.raises(OpenQuote) as caught:
        list(table(text).rows())
    assert caught.value.details == {"line": line}


def test_text_behind_a_closing_quote_is_refused_with_its_row() -> None:
    with pytest.raises(BadQuote) as caught:
        list(table('a,b\n1,2\n"Bob "B" Lee",2\n').rows())
    assert caught.value.details == {"row": 3}


@pytest.mark.parametrize("text", ["\n\n", " ,\n", "\t\n"])
def test_a_file_of_blank_lines_has_no_header(text: str) -> None:
    with pytest.raises(NoHeader):
        table(text)


def test_a_header_alone_has_no_rows() -> None:
    assert rows("name,phone\n") == []


def test_semicolons_in_cells_do_not_divide_a_table_of_commas() -> None:
    assert table("name,phone\nA,1;2\nB,3;4\n").delimiter == ","


def test_decimal_commas_do_not_divide_a_table_of_semicolons() -> None:
    assert table("Name;Umsatz\nA;1,5\nB;2,5\n").delimiter == ";"


TEXT = st.text(
    st.one_of(
        st.sampled_from(list(' ,;\t"\n\r王芳ab1')),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=12,
)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=8)
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
def test_what_a_csv_writer_writes_is_read_back(
    body: list[list[str]], delimiter: str, end: str, encoding: str
) -> None:
    header = [f"客户名称{number}" for number in range(len(body[0]) if body else 2)]
    text = io.StringIO(newline="")
    # Not every Python's writer quotes the line ends it does not write itself.
    lone = end == "\r" or any("\r" in cell for row in body for cell in row)
    dialect = "unix" if lone else "excel"
    writer = csv.writer(text, dialect, delimiter=delimiter, lineterminator=end)
    writer.writerows([header, *body])
    file = io.BytesIO(text.getvalue().encode(encoding))
    read = CsvTable(file, encoding)
    if read.delimiter != delimiter:
        # Cells can look more like a table than the table itself; then nothing is promised.
        return
    assert read.header == header
    expected = [row for row in body if any(cell.strip() for cell in row)]
    assert [row.cells for row in read.rows()] == expected


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refused):
        read = table(content)
        assert all(len(row.cells) == len(read.header) or row.fault for row in read.rows())
