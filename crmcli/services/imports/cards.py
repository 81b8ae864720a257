"""What only vCards have: lines that no field keeps, and values that no field takes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import IO, TYPE_CHECKING

from crmcli.errors import CrmError
from crmcli.exchange.column_names import CARD, UID
from crmcli.exchange.columns import Use
from crmcli.exchange.rejects import without_front
from crmcli.exchange.tables import table_in
from crmcli.exchange.vcard.vcard_table import VcardTable
from crmcli.services.customers.fields import read_field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.exchange.columns import Column
    from crmcli.exchange.header_names import Names
    from crmcli.exchange.table import Form, Table
    from crmcli.services.customers.fields import Reading


_KEPT = frozenset({CARD, UID})
_TOLD = frozenset({"phones", "emails", "birthday"})
_MOST_TOLD = 100


def as_cards(
    table: Table, columns: list[Column], reading: Reading, untaken: dict[str, None]
) -> tuple[list[Column], Callable[[str, str], bool] | None]:
    """Prepare the reading of vCards, and of rows that were rejected from them.

    Two more columns are used there: the lines that no other column keeps, and the uid, by which a
    card is known again when its name and its numbers have changed.

    Args:
        table: the table, whatever it is of.
        columns: what becomes of its columns.
        reading: what text is read with.
        untaken: gets the first of what no field takes, as in `birthday: 1990-02-30`.

    Returns:
        What becomes of the columns, and for vCards what tells whether a field takes a text.
    """
    if isinstance(table, VcardTable):
        takes = partial(_takes, reading)
        table.takes = partial(_noting, takes, untaken)
        return _marked(columns), takes
    is_rejected = len(without_front(table.header)) < len(table.header)
    return (_marked(columns) if is_rejected and CARD in table.header else columns), None


def opened_again(
    file: IO[bytes], form: Form, names: Names, takes: Callable[[str, str], bool] | None
) -> Table:
    """Open the table of a file once more, to be read as it was, and bad cards as far as they go.

    Args:
        file: the file.
        form: how it is to be read.
        names: the column names that are known.
        takes: for vCards what tells whether a field takes a text.
    """
    table = table_in(file, form, names)
    if isinstance(table, VcardTable) and takes is not None:
        table.takes, table.rescues = takes, True
    return table


def _marked(columns: Sequence[Column]) -> list[Column]:
    return [
        replace(each, use=Use.FIELD, field=each.name)
        if each.name in _KEPT and each.use is not Use.LEFT_OUT
        else each
        for each in columns
    ]


def _noting(
    takes: Callable[[str, str], bool], untaken: dict[str, None], field: str, text: str
) -> bool:
    taken = takes(field, text)
    if not taken and text.strip() and field in _TOLD and len(untaken) < _MOST_TOLD:
        untaken[f"{field}: {text}"] = None
    return taken


def _takes(reading: Reading, field: str, text: str) -> bool:
    """Tell whether a field takes a text; phones write what is no number where one should be."""
    try:
        return bool(read_field(field, text, reading))
    except CrmError:
        return False
