"""Taking back what an author did last, whole, and bringing it back."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

from crmcli.domain.id_ranges import IdRanges
from crmcli.domain.undo import UndoChoice, Undone
from crmcli.errors import N_, Conflict, NotFound
from crmcli.services.history import summary
from crmcli.services.refinding import Refinding
from crmcli.store.dangling import check_links, check_targets
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.later_changes import changed_since, holding, policies_changed_since, touched
from crmcli.store.reads.standing import standings
from crmcli.store.reads.undo_stack import (
    last_done_by,
    record_count,
    redoable,
    taken_back_by,
    undoable,
)
from crmcli.store.reclocking import reclock
from crmcli.store.reverting import steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from crmcli.domain.history import CommandRecord
    from crmcli.domain.message import Message
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction

    Progress = Callable[[int, int], None]


_AT_ONCE = 400


def _silently(done: int, total: int) -> None:
    """Tell nobody how far it is."""
    del done, total


class NothingToUndo(NotFound):
    """The author has nothing left to take back."""

    code = "nothing_to_undo"
    sentence = N_("There is nothing to undo for {author}.")
    hint = N_("Each author takes back their own commands; see `crm history`.")


class NothingToRedo(NotFound):
    """The author undid nothing, or has written something since."""

    code = "nothing_to_redo"
    sentence = N_("There is nothing to redo for {author}.")
    hint = N_("`crm redo` follows `crm undo`, until something new is written.")


class ChangedByAnother(Conflict):
    """Somebody else changed the same record later."""

    code = "changed_by_another"
    sentence = N_(
        "`{command}` cannot be taken back: {other} changed the same with `{later}` ({at})."
    )
    hint = N_("{other} may undo that first; else change it by hand. See `crm history`.")


class ChangedBeforeRedo(ChangedByAnother):
    """Somebody else changed the same record after it was taken back."""

    sentence = N_(
        "`{command}` cannot be brought back: {other} changed the same with `{later}` ({at})."
    )


def undo(book: Book, run: Run, progress: Progress = _silently) -> Undone:
    """Take back the run's author's last command, whole.

    Args:
        book: the book.
        run: the run; it is recorded as a command of its own.
        progress: told how many changes of how many are taken back.

    Raises:
        NothingToUndo: there is no such command.
        ChangedByAnother, ChangedOutside, StillReferredTo: what it changed is not as it left it.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Undone)
        if seen is not None:
            return seen
        command = next(undoable(transaction.connection, run.author), None)
        if command is None:
            raise NothingToUndo(author=run.author)
        what = summary(transaction.connection, command)
        taken = last_done_by(transaction.connection, command)
        _take_back(transaction, taken, command, progress)
        transaction.change("command", {"id": transaction.command_id}, undoes=command.id)
        transaction.change("command", {"id": command.id}, undone_by=transaction.command_id)
        return transaction.finished(_undone(transaction, command, what, redone=False))


def redo(book: Book, run: Run, progress: Progress = _silently) -> Undone:
    """Bring back what the run's author took back last.

    Args:
        book: the book.
        run: the run; it is recorded as a command of its own.
        progress: told how many changes of how many are brought back.

    Raises:
        NothingToRedo: nothing was taken back, or something new was written since.
        ChangedByAnother, ChangedOutside, StillReferredTo: what it changed is not as it left it.
    """
    with book.writing(run, existing=True) as transaction:
        seen = transaction.replayed(Undone)
        if seen is not None:
            return seen
        last = next(redoable(transaction.connection, run.author), None)
        if last is None:
            raise NothingToRedo(author=run.author)
        command = taken_back_by(transaction.connection, last.id)
        _take_back(transaction, last, command, progress)
        what = summary(transaction.connection, command)
        transaction.change("command", {"id": transaction.command_id}, undoes=last.id)
        transaction.change("command", {"id": command.id}, undone_by=None)
        transaction.change("command", {"id": last.id}, undone_by=transaction.command_id)
        return transaction.finished(_undone(transaction, command, what, redone=True))


