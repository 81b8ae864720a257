"""The rows of the due list in the order in which they deserve to be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.channel import Channel
from crmcli.domain.classes import Urgency, UrgencyLimits
from crmcli.domain.due import due_ref
from crmcli.domain.due_choice import Candidate
from crmcli.domain.due_kind import DueKind
from crmcli.store.reads.due import TABLES, conditions
from crmcli.store.reads.due_order import AMOUNT, LATE_RATIO, worth

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from crmcli.domain.due import DueQuery

_NEAREST = """
    min(coalesce(c.deal_close, c.own_close, '9999-12-31'),
        coalesce((SELECT min(n.by) FROM promise n
                   WHERE n.customer_id = c.id AND n.state = 'open'), '9999-12-31'),
        coalesce((SELECT min(n.due) FROM obligation n
                   WHERE n.customer_id = c.id AND n.kind = 'complaint'), '9999-12-31'))
"""
_URGENCY = f"""
    CASE WHEN {_NEAREST} <= :urgent THEN 0 WHEN {_NEAREST} <= :soon THEN 1
         WHEN {_NEAREST} <= :later THEN 2 ELSE 3 END
"""
_VIA = f"coalesce(o.channel, c.channel, c.last_via, '{Channel.PHONE}')"
_MINUTES = " ".join(f"WHEN '{each}' THEN :minutes_{each}" for each in Channel)


def candidates(
    connection: sqlite3.Connection, query: DueQuery, minutes: Mapping[Channel, int]
) -> Iterator[Candidate]:
    """Yield the rows of the list, the best to take first.

    Complaints come before everything else; then the best is the most urgent (the nearest of
    expected close, open promises and complaint limits, in the classes of section 1), then by
    grade, by days overdue ÷ cadence, and by amount at stake.

    Args:
        connection: the reading door.
        query: which part of the list.
        minutes: how long a contact by each channel takes. A row takes its own channel, else the
            customer's preferred one, else the last one, else the phone; one contact serves all
            rows of a customer, the longest.
    """
    condition, values = conditions(query)
    values["worth"] = worth(connection, query.today)
    limits = UrgencyLimits(query.today)
    for each in (Urgency.URGENT, Urgency.SOON, Urgency.LATER):
        values[each.value] = getattr(limits, each.value).isoformat()
    values |= {f"minutes_{channel}": number for channel, number in minutes.items()}
    sql = f"""
        SELECT o.kind, o.subject_id, o.customer_id,
               max(CASE {_VIA} {_MINUTES} END) OVER (PARTITION BY o.customer_id)
          FROM {TABLES} WHERE {condition}
         ORDER BY o.kind <> 'complaint', {_URGENCY}, c.grade, {LATE_RATIO}, {AMOUNT}
    """  # noqa: S608 - built from constants
    for kind, subject_id, customer_id, length in connection.execute(sql, values):
        yield Candidate(due_ref(DueKind(kind), subject_id), customer_id, length)
