"""A file as a table, by what it holds and not by what it is called."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from crmcli.exchange.csv_table import CsvTable
from crmcli.exchange.encoding import encoding_of
from crmcli.exchange.header_names import NOTHING_KNOWN, Names
from crmcli.exchange.json_table import JsonTable
from crmcli.exchange.json_values import is_json
from crmcli.exchange.table import NoHeaderRow
from crmcli.exchange.vcard.vcard_table import VcardTable, card_encoding, is_vcard, is_vcard_file
from crmcli.exchange.workbook.faults import NoSheets
from crmcli.exchange.workbook.marks import looks_like_workbook

if TYPE_CHECKING:
    from crmcli.exchange.table import Form, Table

_SAMPLE = 4096


def table_in(file: IO[bytes], form: Form, names: Names = NOTHING_KNOWN) -> Table:
    """Open the table that a file holds; it is used as a context.

    Args:
        file: the file, at its start; it is read as the rows are taken, and not closed.
        form: how it is to be read, where the user said so.
        names: the column names that are known, by which the header is found.

    Raises:
        NoSheets, NoHeaderRow: `form` says what such a file does not have.
        UnknownSheet, NoWorkbook, WorkbookDamaged, WorkbookTooLarge, WorkbookTooSlow: of a workbook.
        BadByte, UnknownEncoding: its text is in no encoding that may be assumed, or was named.
        NoHeader, OpenQuote, BadJson, NoObjects: there is no table in it.
    """
    if looks_like_workbook(file):
        # Not loaded where there is none.
        from crmcli.exchange.workbook.table import WorkbookTable  # noqa: PLC0415

        return WorkbookTable(file, form, names)
    if form.sheet is not None:
        raise NoSheets(name=form.sheet)
    if is_vcard_file(file):
        if form.header is not None:
            raise NoHeaderRow
        mixed = form.encoding is None
        return VcardTable(file, card_encoding(file, form.encoding), mixed=mixed)
    encoding = encoding_of(file, form.encoding)
    text = io.TextIOWrapper(file, encoding, newline="")
    sample = text.read(_SAMPLE)
    text.detach()
    file.seek(0)
    if is_vcard(sample):
        if form.header is not None:
            raise NoHeaderRow
        return VcardTable(file, encoding)
    if is_json(sample):
        if form.header is not None:
            raise NoHeaderRow
        return JsonTable(file, encoding)
    return CsvTable(file, encoding, names, form.header)