def foresee_undo(book: Book, author: str) -> UndoChoice:
    """Say what an author would take back; nothing is written.

    Raises:
        NothingToUndo: there is nothing.
        ChangedByAnother: it would be refused.
    """
    with book.reading() as connection:
        command = next(undoable(connection, author), None)
        if command is None:
            raise NothingToUndo(author=author)
        _check(connection, command, command)
        return _choice(connection, command, redo=False)


def foresee_redo(book: Book, author: str) -> UndoChoice:
    """Say what an author would bring back; nothing is written.

    Raises:
        NothingToRedo: there is nothing.
        ChangedByAnother: it would be refused.
    """
    with book.reading() as connection:
        last = next(redoable(connection, author), None)
        if last is None:
            raise NothingToRedo(author=author)
        command = taken_back_by(connection, last.id)
        _check(connection, last, command)
        return _choice(connection, command, redo=True)


def choices(book: Book, author: str, most: int | None = None) -> list[UndoChoice]:
    """List what an author can bring back and take back, in the order in which it would be.

    Args:
        book: the book.
        author: whose commands.
        most: how many of each kind at the most; None for all.
    """
    with book.reading() as connection:
        again = [taken_back_by(connection, each.id) for each in redoable(connection, author)]
        forward = [_choice(connection, each, redo=True) for each in again[:most]]
        # A number beyond every list is no limit, and islice takes none.
        back = islice(undoable(connection, author), most if (most or 0) < sys.maxsize else None)
        return [*reversed(forward), *(_choice(connection, each, redo=False) for each in back)]


def _take_back(
    transaction: Transaction, taken: CommandRecord, named: CommandRecord, progress: Progress
) -> None:
    """Take back what a command changed.

    Args:
        transaction: the open transaction.
        taken: the command whose changes are taken back.
        named: the command that is named where that is refused.
        progress: told how far it is.
    """
    connection = transaction.connection
    _check(connection, taken, named)
    # The rows come and go from the parts to the whole; at the end every link holds again.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    total = record_count(connection, taken.id)
    refinding = Refinding(transaction, total)
    done, policies = 0, False
    under_others, stale = policies_changed_since(connection, taken.id), IdRanges()
    for step in steps(connection, taken.id):
        refinding.expect(step)
        step.take_back(transaction)
        if under_others:
            stale.update(step.customers)
        policies = policies or step.record == "policy_change"
        done += step.size
        progress(min(done, total), total)
    refinding.close()
    if policies:
        stale.update(_changed_by_others(connection, taken))
    _reclock(transaction, stale)
    transaction.close()
    check_links(connection, taken.id)
    check_targets(connection, transaction.command_id)


def _changed_by_others(connection: sqlite3.Connection, taken: CommandRecord) -> IdRanges:
    """Gather the customers that others changed since, under the policies of then."""
    found = IdRanges()
    for each in holding(connection, taken.id, taken.author):
        found.update(touched(connection, each).customers)
    return found


def _reclock(transaction: Transaction, customers: IdRanges) -> None:
    """Put the clocks of customers where the policies of now say."""
    connection = transaction.connection
    policy = book_reads.policy(connection)
    for first, last in customers:
        for start in range(first, last + 1, _AT_ONCE):
            ids = range(start, min(start + _AT_ONCE, last + 1))
            reclock(transaction, standings(connection, ids), policy)


def _check(connection: sqlite3.Connection, taken: CommandRecord, named: CommandRecord) -> None:
    later = changed_since(connection, taken.id, taken.author)
    if later is not None:
        kind = ChangedByAnother if taken is named else ChangedBeforeRedo
        raise kind(command=named.command, other=later.author, later=later.command, at=later.at)


def _undone(
    transaction: Transaction, command: CommandRecord, what: Message, *, redone: bool
) -> Undone:
    return Undone(
        command.id,
        command.at,
        command.author,
        command.command,
        command.line,
        command.reason,
        record_count(transaction.connection, command.id),
        what,
        redone,
        transaction.command_id,
    )


def _choice(connection: sqlite3.Connection, command: CommandRecord, *, redo: bool) -> UndoChoice:
    return UndoChoice(
        command.id,
        command.at,
        command.command,
        command.line,
        command.reason,
        record_count(connection, command.id),
        summary(connection, command),
        redo,
    )
