"""Whose turn it is to be taken back or brought back: the next command, and those after it."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.message import message
from crmcli.domain.path_text import quoted
from crmcli.domain.undo import Blocker, UndoChoice, UndoChoices
from crmcli.errors import N_
from crmcli.services.history.reading import summary
from crmcli.services.history.undo_faults import (
    GO_BACK,
    UNDONE_BY_ANOTHER,
    ChangedBeforeRedo,
    ChangedByAnother,
    NothingToRedo,
    NothingToUndo,
    RestoreStays,
    StaysForGood,
)
from crmcli.store.checks.dangling import check_links, referrer
from crmcli.store.reads.copies import kept_before
from crmcli.store.reads.history.later_changes import changed_since
from crmcli.store.reads.history.undo_stack import (
    last_done_by,
    last_for_good,
    record_count,
    redoable,
    taken_back_by,
    undoable,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.history import CommandRecord
    from crmcli.domain.message import Message
    from crmcli.store.book import Book


class Turn(NamedTuple):
    """What is taken back next, or brought back.

    Args:
        command: the command, as its author knows it.
        taken: whose changes are taken back: the command's, or those of the redo that brought it
            back last; to bring it back, those of its undo.
        redo: whether it is brought back.
    """

    command: CommandRecord
    taken: CommandRecord
    redo: bool


def next_turn(connection: sqlite3.Connection, author: str, *, redo: bool, passing: bool) -> Turn:
    """Say what an author takes back or brings back next.

    Args:
        connection: the reading door, or that of a transaction.
        author: whose turn.
        redo: whether to bring back.
        passing: whether a last command that nothing takes back is passed by.

    Raises:
        NothingToUndo, NothingToRedo: there is no such command.
        StaysForGood: the last command was a restore, a repair or an erasure.
        ChangedByAnother: somebody else changed the same since.
    """
    turn = next(_forward(connection, author) if redo else _back(connection, author), None)
    if not (redo or passing):
        _check_last(connection, author, turn)
    if turn is None:
        raise (NothingToRedo if redo else NothingToUndo)(author=author)
    turn = turn if redo else turn._replace(taken=last_done_by(connection, turn.command))
    later = changed_since(connection, turn.taken.id, author)
    if later is not None:
        kind = ChangedBeforeRedo if redo else ChangedByAnother
        command = turn.command.command
        hint = UNDONE_BY_ANOTHER if later.command == "undo" else None
        raise kind(command=command, other=later.author, later=later.command, at=later.at, hint=hint)
    return turn


def foresee(book: Book, author: str, *, redo: bool, passing: bool = False) -> UndoChoice:
    """Say what an author would take back or bring back; nothing is written.

    Args:
        book: the book.
        author: whose commands.
        redo: whether to bring back.
        passing: whether a last command that nothing takes back is passed by.

    Raises:
        Conflict, NotFound: it would be refused, as `next_turn` says.
    """
    with book.reading() as connection:
        turn = next_turn(connection, author, redo=redo, passing=passing)
        check_links(connection, turn.taken.id, refusal(turn), still=True)
        return _choice(connection, turn)


def refusal(turn: Turn) -> Message:
    """Say what cannot be done, where a turn is refused for what refers to its records."""
    text = N_("`{command}` cannot be taken back")
    if turn.redo:
        text = N_("`{command}` cannot be brought back")
    return message(text, command=turn.command.command)


def choices(book: Book, author: str, most: int | None = None) -> UndoChoices:
    """List what an author can bring back and take back, in the order in which it would be.

    Args:
        book: the book.
        author: whose commands.
        most: how many at the most, those whose turn is next; None for all.
    """
    # A number beyond every list is no limit, and islice takes none.
    wanted = None if most is None or most >= sys.maxsize else most + 1
    with book.reading() as connection:
        forward = list(islice(_forward(connection, author), wanted))
        back = list(islice(_back(connection, author), wanted))
        found = len(forward) + len(back)
        if most is not None:
            # At least every other row is one that can be taken back.
            back = back[: max(most - len(forward), (most + 1) // 2)]
            forward = forward[: most - len(back)]
        rows = [
            _choice(connection, turn, blocked=number == 0)
            for turns in (forward, back)
            for number, turn in enumerate(turns)
        ]
        count = len(forward)
        return UndoChoices((*rows[:count][::-1], *rows[count:]), more=found > len(rows))


def _back(connection: sqlite3.Connection, author: str) -> Iterator[Turn]:
    return (Turn(each, each, redo=False) for each in undoable(connection, author))


def _forward(connection: sqlite3.Connection, author: str) -> Iterator[Turn]:
    for each in redoable(connection, author):
        yield Turn(taken_back_by(connection, each.id), each, redo=True)


def _choice(connection: sqlite3.Connection, turn: Turn, *, blocked: bool = False) -> UndoChoice:
    command = turn.command
    return UndoChoice(
        command.id,
        command.at,
        command.command,
        command.line,
        command.reason,
        record_count(connection, command.id),
        summary(connection, command),
        turn.redo,
        _blocker(connection, turn) if blocked else None,
    )


def _blocker(connection: sqlite3.Connection, turn: Turn) -> Blocker | None:
    """Find what somebody else did since, because of which it would be refused."""
    taken = turn.taken if turn.redo else last_done_by(connection, turn.command)
    later = changed_since(connection, taken.id, taken.author)
    if later is None:
        found = referrer(connection, taken.id, still=True)
        later = None if found is None else found.later
    return None if later is None else Blocker(later.id, later.at, later.author, later.command)


def _check_last(connection: sqlite3.Connection, author: str, before: Turn | None) -> None:
    """Refuse to pass by a restore, a repair or an erasure as if it had not been."""
    last = last_for_good(connection, author)
    if last is None:
        return
    saved = _kept_before(connection, last)
    kind = StaysForGood if saved is None else RestoreStays
    hint = None
    if before is None:
        hint = "" if saved is None else GO_BACK
    raise kind(
        line=last.line or last.command,
        at=last.at,
        saved=saved,
        before=None if before is None else before.command.command,
        hint=hint,
    )


def _kept_before(connection: sqlite3.Connection, last: CommandRecord) -> str | None:
    """Find where the book lies as it was before a restore, for the shell; None after another."""
    kept = kept_before(connection, last.id)
    return None if kept is None else quoted(kept)
