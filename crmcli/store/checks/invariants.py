"""Whether what is owed agrees with what it follows from, reckoned anew for everybody."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due_kind import CLOCK_KINDS
from crmcli.domain.finding import Finding, warned
from crmcli.domain.message import message
from crmcli.errors import N_, NN_
from crmcli.store.checks.rule import told
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standings
from crmcli.store.reads.values import LOWEST_ID
from crmcli.store.settling import owing
from crmcli.store.settling.facts import trade_differences, unconverted
from crmcli.store.settling.reclocking import differences
from crmcli.store.statements import chunks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]

CLASSES = "classes"
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
_TRADING = """
    SELECT customer_id FROM pin UNION SELECT customer_id FROM deal
     UNION SELECT customer_id FROM purchase
     UNION SELECT id FROM customer
            WHERE lost IS NOT NULL OR open_deals <> 0 OR purchases <> 0
               OR deal_close IS NOT NULL OR first_purchase_on IS NOT NULL
               OR last_purchase_on IS NOT NULL OR existing_since IS NOT NULL
               OR status IS NOT 'prospect' OR lifecycle IS NOT 'prospect'
               OR value IS NOT 'low' OR frequency IS NOT 'low'
               OR coalesce(value_medium_on, value_low_on) IS NOT NULL
               OR coalesce(frequency_medium_on, frequency_low_on) IS NOT NULL
"""


class _Clocks(NamedTuple):
    code: str = CLOCKS
    sound: str = N_("Every clock is where contacts and facts put it.")
    told: tuple[str, str] = NN_(
        "{count} customer has a clock that its contacts and facts do not give.",
        "{count} customers have clocks that their contacts and facts do not give.",
    )


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


class _Classes(NamedTuple):
    code: str = CLASSES
    sound: str = N_("Every class is pinned or follows from the facts.")
    told: tuple[str, str] = NN_(
        "{count} customer has a class that neither a pin nor its facts give.",
        "{count} customers have classes that neither pins nor their facts give.",
    )


def classes(connection: sqlite3.Connection) -> Finding:
    """Check that classes, and what is kept of trade, are what deals, purchases and pins say."""
    policy = book_reads.policy(connection)
    found: set[int] = set()
    for ids in trading_ids(connection):
        found.update(key for key, _ in trade_differences(connection, ids, policy))
        found.update(owner for _, owner, _ in unconverted(connection, ids))
    return told(_Classes(), sorted(found))


def owed(connection: sqlite3.Connection, source: owing.Source) -> Finding:
    """Check that what is owed of one kind is what its records say."""
    policy = book_reads.policy(connection)
    found: list[int] = []
    for ids in owing.pages(connection, source):
        found += owing.differences(connection, source, policy, ids).customers
    return told(source, found)


def unswept(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Warn of an erasure whose pieces may still be in free pages."""
    (count,) = connection.execute("SELECT count(*) FROM erasure WHERE NOT swept").fetchone()
    if count:
        yield warned(UNSWEPT, message(_NOT_REWRITTEN), count, repairable=True)


def trading_ids(connection: sqlite3.Connection) -> Iterator[list[int]]:
    """Yield, some at a time, the customers with a class that is not a new one's, or that could be.

    Nobody else has anything from which one would follow.
    """
    found = array("q", (key for (key,) in connection.execute(_TRADING)))
    yield from chunks(found, AT_ONCE)


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
