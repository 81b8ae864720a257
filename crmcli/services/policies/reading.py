"""Reading the policies in force, how they came about, and what a change of them would move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.policy import Policy, PolicyMove, PolicyNumber, moves
from crmcli.services.calendars.known import must_be_known
from crmcli.store.place import NoBook
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.policies import concerned, policy_history
from crmcli.store.reads.work_calendars import with_calendar
from crmcli.store.settling.facts import unsettled

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping
    from datetime import date

    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """A change of policies, made or foreseen; the field names are the keys of its JSON.

    Args:
        changed: the numbers that change; one given its present value does not.
        customers: for how many customers a date moves.
        dry_run: whether it is only foreseen.
    """

    changed: tuple[PolicyMove, ...]
    customers: int
    dry_run: bool


def numbers(book: Book) -> list[PolicyNumber]:
    """List every policy with its default, and since when it is as it is."""
    with book.reading() as connection:
        present = book_reads.policy(connection).values()
        since = {each.name: each.on for each in policy_history(connection)}
    defaults = Policy().values()
    return [
        PolicyNumber(name, value, defaults[name], since.get(name))
        for name, value in present.items()
    ]


def history(book: Book) -> list[PolicyMove]:
    """List every change of a policy, the latest first."""
    with book.reading() as connection:
        return list(policy_history(connection))[::-1]


def foresee(book: Book, today: date, values: Mapping[str, str]) -> PolicyChange:
    """Say what a change of policies would do; nothing is written.

    Args:
        book: the book; it need not be there yet.
        today: the local date.
        values: the new values by name, as for `Policy.with_values`.

    Raises:
        CrmError: as `Policy.with_values`.
    """
    try:
        with book.reading() as connection:
            before = book_reads.policy(connection)
            changed = moves(before, values, today)
            after = changed_policy(connection, before, changed, today)
            count = _moved(connection, after, [each.name for each in changed])
    except NoBook:
        changed, count = moves(Policy(), values, today), 0
        changed_policy(None, Policy(), changed, today)
    return PolicyChange(tuple(changed), count, dry_run=True)


def changed_policy(
    connection: sqlite3.Connection | None,
    before: Policy,
    changed: Collection[PolicyMove],
    today: date,
) -> Policy:
    """Give the policy with some numbers changed today.

    Args:
        connection: the reading door, or that of a transaction; None where there is no book.
        before: the policy in force.
        changed: what changes.
        today: the local date.

    Raises:
        UnknownCalendar: the work calendar that it is given is none that is known.
    """
    after = before.with_values({each.name: each.value for each in changed}, today)
    if any(each.name == "calendar" for each in changed):
        must_be_known(connection, after.word("calendar"))
    return with_calendar(connection, after)


def _moved(connection: sqlite3.Connection, policy: Policy, names: Collection[str]) -> int:
    return sum(len(unsettled(connection, ids, policy)) for ids in concerned(connection, names))
