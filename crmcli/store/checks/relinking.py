"""Mending rows that refer to others that are not there, as their removal would have left them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.field import FieldType
from crmcli.errors import N_, Conflict
from crmcli.store.creation import schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.store.transaction import Transaction


class NeededElsewhere(Conflict):
    """A table of the user's own refers to what a repair would have to remove."""

    code = "needed_elsewhere"
    sentence = N_("The repair would remove rows that {table} refers to, a table crm does not know.")
    hint = N_("Nothing was changed. Change {table} with the program that made it, then try again.")


class _Link(NamedTuple):
    """One column that refers to another table."""

    table: str
    column: str
    target: str
    key: str
    cascades: bool
    nullable: bool


def relink(transaction: Transaction) -> None:
    """Let no row refer to one that is not there.

    A part of something that is gone goes with it; a mere mention is taken out; what cannot be
    without the other gets it: a field its definition, a record of a command this command. What
    goes may leave others without what they refer to, so it is done until every link holds.

    Raises:
        NeededElsewhere: a table of the user's own refers to a row that would have to go.
    """
    connection = transaction.connection
    # Rows refer to each other, and some of them to two that are gone: none could go first.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    before = _broken_elsewhere(connection)
    # What goes need not be given what it lacks.
    links = sorted(_links(connection), key=lambda link: not link.cascades)
    while sum(_mended(transaction, link) for link in links):
        pass
    for table in _broken_elsewhere(connection) - before:
        raise NeededElsewhere(table=table)


def _mended(transaction: Transaction, link: _Link) -> int:
    """Mend what dangles in one column; return how many values did."""
    found = _dangling(transaction.connection, link)
    for value in found:
        key = {link.column: value}
        if link.cascades:
            transaction.remove(link.table, **key)
        elif link.nullable:
            transaction.change(link.table, key, **{link.column: None})
        elif link.target == "command":
            transaction.change(link.table, key, **{link.column: transaction.command_id})
        elif link.target == "custom_field":
            transaction.add("custom_field", name=value, type=FieldType.TEXT, choices=None)
        else:
            message = f"nothing mends a row of {link.table} without its {link.target}"
            raise LookupError(message)
    return len(found)


def _broken_elsewhere(connection: sqlite3.Connection) -> Counter[str]:
    """Count by table the broken links of tables that are not ours."""
    broken = connection.execute("PRAGMA foreign_key_check")
    return Counter(table for table, *_ in broken if table not in schema().tables)


def _links(connection: sqlite3.Connection) -> Iterator[_Link]:
    columns = 'SELECT name, "notnull", pk FROM pragma_table_info(?)'
    references = 'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?)'
    # Tables of the user's own have no history, and rules that only their owner knows.
    for table in sorted(schema().tables):
        required = {name for name, must, pk in connection.execute(columns, (table,)) if must or pk}
        for target, column, key, rule in connection.execute(references, (table,)).fetchall():
            yield _Link(table, column, target, key, rule == "CASCADE", column not in required)


def _dangling(connection: sqlite3.Connection, link: _Link) -> list[object]:
    """List the values of a column that no row it refers to has."""
    sql = f"""
        SELECT DISTINCT "{link.column}" FROM "{link.table}"
         WHERE "{link.column}" IS NOT NULL
           AND "{link.column}" NOT IN (SELECT "{link.key}" FROM "{link.target}")
    """  # noqa: S608 - its own names
    return [value for (value,) in connection.execute(sql)]
