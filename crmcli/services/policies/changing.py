"""Changing policies: each change keeps its date, and every clock it concerns follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.policy import moves
from crmcli.services.policies.reading import PolicyChange, changed_policy
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.policies import concerned
from crmcli.store.settling.facts import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.domain.run import Run
    from crmcli.store.book import Book


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
        connection = transaction.connection
        before = book_reads.policy(connection)
        changed = moves(before, values, run.today)
        for each in changed:
            transaction.add(
                "policy_change",
                name=each.name,
                value=each.value,
                day=run.today,
                command_id=transaction.command_id,
            )
        after = changed_policy(before, changed, run.today)
        pages = concerned(connection, [each.name for each in changed])
        count = sum(len(settle(transaction, ids, after)) for ids in pages)
        return transaction.finished(PolicyChange(tuple(changed), count, dry_run=False))
