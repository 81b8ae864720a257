"""What is owed besides the clocks, and for what: each kind is declared here once.

A kind has a query of the records for which something is owed, such as open promises, and a function
that says what. That its obligations are those and no others is checked, and put right, by this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.due_kind import DueKind
from crmcli.domain.obligation import promise_obligation
from crmcli.errors import N_
from crmcli.store.clocks import carried_over, is_stored, row_values
from crmcli.store.reads.values import LOWEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.domain.obligation import Obligation
    from crmcli.store.transaction import Transaction

_AT_ONCE = 500


class Source(NamedTuple):
    """A kind of obligation, and where it comes from.

    Args:
        kind: the kind.
        code: the stable word for what a check finds.
        query: the records for which it is owed, archived customers' too: first the column `id`,
            then `customer_id`, then what `build` needs.
        build: says what is owed for a row of the query.
        sound: says that all is as it should be; a message id.
        one: says that one record is not.
        many: says that some are not.
    """

    kind: DueKind
    code: str
    query: str
    build: Callable[..., Obligation]
    sound: str
    one: str
    many: str


def _promised(promise_id: int, customer_id: int, by: str, made: str) -> Obligation:
    days = date.fromisoformat(by), date.fromisoformat(made)
    return promise_obligation(promise_id, customer_id, *days)


SOURCES = (
    Source(
        kind=DueKind.PROMISE,
        code="promises",
        query="SELECT id, customer_id, by, made FROM promise WHERE state = 'open'",
        build=_promised,
        sound=N_("Every open promise is on the due list, and no other is."),
        one=N_("{count} promise is not on the due list as it should be."),
        many=N_("{count} promises are not on the due list as they should be."),
    ),
)
"""The kinds of obligations that follow from records of their own."""


@dataclass(slots=True)
class Differences:
    """How the obligations of one kind differ from what the records say.

    Args:
        new: rows that are missing.
        changed: rows with other values.
        stray: the ids of records for which nothing is owed any more, or that are gone.
        customers: whose they are, one for each.
    """

    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    customers: list[int] = field(default_factory=list)


def differences(connection: sqlite3.Connection, source: Source) -> Differences:
    """Compare the obligations of one kind with what the records say; archived customers apart.

    Args:
        connection: the reading door, or that of a transaction.
        source: the kind.
    """
    found = Differences()
    for rows in _parts(connection, source):
        present = _present(connection, source.kind, [row[0] for row in rows])
        for key, customer_id, *values in rows:
            owed, old = source.build(key, customer_id, *values), present.get(key)
            wanted = row_values(owed) if old is None else carried_over(owed, old)
            if old is None:
                found.new.append(wanted)
            elif not all(is_stored(old[name], each) for name, each in wanted.items()):
                found.changed.append(wanted)
            else:
                continue
            found.customers.append(customer_id)
    stray = f"""
        SELECT o.subject_id, o.customer_id FROM obligation o
          JOIN customer c ON c.id = o.customer_id AND c.archived IS NULL
         WHERE o.kind = ? AND o.subject_id NOT IN (SELECT id FROM ({source.query}))
         ORDER BY o.subject_id
    """  # noqa: S608 - our own queries
    for key, customer_id in connection.execute(stray, (source.kind.value,)):
        found.stray.append(key)
        found.customers.append(customer_id)
    return found


def owe(transaction: Transaction, source: Source) -> None:
    """Put the obligations of one kind where the records say."""
    found = differences(transaction.connection, source)
    for key in found.stray:
        transaction.remove("obligation", kind=source.kind, subject_id=key)
    for values in found.new:
        transaction.add("obligation", **values)
    for values in found.changed:
        which = {name: values.pop(name) for name in ("kind", "subject_id")}
        transaction.change("obligation", which, **values)


def owed(connection: sqlite3.Connection, customer_id: int) -> list[Obligation]:
    """List what the records of a customer say it is owed, archived or not."""
    return [
        source.build(*row)
        for source in SOURCES
        for row in connection.execute(
            f"SELECT s.* FROM ({source.query}) s WHERE s.customer_id = ?",  # noqa: S608 - our own queries
            (customer_id,),
        ).fetchall()
    ]


def _parts(connection: sqlite3.Connection, source: Source) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the records of customers that are not archived, some at a time, in their order."""
    sql = f"""
        SELECT s.* FROM ({source.query}) s
          JOIN customer c ON c.id = s.customer_id AND c.archived IS NULL
         WHERE s.id > ? ORDER BY s.id LIMIT ?
    """  # noqa: S608 - our own queries
    last = LOWEST_ID
    while part := connection.execute(sql, (last, _AT_ONCE)).fetchall():
        yield part
        last = part[-1][0]


def _present(
    connection: sqlite3.Connection, kind: DueKind, ids: list[int]
) -> dict[int, dict[str, Any]]:
    places = ",".join("?" * len(ids))
    sql = f"SELECT * FROM obligation WHERE kind = ? AND subject_id IN ({places})"  # noqa: S608 - placeholders
    cursor = connection.execute(sql, (kind.value, *ids))
    names = [each[0] for each in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {row["subject_id"]: row for row in rows}
