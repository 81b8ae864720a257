"""Whether what is owed agrees with what it follows from, reckoned anew for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due_kind import CLOCK_KINDS
from crmcli.domain.finding import Finding, warned
from crmcli.domain.message import message
from crmcli.errors import N_
from crmcli.store import owing
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standings
from crmcli.store.reads.values import LOWEST_ID
from crmcli.store.reclocking import differences
from crmcli.store.rules import told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]

CLOCKS = "clocks"
UNSWEPT = "unswept"

AT_ONCE = 500

_NOT_REWRITTEN = N_(
    "The file was not rewritten since a customer was erased: free pages may still hold it."
)
_STRAY_CLOCKS = """
    SELECT o.customer_id, o.kind, o.subject_id FROM obligation o
     WHERE o.kind IN (?, ?, ?) AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = o.subject_id)
     ORDER BY o.subject_id
"""


class _Clocks(NamedTuple):
    code: str = CLOCKS
    sound: str = N_("Every clock is where contacts and facts put it.")
    one: str = N_("{count} customer has a clock that its contacts and facts do not give.")
    many: str = N_("{count} customers have clocks that their contacts and facts do not give.")


def clocks(connection: sqlite3.Connection, progress: Progress, most: int | None = None) -> Finding:
    """Check that every clock is where contacts and facts put it.

    Args:
        connection: the reading door, or that of a transaction; dates must be readable.
        progress: told how many customers were looked at.
        most: after how many customers to leave it at that; None to look at all.
    """
    policy = book_reads.policy(connection)
    found = {customer for customer, _, _ in stray_clocks(connection)}
    (whole,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    done = 0
    for ids in active_ids(connection):
        found |= differences(connection, standings(connection, ids), policy).customers
        done += len(ids)
        progress(done, whole)
        if most is not None and done >= most:
            break
    return told(_Clocks(), sorted(found))


def owed(connection: sqlite3.Connection, source: owing.Source) -> Finding:
    """Check that what is owed of one kind is what its records say."""
    return told(source, owing.differences(connection, source).customers)


def unswept(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Warn of an erasure whose pieces may still be in free pages."""
    (count,) = connection.execute("SELECT count(*) FROM erasure WHERE NOT swept").fetchone()
    if count:
        yield warned(UNSWEPT, message(_NOT_REWRITTEN), count, repairable=True)


def stray_clocks(connection: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """List customer, kind and subject of clocks whose subject is no customer."""
    return connection.execute(_STRAY_CLOCKS, CLOCK_KINDS).fetchall()


def active_ids(connection: sqlite3.Connection) -> Iterator[list[int]]:
    """Yield the ids of the customers that are not archived, in parts that one query takes."""
    sql = "SELECT id FROM customer WHERE archived IS NULL AND id > ? ORDER BY id LIMIT ?"
    last = LOWEST_ID
    while part := [key for (key,) in connection.execute(sql, (last, AT_ONCE))]:
        yield part
        last = part[-1]
