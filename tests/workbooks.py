"""Workbooks as tests need them: xlsx by its writer, and by hand what no library here writes."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    Rows = Sequence[Sequence[object]]


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    merged: Iterable[str] = (),
    hidden: Iterable[str] = (),
    options: Mapping[str, Any] | None = None,
) -> Path:
    """Write a workbook; merged ranges are those of its first sheet, as in A1:C1."""
    writer: Any = pytest.importorskip("xlsxwriter")
    wanted = {"default_date_format": "yyyy-mm-dd", **(options or {})}
    with writer.Workbook(path, wanted) as book:
        for at, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, place, value)
            if at == 0:
                for each in merged:
                    first = each.partition(":")[0]
                    place = ord(first[0]) - ord("A")
                    number = int(first[1:]) - 1
                    value = rows[number][place]
                    sheet.merge_range(each, value)
            if name in hidden:
                sheet.hide()
    return path


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a zip file with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx_parts(sheet: str, *, before: str = "") -> dict[str, str | bytes]:
    """Give the parts of a workbook with one sheet, whose data is this XML."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="客户" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{sheet}'
        "</sheetData></worksheet>",
    }


def inline(reference: str, text: str) -> str:
    """Give the XML of a cell with a text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def ods_parts(tables: Mapping[str, str], kind: str = SPREADSHEET) -> dict[str, str | bytes]:
    """Give the parts of an OpenDocument file with these tables, each the XML of its rows."""
    content = "".join(
        f'<table:table table:name="{escape(name)}">{rows}</table:table>'
        for name, rows in tables.items()
    )
    return {
        "mimetype": kind,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>",
        "content.xml": f'<office:document-content xmlns:office="{_OASIS}:office:1.0" '
        f'xmlns:table="{_OASIS}:table:1.0" xmlns:text="{_OASIS}:text:1.0">'
        f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def ods_row(*cells: str | float, repeated: int = 1) -> str:
    """Give the XML of a row; a text that is a day becomes one."""
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}">'
        + "".join(map(_ods_cell, cells))
        + "</table:table-row>"
    )


def _ods_cell(value: str | float) -> str:
    if isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    elif value[:2] == "20" and value.count("-") == 2:
        kind = f'office:value-type="date" office:date-value="{value}"'
    elif value:
        kind = 'office:value-type="string"'
    else:
        return "<table:table-cell/>"
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _unicode(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def biff(rows: Mapping[tuple[int, int], str | float], *, encrypted: bool = False) -> bytes:
    """Give the stream of an Excel 97 workbook; the cells of its one sheet by row and column."""
    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = "客户"
    globals_ = [_record(0x0809, start)]
    if encrypted:
        globals_.append(_record(0x002F, struct.pack("<H", 1) + b"\0" * 52))
    globals_.append(_record(0x0042, struct.pack("<H", 1200)))
    globals_ += [_record(0x00E0, struct.pack("<HHH", 0, form, 0) + b"\0" * 14) for form in (0, 14)]
    size = sum(map(len, globals_)) + 4 + 8 + 2 * len(name) + 4
    bound = struct.pack("<IHBB", size, 0, len(name), 1) + name.encode("utf-16-le")
    body = b"".join(globals_) + _record(0x0085, bound) + _record(0x000A, b"")
    last = max(row for row, _ in rows) + 1
    wide = max(column for _, column in rows) + 1
    body += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    body += _record(0x0200, struct.pack("<IIHHH", 0, last, 0, wide, 0))
    for (row, column), value in rows.items():
        if isinstance(value, str):
            body += _record(0x0204, struct.pack("<HHH", row, column, 0) + _unicode(value))
        else:
            # Numbers between these are days here.
            form = 1 if 40_000 < value < 60_000 else 0
            body += _record(0x0203, struct.pack("<HHHd", row, column, form, value))
    return body + _record(0x000A, b"")


def write_ole(path: Path, name: str, content: bytes) -> Path:
    """Write a compound file with one stream."""
    content = content.ljust(4096, b"\0")
    content += b"\0" * (-len(content) % 512)
    sectors = len(content) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    assert len(fat) <= 128
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    path.write_bytes(
        header
        + struct.pack("<128I", *fat)
        + _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
        + _entry(name, 2, 2, len(content))
        + b"\0" * 256
        + content
    )
    return path


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
