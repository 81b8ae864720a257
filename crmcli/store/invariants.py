"""Whether the rows of a book agree with each other: what follows from what, checked for everybody.

Each check answers with one finding. Its customers are the first few that it concerns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, passed, warned, wrong
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standings
from crmcli.store.reclocking import differences

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    Progress = Callable[[int, int], None]

CLOCKS = "clocks"
LAST_CONTACT = "last_contact"
PROMISES = "promises"
GRADE_HISTORY = "grade_history"
ARCHIVED = "archived"
ERASED = "erased"
UNSWEPT = "unswept"

AT_ONCE = 500
_SHOWN = 10

_NOT_REWRITTEN = N_(
    "The file was not rewritten since a customer was erased: free pages may still hold it."
)

_WRONG_LAST_CONTACT = """
    SELECT c.id FROM customer c
      LEFT JOIN (SELECT customer_id, max(day) AS day FROM contact
                  WHERE effect = 'clock' GROUP BY customer_id) l ON l.customer_id = c.id
     WHERE c.last_contact IS NOT l.day
        OR CASE WHEN l.day IS NULL THEN c.last_via IS NOT NULL
                ELSE c.last_via IS NULL
                     OR NOT EXISTS (SELECT 1 FROM contact x
                                     WHERE x.customer_id = c.id AND x.effect = 'clock'
                                       AND x.day = l.day AND x.via = c.last_via) END
     ORDER BY c.id
"""
_UNOWED_PROMISES = """
    SELECT p.customer_id, p.id FROM promise p
      JOIN customer c ON c.id = p.customer_id AND c.archived IS NULL
      LEFT JOIN obligation o ON o.kind = 'promise' AND o.subject_id = p.id
     WHERE p.state = 'open'
       AND (o.due IS NULL OR o.customer_id <> p.customer_id OR o.due <> p.by
            OR o.due_day <> CAST(julianday(p.by) - 1721424.5 AS INTEGER)
            OR o.cadence <> '1d' OR o.cadence_days <> 1 OR o.basis <> 'promised'
            OR o.since <> p.made OR o.channel IS NOT NULL
            OR o.shown_from <> max(min(o.due, coalesce(o.planned_on, o.due)),
                                   coalesce(o.retry_on, o.due), coalesce(o.snoozed_until, '')))
     ORDER BY p.id
"""
"""Open promises without their obligation, or with another one than follows from them."""

_STRAY_PROMISES = """
    SELECT o.customer_id, o.subject_id FROM obligation o
      JOIN customer c ON c.id = o.customer_id AND c.archived IS NULL
      LEFT JOIN promise p ON p.id = o.subject_id
     WHERE o.kind = 'promise' AND p.state IS NOT 'open'
     ORDER BY o.subject_id
"""
"""Obligations of promises that are not open, or not there."""

_STRAY_CLOCKS = """
    SELECT o.customer_id, o.kind, o.subject_id FROM obligation o
     WHERE o.kind IN ('follow_up', 'relationship', 'verify')
       AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = o.subject_id)
     ORDER BY o.subject_id
"""
_WRONG_GRADES = """
    SELECT c.id, g.to_grade FROM customer c
      LEFT JOIN grade_change g
        ON g.id = (SELECT max(id) FROM grade_change WHERE customer_id = c.id)
     WHERE g.to_grade IS NOT c.grade OR g.source IS NOT c.grade_source
     ORDER BY c.id
"""
_OWED_TO_ARCHIVED = """
    SELECT DISTINCT o.customer_id FROM obligation o JOIN customer c ON c.id = o.customer_id
     WHERE c.archived IS NOT NULL ORDER BY o.customer_id
"""
_OF_CUSTOMERS = (
    "person", "contact_point", "contact", "promise", "tag", "pin", "field_value", "grade_change",
    "obligation", "search_key",
)  # fmt: skip


def clocks(connection: sqlite3.Connection, progress: Progress) -> Finding:
    """Check that every clock is where the facts and contacts of its customer put it."""
    policy = book_reads.policy(connection)
    found = [customer for customer, _, _ in stray_clocks(connection)]
    (whole,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    done = 0
    for ids in active_ids(connection):
        found += sorted(differences(connection, standings(connection, ids), policy).customers)
        done += len(ids)
        progress(done, whole)
    return _found(
        CLOCKS,
        N_("Every clock is where contacts and facts put it."),
        counted(
            N_("{count} customer has a clock that its contacts and facts do not give."),
            N_("{count} customers have clocks that their contacts and facts do not give."),
            len(found),
        ),
        found,
    )


def last_contacts(connection: sqlite3.Connection) -> Finding:
    """Check that every customer's last contact is the latest one in its log."""
    found = wrong_last_contacts(connection)
    return _found(
        LAST_CONTACT,
        N_("Every last contact is the latest in the log."),
        counted(
            N_("{count} customer has another last contact than its log."),
            N_("{count} customers have another last contact than their log."),
            len(found),
        ),
        found,
    )


