"""Whether the rows of a book agree with each other: what follows from what, checked for everybody.

Each check answers with one finding. Its customers are the first few that it concerns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.due_kind import CLOCK_KINDS
from crmcli.domain.finding import Finding, passed, warned, wrong
from crmcli.domain.message import counted, message
from crmcli.errors import N_
from crmcli.store import owing
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.remains import REMAINS
from crmcli.store.reads.standing import standings
from crmcli.store.reclocking import differences

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    Progress = Callable[[int, int], None]

CLOCKS = "clocks"
LAST_CONTACT = "last_contact"
GRADE_HISTORY = "grade_history"
ARCHIVED = "archived"
ERASED = "erased"
UNSWEPT = "unswept"

AT_ONCE = 500
_SHOWN = 10

_NOT_REWRITTEN = N_(
    "The file was not rewritten since a customer was erased: free pages may still hold it."
)


class Rule(NamedTuple):
    """What holds of every customer.

    Args:
        code: the stable word for what a check finds.
        query: the customers it does not hold of, in the first column.
        sound: says that it holds of all; a message id.
        one: says that it does not hold of one.
        many: says that it does not hold of some.
        repairable: whether `--repair` mends it.
    """

    code: str
    query: str
    sound: str
    one: str
    many: str
    repairable: bool = True

    def broken(self, connection: sqlite3.Connection) -> list[tuple[int, ...]]:
        """List the rows of its query."""
        return connection.execute(self.query).fetchall()


_LAST_CONTACTS = Rule(
    code=LAST_CONTACT,
    query="""
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
""",
    sound=N_("Every last contact is the latest in the log."),
    one=N_("{count} customer has another last contact than its log."),
    many=N_("{count} customers have another last contact than their log."),
)
_GRADES = Rule(
    code=GRADE_HISTORY,
    query="""
    SELECT c.id, g.to_grade FROM customer c
      LEFT JOIN grade_change g
        ON g.id = (SELECT max(id) FROM grade_change WHERE customer_id = c.id)
     WHERE g.to_grade IS NOT c.grade OR g.source IS NOT c.grade_source
     ORDER BY c.id
""",
    sound=N_("Every grade has its history."),
    one=N_("{count} customer has a grade that its history does not end with."),
    many=N_("{count} customers have a grade that their history does not end with."),
)
_ARCHIVED = Rule(
    code=ARCHIVED,
    query="""
    SELECT DISTINCT o.customer_id FROM obligation o JOIN customer c ON c.id = o.customer_id
     WHERE c.archived IS NOT NULL ORDER BY o.customer_id
""",
    sound=N_("Nothing is owed to archived customers."),
    one=N_("{count} archived customer is on the due list."),
    many=N_("{count} archived customers are on the due list."),
)
_ERASED = Rule(
    code=ERASED,
    query=f"SELECT DISTINCT customer_id FROM ({REMAINS}) ORDER BY 1",  # noqa: S608 - constants
    sound=N_("Nothing is left of erased customers."),
    one=N_("Something is left of {count} erased customer. Erase it again."),
    many=N_("Something is left of {count} erased customers. Erase them again."),
    repairable=False,
)
_RULES = (_LAST_CONTACTS, _GRADES, _ARCHIVED, _ERASED)


def rules(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check what needs no reckoning."""
    for rule in _RULES:
        yield _found(rule, [row[0] for row in rule.broken(connection)])
    (unswept,) = connection.execute("SELECT count(*) FROM erasure WHERE NOT swept").fetchone()
    if unswept:
        yield warned(UNSWEPT, message(_NOT_REWRITTEN), unswept, repairable=True)


def reckoned(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    """Check what is reckoned from dates, which must be readable for it.

    Args:
        connection: the reading door, or that of a transaction.
        progress: told how many customers were looked at.
    """
    yield _clocks(connection, progress)
    for source in owing.SOURCES:
        yield _found(source, owing.differences(connection, source).customers)


def _clocks(connection: sqlite3.Connection, progress: Progress) -> Finding:
    policy = book_reads.policy(connection)
    found = {customer for customer, _, _ in stray_clocks(connection)}
    (whole,) = connection.execute("SELECT count(*) FROM customer").fetchone()
    done = 0
    for ids in active_ids(connection):
        found |= differences(connection, standings(connection, ids), policy).customers
        done += len(ids)
        progress(done, whole)
    return _found(_CLOCKS, sorted(found))


_CLOCKS = Rule(
    code=CLOCKS,
    query="",
    sound=N_("Every clock is where contacts and facts put it."),
    one=N_("{count} customer has a clock that its contacts and facts do not give."),
    many=N_("{count} customers have clocks that their contacts and facts do not give."),
)


_STRAY_CLOCKS = """
    SELECT o.customer_id, o.kind, o.subject_id FROM obligation o
     WHERE o.kind IN (?, ?, ?) AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = o.subject_id)
     ORDER BY o.subject_id
"""


def wrong_last_contacts(connection: sqlite3.Connection) -> list[int]:
    """List the customers whose last contact is not the latest in their log."""
    return [key for (key,) in _LAST_CONTACTS.broken(connection)]


def stray_clocks(connection: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """List customer, kind and subject of clocks whose subject is no customer."""
    return connection.execute(_STRAY_CLOCKS, CLOCK_KINDS).fetchall()


def wrong_grades(connection: sqlite3.Connection) -> list[tuple[int, str | None]]:
    """List the customers whose grade is not the last of its history, and that one."""
    return connection.execute(_GRADES.query).fetchall()


def owed_to_archived(connection: sqlite3.Connection) -> list[int]:
    """List the archived customers that something is owed to."""
    return [key for (key,) in _ARCHIVED.broken(connection)]


def active_ids(connection: sqlite3.Connection) -> Iterator[list[int]]:
    """Yield the ids of the customers that are not archived, in parts that one query takes."""
    sql = "SELECT id FROM customer WHERE archived IS NULL AND id > ? ORDER BY id LIMIT ?"
    last = 0
    while part := [key for (key,) in connection.execute(sql, (last, AT_ONCE))]:
        yield part
        last = part[-1]


def _found(rule: Rule | owing.Source, customers: Sequence[int]) -> Finding:
    if not customers:
        return passed(rule.code, message(rule.sound))
    text = counted(rule.one, rule.many, len(customers))
    some = tuple(dict.fromkeys(customers))[:_SHOWN]
    repairable = not isinstance(rule, Rule) or rule.repairable
    return wrong(rule.code, text, len(customers), some, repairable=repairable)
