"""Whether everybody can be found by the exact keys: names, their spellings, numbers, addresses.

They are made from other tables, so each is compared with what these give today; that takes about
as long as making them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, wrong
from crmcli.domain.lookup import KeyKind
from crmcli.domain.message import counted, message
from crmcli.errors import N_
from crmcli.store.index import key_rows
from crmcli.store.reads.values import LOWEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from crmcli.store.transaction import Transaction

    KeysOf = Callable[[sqlite3.Connection, int], Iterable[tuple[str, KeyKind]]]
    """Gives the keys of a customer as it is in the book."""

KEYS = "search_keys"
NOBODYS = "customer_id NOT IN (SELECT id FROM customer)"
_SHOWN = 10
_AT_ONCE = 500


def keys(connection: sqlite3.Connection, keys_of: KeysOf) -> Finding:
    """Check that every customer is found by its names, numbers and addresses, and nobody else is.

    Args:
        connection: the reading door, or that of a transaction.
        keys_of: gives the keys that a customer should have.
    """
    wanting = unfound(connection, keys_of)
    (nobodys,) = connection.execute(
        f"SELECT count(*) FROM search_key WHERE {NOBODYS}"  # noqa: S608 - a constant
    ).fetchone()
    if not wanting and not nobodys:
        return passed(KEYS, message(N_("Every customer is found by its names and numbers.")))
    if not wanting:
        text = counted(
            "{count} search key leads to nobody.",
            "{count} search keys lead to nobody.",
            nobodys,
        )
        return wrong(KEYS, text, nobodys)
    text = counted(
        "{count} customer is not found by its own names and numbers.",
        "{count} customers are not found by their own names and numbers.",
        len(wanting),
    )
    return wrong(KEYS, text, len(wanting), tuple(wanting[:_SHOWN]))


def unfound(connection: sqlite3.Connection, keys_of: KeysOf) -> list[int]:
    """List the customers whose search keys are not those that they should have."""
    present = _present(connection)
    at, found = next(present, _END)
    wanting = []
    for key in _ids(connection):
        while at < key:
            # Keys that lead to nobody.
            at, found = next(present, _END)
        wanted = {(text, kind.value) for text, kind in keys_of(connection, key) if text}
        if wanted != (found if at == key else set()):
            wanting.append(key)
    return wanting


def rekey(transaction: Transaction, ids: Sequence[int], keys_of: KeysOf) -> None:
    """Make the search keys of some customers again, and remove those that lead to nobody."""
    connection = transaction.connection
    connection.execute(f"DELETE FROM search_key WHERE {NOBODYS}")  # noqa: S608 - a constant
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        places = ",".join("?" * len(part))
        connection.execute(f"DELETE FROM search_key WHERE customer_id IN ({places})", part)  # noqa: S608 - placeholders
        for key in part:
            transaction.add_many("search_key", key_rows(key, keys_of(connection, key)))


_END: tuple[int, set[tuple[str, str]]] = (2**63, set())


def _present(connection: sqlite3.Connection) -> Iterator[tuple[int, set[tuple[str, str]]]]:
    """Yield for everybody who has keys the keys they have, in the order of their ids."""
    rows = connection.execute("SELECT customer_id, key, kind FROM search_key ORDER BY customer_id")
    for customer_id, own in groupby(rows, key=itemgetter(0)):
        yield customer_id, {(key, kind) for _, key, kind in own}


def _ids(connection: sqlite3.Connection) -> Iterator[int]:
    last = LOWEST_ID
    sql = "SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT ?"
    while part := [key for (key,) in connection.execute(sql, (last, _AT_ONCE))]:
        yield from part
        last = part[-1]
