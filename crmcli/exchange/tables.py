"""A file as a table, by what it holds and not by what it is called."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from crmcli.exchange.csv_table import CsvTable
from crmcli.exchange.encoding import encoding_of
from crmcli.exchange.json_table import JsonTable
from crmcli.exchange.json_values import is_json

if TYPE_CHECKING:
    from crmcli.exchange.table import Form, Table

_SAMPLE = 4096


def table_in(file: IO[bytes], form: Form) -> Table:
    """Open the table that a file holds; it is used as a context.

    Args:
        file: the file, at its start; it is read as the rows are taken, and not closed.
        form: how it is to be read, where the user said so.

    Raises:
        BadByte, UnknownEncoding: its text is in no encoding that may be assumed, or was named.
        NoHeader, OpenQuote, BadJson: there is no table in it.
    """
    encoding = encoding_of(file, form.encoding)
    text = io.TextIOWrapper(file, encoding, newline="")
    sample = text.read(_SAMPLE)
    text.detach()
    file.seek(0)
    return (JsonTable if is_json(sample) else CsvTable)(file, encoding)
