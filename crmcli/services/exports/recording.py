"""The one way an export goes: written to a private file, recorded, and only then let appear."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.erasure import Presence
from crmcli.errors import N_, Conflict, CrmError
from crmcli.services.erasure.presence import presence
from crmcli.store.history.replay import replayed
from crmcli.store.reads.copies import Held, command_of, copies_of, held_by_key
from crmcli.store.reads.customer_rows import count_shared

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from crmcli.domain.id_ranges import IdRanges
    from crmcli.domain.run import Run
    from crmcli.exchange.target import Draft, Target
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


class ChangedMeanwhile(Conflict):
    """Customers were erased, or may no longer be shared, while they were exported."""

    code = "changed_meanwhile"
    sentence = N_("Customers were removed or may no longer be shared; nothing was exported.")
    hint = N_("Run the same command again.")


class Answer(Protocol):
    """What the answers to all exports have."""

    @property
    def id(self) -> int:
        """The number of its record."""

    @property
    def path(self) -> str:
        """Where to; `-` for stdout."""


AnswerT = TypeVar("AnswerT", bound=Answer)


def are_shared(connection: sqlite3.Connection, written: IdRanges) -> bool:
    """Tell whether everybody who was written is still there, and may be shared."""
    return count_shared(connection, written) == written.count


@dataclass(frozen=True, slots=True)
class Order(Generic[AnswerT]):
    """An export that is to be carried out.

    Args:
        target: where to.
        answer: what is answered.
        write: writes the file, and returns which customers are in it.
        record: given these, what the record keeps beside them: purpose, filter, count and so on.
        answered: given the number of the record and these, makes the answer.
        further: for each further table of the same customers what its own record keeps.
        may_leave: tells, when that is recorded, whether what was written may still leave.
    """

    target: Target
    answer: type[AnswerT]
    write: Callable[[IO[bytes]], IdRanges]
    record: Callable[[IdRanges], dict[str, Any]]
    answered: Callable[[int, IdRanges], AnswerT]
    further: Callable[[], Sequence[dict[str, Any]]] = tuple
    may_leave: Callable[[sqlite3.Connection, IdRanges], bool] = are_shared


def carried_out(
    book: Book, run: Run, order: Order[AnswerT], deliver: Callable[[IO[bytes]], None]
) -> AnswerT:
    """Export; the record is in the book before the file is at its place.

    Args:
        book: the book.
        run: the run.
        order: what is exported where.
        deliver: is handed what goes to stdout, once that is recorded.

    Raises:
        TargetExists, TargetUnusable: the file cannot be written there; nothing was recorded.
        ChangedMeanwhile: a customer that was written may no longer be.
    """
    target = order.target
    seen, held = _seen(book, run, order.answer)
    if seen is not None and not _is_to_be_delivered(seen, target):
        return seen
    with target.draft() as draft:
        written = order.write(draft.file)
        draft.save()
        if seen is not None and held == _held(order, written):
            _delivered(draft, target, deliver)
            return seen
        # A retry that finds other customers is another export, which needs a record of its own.
        run = run if seen is None else replace(run, key=None)
        with book.writing(run, existing=True) as transaction:
            first = _overtaken(transaction, order, written)
            if first is not None and not target.is_stdout:
                # Its file is there, or about to be.
                return first
            result = first or _recorded(transaction, order, written)
        try:
            _delivered(draft, target, deliver)
        except (OSError, CrmError):
            # What went to stdout has left, whole or in part; a file that is not there has not.
            if not target.is_stdout:
                _forget(book, run, result.id)
            raise
    return result


def _seen(book: Book, run: Run, answer: type[AnswerT]) -> tuple[AnswerT | None, list[Held]]:
    """Return the first answer to this run's retry key, and what that export held."""
    if run.key is None:
        return None, []
    with book.reading() as connection:
        return replayed(connection, run, answer), held_by_key(connection, run.key)


def _records(order: Order[AnswerT], written: IdRanges) -> list[dict[str, Any]]:
    """Say what is kept of each table that was written."""
    customers = str(written)
    return [{"customers": customers, **each} for each in (order.record(written), *order.further())]


def _held(order: Order[AnswerT], written: IdRanges) -> list[Held]:
    return [
        Held(each.get("record"), each["count"], each["customers"])
        for each in _records(order, written)
    ]


def _is_to_be_delivered(seen: Answer, target: Target) -> bool:
    """Tell whether a retry still has to write: to stdout, or a file that never got to its place."""
    if seen.path != target.name:
        return False
    return target.is_stdout or presence(seen.path) is not Presence.THERE


def _overtaken(
    transaction: Transaction, order: Order[AnswerT], written: IdRanges
) -> AnswerT | None:
    """Return the answer of a run with the same key that began when this one had."""
    first = transaction.replayed(order.answer)
    if first is not None and order.target.is_stdout:
        held = held_by_key(transaction.connection, transaction.run.key or "")
        if held != _held(order, written):
            raise ChangedMeanwhile
    return first


def _recorded(transaction: Transaction, order: Order[AnswerT], written: IdRanges) -> AnswerT:
    if not order.may_leave(transaction.connection, written):
        raise ChangedMeanwhile
    keys = [
        transaction.add(
            "copy",
            command_id=transaction.command_id,
            at=transaction.run.now,
            kind=CopyKind.EXPORT,
            path=order.target.name,
            **each,
        )
        for each in _records(order, written)
    ]
    return transaction.finished(order.answered(keys[0], written))


def _delivered(draft: Draft, target: Target, deliver: Callable[[IO[bytes]], None]) -> None:
    if target.is_stdout:
        deliver(draft.file)
    else:
        draft.publish()


def _forget(book: Book, run: Run, copy_id: int) -> None:
    """Take the record of an export back whose file could not be put in its place."""
    with book.writing(replace(run, key=None), existing=True) as transaction:
        command_id = command_of(transaction.connection, copy_id)
        for each in copies_of(transaction.connection, command_id):
            transaction.remove("copy", id=each)
        transaction.remove("command", id=command_id)
