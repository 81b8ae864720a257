"""Mappings of columns that are saved by name: what each column of a program's files becomes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.domain.field_names import plain_name
from crmcli.domain.nearness import nearest
from crmcli.domain.saved_mapping import SavedMapping
from crmcli.domain.text import clean_label, fold
from crmcli.errors import N_, NotFound
from crmcli.exchange.address_columns import ADDRESS
from crmcli.exchange.columns import LEFT_OUT, Use
from crmcli.store.reads import mappings as reads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from crmcli.domain.run import Run
    from crmcli.exchange.columns import Column
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

CUSTOMER = "customer"
"""What an import of customers fills; `record` of a mapping names the table."""


class MappingNotFound(NotFound):
    """No mapping was saved by this name."""

    code = "mapping_not_found"
    sentence = N_("There is no mapping named {name}.")
    hint = N_("See them with `crm mapping list`, or save one: --save-mapping {name}")


def save(
    transaction: Transaction, name: str, columns: Iterable[Column], record: str = CUSTOMER
) -> None:
    """Save what became of the columns of a file; one of the same name gives way to it."""
    kept = {each.name: _field_of(each) for each in columns if _is_chosen(each)}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    present = _find(reads.saved(transaction.connection), name, record)
    if present is None:
        transaction.add(
            "column_map", record=record, name=clean_label(name, "mapping"), columns=text
        )
    elif present[2] != text:
        key = {"record": record, "name": present[1]}
        transaction.change("column_map", key, columns=text)


def known_of(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Give what a saved mapping says of the columns that a file has.

    Args:
        header: the column names of the file.
        columns: for each column of the mapping the field.
    """
    present = {plain_name(each) for each in header}
    return {name: field for name, field in columns.items() if plain_name(name) in present}


def found(book: Book, name: str, record: str | None = None) -> SavedMapping:
    """Read a saved mapping.

    Raises:
        NoBook: there is no book yet.
        MappingNotFound: none was saved by this name.
    """
    with book.reading() as connection:
        return _found(connection, name, record)


def listed(book: Book) -> tuple[SavedMapping, ...]:
    """List the saved mappings by name."""
    with book.reading() as connection:
        return tuple(map(_mapping, reads.saved(connection)))


def remove(book: Book, run: Run, name: str) -> SavedMapping:
    """Remove a saved mapping, and return what it was.

    Raises:
        NoBook: there is no book yet.
        MappingNotFound: none was saved by this name.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(SavedMapping)
        if seen is not None:
            return seen
        mapping = _found(transaction.connection, name, None)
        transaction.remove("column_map", record=mapping.record, name=mapping.name)
        return transaction.finished(mapping)


def _field_of(column: Column) -> str:
    return LEFT_OUT if column.use is Use.LEFT_OUT else column.field


def _is_chosen(column: Column) -> bool:
    """Tell whether what becomes of a column is worth saving: the rest is so by itself."""
    if column.use is Use.OWN:
        return fold(column.field) != fold(column.name)
    return column.use is not Use.DERIVED and column.address in {None, ADDRESS}


def _found(connection: sqlite3.Connection, name: str, record: str | None) -> SavedMapping:
    saved = list(reads.saved(connection))
    row = _find(saved, name, record)
    if row is None:
        near = nearest(name, [each[1] for each in saved])
        hint = N_("Did you mean {nearest}? See all with `crm mapping list`.") if near else None
        raise MappingNotFound(name=name, nearest=near, hint=hint)
    return _mapping(row)


def _find(
    saved: Iterable[tuple[str, str, str]], name: str, record: str | None
) -> tuple[str, str, str] | None:
    wanted = fold(name)
    return next((row for row in saved if fold(row[1]) == wanted and record in {None, row[0]}), None)


def _mapping(row: tuple[str, str, str]) -> SavedMapping:
    record, name, columns = row
    return SavedMapping(name, record, json.loads(columns))
