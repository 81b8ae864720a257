"""Taking back what an author did last, whole, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.undo import Undone
from crmcli.services.history.reading import summary
from crmcli.services.history.undo_faults import AnotherMeanwhile
from crmcli.services.history.undo_turns import next_turn, refusal
from crmcli.services.loyalty.moved import all_referral_points_moved
from crmcli.services.naming.refinding import Refinding
from crmcli.store.checks.dangling import check_links, check_targets
from crmcli.store.history.reverting import steps
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.history.later_changes import RULES, holding, rules_changed_since, touched
from crmcli.store.reads.history.undo_stack import added_customers, record_count
from crmcli.store.reads.loyalty import purchase_points, referrers
from crmcli.store.settling.facts import settle
from crmcli.store.settling.greeting import settle_all_greetings, settle_greetings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from crmcli.domain.history import CommandRecord
    from crmcli.domain.run import Run
    from crmcli.services.history.undo_turns import Turn
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]


_AT_ONCE = 400


def _silently(done: int, total: int) -> None:
    """Tell nobody how far it is."""
    del done, total


def take_back(
    book: Book,
    run: Run,
    *,
    redo: bool = False,
    expected: int | None = None,
    passing: bool = False,
    progress: Progress = _silently,
) -> Undone:
    """Take back the run's author's last command whole, or bring back what they took back last.

    Args:
        book: the book.
        run: the run; it is recorded as a command of its own.
        redo: whether to bring back.
        expected: the number of the command that was confirmed; None for whichever it is.
        passing: whether a last command that nothing takes back is passed by.
        progress: told how many changes of how many are taken back.

    Raises:
        NothingToUndo, NothingToRedo: there is no such command.
        StaysForGood: the last command was a restore or an erasure.
        AnotherMeanwhile: it is not the one that was confirmed.
        ChangedByAnother, ChangedOutside: what it changed is not as it left it.
        StillReferredTo, TargetGone: a reference would lead nowhere.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Undone)
        if seen is not None:
            return seen
        connection = transaction.connection
        turn = next_turn(connection, run.author, redo=redo, passing=passing)
        command = turn.command
        if expected not in {None, command.id}:
            raise AnotherMeanwhile(line=command.line or command.command)
        # A customer has its name while it is there.
        what = None if redo else summary(connection, command)
        points, had = purchase_points(connection), referrers(connection)
        _take_back(transaction, turn, progress)
        _link(transaction, turn)
        what = what or summary(connection, command)
        records = record_count(connection, command.id)
        return transaction.finished(
            Undone(
                command.id,
                command.at,
                command.author,
                command.command,
                command.line,
                command.reason,
                records,
                what,
                redo,
                transaction.command_id,
                purchase_points(connection) - points,
                tuple(all_referral_points_moved(connection, had)),
            )
        )


def _link(transaction: Transaction, turn: Turn) -> None:
    """Let the commands know of each other."""
    own = transaction.command_id
    undone = turn.taken if turn.redo else turn.command
    transaction.change("command", {"id": own}, undoes=undone.id)
    transaction.change("command", {"id": undone.id}, undone_by=own)
    if turn.redo:
        transaction.change("command", {"id": turn.command.id}, undone_by=None)


def _take_back(transaction: Transaction, turn: Turn, progress: Progress) -> None:
    """Take back what a command changed."""
    connection, taken = transaction.connection, turn.taken
    # The rows come and go from the parts to the whole; at the end every link holds again.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    total = record_count(connection, taken.id)
    refinding = Refinding(transaction, added_customers(connection, taken.id))
    done, rules = 0, False
    under_others, stale = rules_changed_since(connection, taken.id), IdRanges()
    greeted = IdRanges()
    for step in steps(connection, taken.id):
        refinding.expect(step)
        step.take_back(transaction)
        greeted.update(step.customers)
        if under_others:
            stale.update(step.customers)
        rules = rules or step.record in RULES
        done += step.size
        progress(min(done, total), total)
    refinding.close()
    if rules:
        stale.update(_changed_by_others(connection, taken))
    _settle(transaction, stale)
    if rules:
        settle_all_greetings(transaction, book_reads.policy(connection))
    else:
        _greet(transaction, greeted)
    transaction.close()
    refused = refusal(turn)
    check_links(connection, taken.id, refused)
    check_targets(connection, transaction.command_id, refused)


def _changed_by_others(connection: sqlite3.Connection, taken: CommandRecord) -> IdRanges:
    """Gather the customers that others changed since, under the policies and rates of then."""
    found = IdRanges()
    for each in holding(connection, taken.id, taken.author):
        found.update(touched(connection, each).customers)
    return found


def _settle(transaction: Transaction, customers: IdRanges) -> None:
    """Put right what follows from the policies and rates of now."""
    policy = book_reads.policy(transaction.connection)
    for ids in _pages(customers):
        settle(transaction, ids, policy)


def _greet(transaction: Transaction, customers: IdRanges) -> None:
    """Put right the greetings of customers: days have passed since they were as they are now."""
    policy = book_reads.policy(transaction.connection)
    for ids in _pages(customers):
        settle_greetings(transaction, policy, ids)


def _pages(customers: IdRanges) -> Iterator[range]:
    for first, last in customers:
        for start in range(first, last + 1, _AT_ONCE):
            yield range(start, min(start + _AT_ONCE, last + 1))
