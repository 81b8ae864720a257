"""A file as a table, by what it holds and not by what it is called."""

from __future__ import annotations

import io
from typing import IO

from crmcli.exchange.csv_table import Table
from crmcli.exchange.json_table import JsonTable
from crmcli.exchange.json_values import is_json

_SAMPLE = 4096


def table_in(file: IO[bytes], encoding: str) -> Table | JsonTable:
    """Open the table that a file holds; it is used as a context.

    Args:
        file: the file, at its start; it is read as the rows are taken, and not closed.
        encoding: the codec that all of it fits.

    Raises:
        NoHeader, OpenQuote, BadJson: there is no table in it.
    """
    text = io.TextIOWrapper(file, encoding, newline="")
    sample = text.read(_SAMPLE)
    text.detach()
    file.seek(0)
    return (JsonTable if is_json(sample) else Table)(file, encoding)