def promises(connection: sqlite3.Connection) -> Finding:
    """Check that every open promise, and no other, is owed on its day."""
    wrong_ones = (*unowed_promises(connection), *stray_promises(connection))
    found = [customer for customer, _ in wrong_ones]
    return _found(
        PROMISES,
        N_("Every open promise is on the due list, and no other is."),
        counted(
            N_("{count} promise is not on the due list as it should be."),
            N_("{count} promises are not on the due list as they should be."),
            len(found),
        ),
        found,
    )


def grades(connection: sqlite3.Connection) -> Finding:
    """Check that every customer's grade is the last one of its history."""
    found = [key for key, _ in wrong_grades(connection)]
    return _found(
        GRADE_HISTORY,
        N_("Every grade has its history."),
        counted(
            N_("{count} customer has a grade that its history does not end with."),
            N_("{count} customers have a grade that their history does not end with."),
            len(found),
        ),
        found,
    )


def archived(connection: sqlite3.Connection) -> Finding:
    """Check that nothing is owed to archived customers."""
    found = owed_to_archived(connection)
    return _found(
        ARCHIVED,
        N_("Nothing is owed to archived customers."),
        counted(
            N_("{count} archived customer is on the due list."),
            N_("{count} archived customers are on the due list."),
            len(found),
        ),
        found,
    )


def erased(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check that nothing is left of erased customers."""
    stones = "SELECT customer_id FROM erasure"
    remains = [f"SELECT id FROM customer WHERE id IN ({stones})"]  # noqa: S608 - constants
    remains += [
        f"SELECT customer_id FROM {table} WHERE customer_id IN ({stones})"  # noqa: S608 - constants
        for table in _OF_CUSTOMERS
    ]
    values = "old IS NOT NULL OR new IS NOT NULL"
    remains += [
        f"SELECT id FROM customer_text_docsize WHERE id IN ({stones})",  # noqa: S608 - constants
        f"SELECT customer_id FROM change WHERE customer_id IN ({stones}) AND ({values})",  # noqa: S608 - constants
    ]
    rows = connection.execute(" UNION ".join(remains) + " ORDER BY 1")
    found = [key for (key,) in rows]
    text = counted(
        N_("Something is left of {count} erased customer. Erase it again."),
        N_("Something is left of {count} erased customers. Erase them again."),
        len(found),
    )
    yield _found(ERASED, N_("Nothing is left of erased customers."), text, found, repairable=False)
    (unswept,) = connection.execute("SELECT count(*) FROM erasure WHERE NOT swept").fetchone()
    if unswept:
        yield warned(UNSWEPT, message(_NOT_REWRITTEN), unswept, repairable=True)


def wrong_last_contacts(connection: sqlite3.Connection) -> list[int]:
    """List the customers whose last contact is not the latest in their log."""
    return [key for (key,) in connection.execute(_WRONG_LAST_CONTACT)]


def unowed_promises(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """List customer and id of open promises that are not owed as they should be."""
    return connection.execute(_UNOWED_PROMISES).fetchall()


def stray_promises(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """List customer and id of promises that are owed and not open, or not there."""
    return connection.execute(_STRAY_PROMISES).fetchall()


def stray_clocks(connection: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """List customer, kind and subject of clocks whose subject is no customer."""
    return connection.execute(_STRAY_CLOCKS).fetchall()


def wrong_grades(connection: sqlite3.Connection) -> list[tuple[int, str | None]]:
    """List the customers whose grade is not the last of its history, and that one."""
    return connection.execute(_WRONG_GRADES).fetchall()


def owed_to_archived(connection: sqlite3.Connection) -> list[int]:
    """List the archived customers that something is owed to."""
    return [key for (key,) in connection.execute(_OWED_TO_ARCHIVED)]


def active_ids(connection: sqlite3.Connection) -> Iterator[list[int]]:
    """Yield the ids of the customers that are not archived, in parts that one query takes."""
    sql = "SELECT id FROM customer WHERE archived IS NULL AND id > ? ORDER BY id LIMIT ?"
    last = 0
    while part := [key for (key,) in connection.execute(sql, (last, AT_ONCE))]:
        yield part
        last = part[-1]


def _found(
    code: str, sound: str, text: Message, customers: list[int], *, repairable: bool = True
) -> Finding:
    if not customers:
        return passed(code, message(sound))
    some = tuple(dict.fromkeys(customers))[:_SHOWN]
    return wrong(code, text, len(customers), some, repairable=repairable)
