"""What is owed besides the clocks, and for what: each kind is declared here once.

A kind says for whom something is owed, and what. A change of the facts is settled by this, and that
its obligations are those and no others is checked, and put right.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.domain.due_kind import GREETING_KINDS, DueKind
from crmcli.errors import N_, NN_
from crmcli.store.reads.book import reckoned_on
from crmcli.store.settling import greeting, owed
from crmcli.store.settling.clocks import is_stored, row_values
from crmcli.store.statements import chunks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crmcli.domain.obligation import Obligation
    from crmcli.domain.policy import Policy
    from crmcli.store.transaction import Transaction

AT_ONCE = 500
_SUBJECTS_AT_ONCE = 5000


class Source(NamedTuple):
    """A kind of obligation, and where it comes from.

    Args:
        kind: the kind.
        code: the stable word for what a check finds.
        concerned: a query of the customers, archived ones too, who may be owed it.
        owed: says what is owed to some customers.
        sound: says that all is as it should be; a message id.
        told: says that one record is not, and that some are not.
    """

    kind: DueKind
    code: str
    concerned: str
    owed: Callable[[sqlite3.Connection, Policy, Sequence[int]], Iterable[Obligation]]
    sound: str
    told: tuple[str, str]


SOURCES = (
    Source(
        kind=DueKind.PROMISE,
        code="promises",
        concerned="SELECT customer_id FROM promise WHERE state = 'open'",
        owed=owed.promises,
        sound=N_("Every open promise is on the due list, and no other is."),
        told=NN_(
            "{count} promise is not on the due list as it should be.",
            "{count} promises are not on the due list as they should be.",
        ),
    ),
    Source(
        kind=DueKind.DEAL,
        code="deals",
        concerned="SELECT customer_id FROM deal WHERE closed IS NULL",
        owed=owed.deals,
        sound=N_("Every open deal is on the due list, and no other is."),
        told=NN_(
            "{count} deal is not on the due list as it should be.",
            "{count} deals are not on the due list as they should be.",
        ),
    ),
    Source(
        kind=DueKind.COMPLAINT,
        code="complaints",
        concerned="SELECT customer_id FROM feedback WHERE closed IS NULL",
        owed=owed.complaints,
        sound=N_("Every open complaint is on the due list, and no other is."),
        told=NN_(
            "{count} complaint is not on the due list as it should be.",
            "{count} complaints are not on the due list as they should be.",
        ),
    ),
    Source(
        kind=DueKind.FEEDBACK,
        code="feedback",
        concerned="SELECT customer_id FROM feedback WHERE closed IS NULL",
        owed=owed.feedback,
        sound=N_("Every open feedback is on the due list, and no other is."),
        told=NN_(
            "{count} feedback is not on the due list as it should be.",
            "{count} feedbacks are not on the due list as they should be.",
        ),
    ),
    Source(
        kind=DueKind.SURVEY,
        code="surveys",
        concerned="SELECT id FROM customer WHERE existing_since IS NOT NULL",
        owed=owed.surveys,
        sound=N_("Every existing customer has its next survey on the due list."),
        told=NN_(
            "{count} survey is not on the due list as it should be.",
            "{count} surveys are not on the due list as they should be.",
        ),
    ),
    # After complaints: that one is late is a warning.
    Source(
        kind=DueKind.CHURN,
        code="churn",
        concerned="""
            SELECT customer_id FROM purchase UNION SELECT customer_id FROM survey
             UNION SELECT customer_id FROM feedback WHERE kind = 'complaint'
             UNION SELECT id FROM customer WHERE importance = 'key'
        """,
        owed=owed.churn,
        sound=N_("Every warning that nobody has looked at is on the due list."),
        told=NN_(
            "{count} customer has other warnings on the due list than its facts give.",
            "{count} customers have other warnings on the due list than their facts give.",
        ),
    ),
    Source(
        kind=DueKind.BIRTHDAY,
        code="birthdays",
        concerned="""
            SELECT id FROM customer WHERE birthday IS NOT NULL
             UNION SELECT customer_id FROM person WHERE birthday IS NOT NULL
        """,
        owed=greeting.birthdays,
        sound=N_("Every birthday that is known is on the due list for its next day."),
        told=NN_(
            "{count} birthday is not on the due list as it should be.",
            "{count} birthdays are not on the due list as they should be.",
        ),
    ),
    Source(
        kind=DueKind.FESTIVAL,
        code="festivals",
        concerned="SELECT id FROM customer WHERE lost IS NULL AND may_contact",
        owed=greeting.festivals,
        sound=N_("Every greeting for a festival is on the due list for its next day."),
        told=NN_(
            "{count} greeting for a festival is not on the due list as it should be.",
            "{count} greetings for festivals are not on the due list as they should be.",
        ),
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


def differences(
    connection: sqlite3.Connection, source: Source, policy: Policy, ids: Sequence[int]
) -> Differences:
    """Compare the obligations of one kind of some customers with what the records say.

    Args:
        connection: the reading door, or that of a transaction.
        source: the kind.
        policy: the numbers in force.
        ids: the customers, none of them archived; at most some hundreds.
    """
    found = Differences()
    if source.kind in GREETING_KINDS and reckoned_on(connection) is None:
        # For which day they would be is not known: the next write says it.
        return found
    wanted = {each.subject_id: each for each in source.owed(connection, policy, ids)}
    present = _present(connection, source.kind, ids, list(wanted))
    for key, obligation in wanted.items():
        old = present.pop(key, None)
        values = row_values(obligation) if old is None else _carried_over(obligation, old)
        if old is None:
            found.new.append(values)
        elif not all(is_stored(old[name], each) for name, each in values.items()):
            found.changed.append(values)
        else:
            continue
        found.customers.append(obligation.customer_id)
    for key, old in present.items():
        found.stray.append(key)
        found.customers.append(old["customer_id"])
    return found


def settle(
    transaction: Transaction, source: Source, policy: Policy, ids: Sequence[int]
) -> set[int]:
    """Put the obligations of one kind of some customers where the records say.

    Returns:
        Those of them who were owed something else.
    """
    found = differences(transaction.connection, source, policy, ids)
    for key in found.stray:
        transaction.remove("obligation", kind=source.kind, subject_id=key)
    for values in found.new:
        transaction.add("obligation", **values)
    for values in found.changed:
        which = {name: values.pop(name) for name in ("kind", "subject_id")}
        transaction.change("obligation", which, **values)
    return set(found.customers)


def pages(connection: sqlite3.Connection, source: Source) -> Iterator[list[int]]:
    """Yield, some at a time, the customers that may be owed a kind, or are; archived ones not."""
    sql = f"""
        SELECT id FROM customer WHERE archived IS NULL AND id IN (
            {source.concerned} UNION SELECT customer_id FROM obligation WHERE kind = ?
        ) ORDER BY id
    """  # noqa: S608 - our own queries
    # Numbers side by side, for what is done with a page may change what the query finds.
    found = array("q", (key for (key,) in connection.execute(sql, (source.kind.value,))))
    yield from chunks(found, AT_ONCE)


def _carried_over(new: Obligation, old: dict[str, Any]) -> dict[str, Any]:
    """Give the columns of an obligation, with its snooze as long as the same is owed."""
    values = row_values(new)
    if new.due_at is not None and is_stored(old["due_at"], new.due_at):
        # Its local day is that of the zone it was reckoned in.
        kept = ("due", "due_day", "since", "planned_on")
        values |= {name: old[name] for name in kept}
        if old["figures"] is None:
            values["figures"] = None
    same = all(is_stored(old[name], values[name]) for name in ("due", "due_at", "since"))
    snooze = ("snoozed_until", "snooze_reason") if same else ()
    values |= {"snooze_reason": None} | {name: old[name] for name in snooze}
    if same:
        first = min(filter(None, (old["due"], old["planned_on"])))
        values["shown_from"] = max(filter(None, (first, old["snoozed_until"])))
    return values


def _present(
    connection: sqlite3.Connection, kind: DueKind, ids: Sequence[int], subjects: Sequence[int]
) -> dict[int, dict[str, Any]]:
    found = _rows(connection, kind, "customer_id", ids)
    # One that is somebody else's by mistake; a customer may have many people.
    for part in chunks([key for key in subjects if key not in found], _SUBJECTS_AT_ONCE):
        found |= _rows(connection, kind, "subject_id", part)
    return found


def _rows(
    connection: sqlite3.Connection, kind: DueKind, column: str, keys: Sequence[int]
) -> dict[int, dict[str, Any]]:
    places = ",".join("?" * len(keys))
    sql = f"SELECT * FROM obligation WHERE kind = ? AND {column} IN ({places})"  # noqa: S608 - placeholders
    cursor = connection.execute(sql, (kind.value, *keys))
    names = [each[0] for each in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return {row["subject_id"]: row for row in rows}
