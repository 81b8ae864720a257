"""Changing policies: each change keeps its date, and every clock it concerns follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.policy import ALWAYS, moves
from crmcli.services.calendars.keeping import keep_shipped
from crmcli.services.policies.reading import PolicyChange, changed_policy
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.policies import concerned
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def change(book: Book, run: Run, values: Mapping[str, str]) -> PolicyChange:
    """Change policies from today on, all or none.

    Args:
        book: the book.
        run: the run.
        values: the new values by name, as for `Policy.with_values`.

    Raises:
        CrmError: as `Policy.with_values`.
    """
    with book.writing(run) as transaction:
        seen = transaction.replayed(PolicyChange)
        if seen is not None:
            return seen
        return transaction.finished(change_within(transaction, values))


def change_within(transaction: Transaction, values: Mapping[str, str]) -> PolicyChange:
    """Change policies as a part of a command; arguments and errors as those of `change`."""
    connection, today = transaction.connection, transaction.run.today
    before = book_reads.policy(connection)
    changed = moves(before, values, today)
    # A book is set up before anybody is in it: what is entered then may lie further back.
    day = today if book_reads.has_customers(connection) else ALWAYS
    for each in changed:
        transaction.add(
            "policy_change",
            name=each.name,
            value=each.value,
            day=day,
            command_id=transaction.command_id,
        )
    after = changed_policy(connection, before, changed, today)
    if any(each.name == "calendar" for each in changed):
        keep_shipped(transaction, after.word("calendar"))
    pages = concerned(connection, [each.name for each in changed])
    count = sum(len(settle(transaction, ids, after)) for ids in pages)
    return PolicyChange(tuple(changed), count, dry_run=False)
