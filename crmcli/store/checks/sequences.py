"""Whether every table goes on counting where it was: a number that was given never comes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.listed import names
from crmcli.domain.message import counted, message
from crmcli.errors import N_
from crmcli.store.creation import schema

if TYPE_CHECKING:
    import sqlite3

    from crmcli.store.transaction import Transaction

SEQUENCES = "sequences"

_MENTIONED = {
    "customer": ("SELECT max(customer_id) FROM erasure",),
    "command": (
        "SELECT max(command_id) FROM change",
        "SELECT max(undoes) FROM command",
        "SELECT max(undone_by) FROM command",
    ),
}
"""By table where else its numbers are named, be the records there or not."""


def sequences(connection: sqlite3.Connection) -> Finding:
    """Check that no table would give out a number again."""
    low = _low(connection)
    if not low:
        return passed(SEQUENCES, message(N_("No number is given out twice.")))
    text = counted(
        "{count} table would give out numbers again that were given before ({tables}).",
        "{count} tables would give out numbers again that were given before ({tables}).",
        len(low),
        tables=names(low),
    )
    return wrong(SEQUENCES, text, len(low))


def count_on(transaction: Transaction) -> None:
    """Let every table count on from the highest number that was given."""
    connection = transaction.connection
    for table, highest in _low(connection).items():
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, highest))


def _low(connection: sqlite3.Connection) -> dict[str, int]:
    """Give the highest number of each table that would give out a lower one next."""
    found = {}
    for table in schema().sorted_tables:
        if not table.dialect_options["sqlite"]["autoincrement"]:
            continue
        sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        kept = [seq for (seq,) in connection.execute(sql, (table.name,))]
        highest = _highest(connection, table.name)
        counts_on = kept[0] if kept and isinstance(kept[0], int) else 0
        if len(kept) > 1 or counts_on < highest:
            found[table.name] = highest
    return found


def _highest(connection: sqlite3.Connection, table: str) -> int:
    noted = "SELECT max(last) FROM change WHERE record = ?"
    named = [
        connection.execute(f"SELECT max(id) FROM {table}").fetchone(),  # noqa: S608 - our names
        connection.execute(noted, (table,)).fetchone(),
        *(connection.execute(sql).fetchone() for sql in _MENTIONED.get(table, ())),
    ]
    return max((number for (number,) in named if isinstance(number, int)), default=0)
