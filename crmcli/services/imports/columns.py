"""The columns of a file in the light of the book: its own fields, and those it is to get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.field import CustomField
from crmcli.domain.field_names import plain_name
from crmcli.domain.listed import names
from crmcli.domain.text import fold
from crmcli.errors import N_, CrmError, Refused
from crmcli.exchange.column_names import NAMING, PARTLY_TAKEN
from crmcli.exchange.columns import Column, Known, Use, columns_of, known_field
from crmcli.exchange.header_names import Names
from crmcli.services.customers.custom_fields import new_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class NoNameColumn(Refused):
    """A file without a column that names the customers."""

    code = "no_name_column"
    sentence = N_("No column of the file names the customers; it has: {columns}.")
    hint = N_("Say which one does, as in --map COLUMN=name.")


def columns_in(
    header: Sequence[str],
    edits: Mapping[str, str],
    custom: Mapping[str, CustomField],
    fits: Mapping[str, str],
) -> list[Column]:
    """Say what becomes of each column of a file.

    Args:
        header: the column names.
        edits: for some columns the field, or `-`.
        custom: the book's own fields by name.
        fits: by the plain names of columns that may mean a field and do, that field.

    Raises:
        UnknownColumn: an edit names a column that is not there.
    """
    folded = {fold(name): name for name in custom}
    return columns_of(header, edits, Known(lambda name: folded.get(fold(name)), _new_name, fits))


def names_known(edits: Mapping[str, str], custom: Mapping[str, CustomField]) -> Names:
    """Give the column names that are known in a table of customers.

    Args:
        edits: for some columns the field, or `-`.
        custom: the book's own fields by name.
    """
    folded = {fold(name): name for name in custom}
    edited = {plain_name(column): field for column, field in edits.items()}

    def field(name: str) -> str | None:
        said = edited.get(plain_name(name))
        return known_field(said or name) or said or folded.get(fold(name))

    return Names(field, NAMING)


def check_names(columns: Sequence[Column]) -> None:
    """Check that a column says who the customers are.

    Raises:
        NoNameColumn: none does.
    """
    if not any(each.use is Use.FIELD and each.field in NAMING for each in columns):
        raise NoNameColumn(columns=names(each.name for each in columns))


def fields_of(columns: Iterable[Column]) -> dict[str, CustomField]:
    """Give the custom fields that columns are kept in, as if they were new."""
    return {each.field: CustomField(each.field) for each in columns if each.use is Use.OWN}


def spare_fields(columns: Sequence[Column], custom: Mapping[str, CustomField]) -> dict[int, str]:
    """Give the custom field that keeps what its own field cannot, for each column of such a one.

    Args:
        columns: the columns.
        custom: the book's own fields by name; one that is called like the column is used.
    """
    taken = {each.field for each in columns}
    there = {fold(name): name for name in custom if name not in taken}
    return {
        each.place: there.get(fold(each.name)) or _new_name(each.name, taken)
        for each in columns
        if each.use is Use.FIELD and each.field in PARTLY_TAKEN
    }


_MARKS = str.maketrans("=:;<>!", "      ")
"""What a field's name cannot hold, since options read it as something else."""


def _new_name(name: str, taken: Iterable[str]) -> str:
    """Give a name that a custom field can have: the column's own as far as it goes."""
    used = {fold(each) for each in taken}
    plain = " ".join(name.translate(_MARKS).split()) or "column"
    tried, number = plain, 1
    while fold(tried) in used or not _can_be_one(tried):
        number += 1
        tried = f"{plain} {number}"
    return tried


def _can_be_one(name: str) -> bool:
    try:
        new_field(name)
    except CrmError:
        return False
    return True
