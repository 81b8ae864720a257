"""Repairing the book: what follows from other rows is made again from them, after a backup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind
from crmcli.domain.checked import Checked
from crmcli.domain.due_kind import DueKind
from crmcli.domain.finding import Severity
from crmcli.domain.grade import Grade
from crmcli.services.backups import save
from crmcli.services.checking import look, summed_up, write_ahead
from crmcli.services.contacts import reclocked
from crmcli.services.keys import keys_of
from crmcli.services.promises import promise_obligation
from crmcli.services.regrading import record_grading
from crmcli.store import findable, invariants, relinking, soundness, surroundings
from crmcli.store.backup import unwatched
from crmcli.store.clocks import carried_over, row_values
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.obligation import obligation_row
from crmcli.store.reads.promises import promise
from crmcli.store.reads.standing import standing, standings
from crmcli.store.reclocking import reclock
from crmcli.store.replay import first_answer
from crmcli.store.sweeping import sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.run import Run
    from crmcli.services.checking import Inside
    from crmcli.store.backup import Progress
    from crmcli.store.book import Book
    from crmcli.store.transaction import Transaction


def answered(book: Book, run: Run) -> Checked | None:
    """Return the first answer to the run's retry key, if it has one."""
    return None if book.is_missing else first_answer(book.path, run, Checked)


def repair(book: Book, run: Run, found: Checked, progress: Progress = unwatched) -> Checked:
    """Put right what a check found and what can be put right.

    Args:
        book: the book.
        run: the run.
        found: what the check found.
        progress: told how many customers were looked at again.

    Returns:
        What a check finds now. A damaged file is left as it is.

    Raises:
        NoBackupPlace, DiskFull: the book cannot be kept as it is first.
        StorageFault: the book cannot be written, or stays locked.
    """
    codes = {each.code for each in found.repairable}
    if not codes or _is_damaged(found):
        return found
    saved = save(book.path, BackupKind.REPAIR, run.now, sound=False)
    if surroundings.PERMISSIONS in codes:
        surroundings.close_to_others(book.path)
    if surroundings.LEFTOVERS in codes:
        surroundings.remove_drafts(book.path)
    # Before the transaction, whose own journal lies there too.
    place = list(surroundings.place(book.path))
    with book.writing(run, existing=True) as transaction:
        _ = transaction.command_id
        _mend(transaction, book, codes)
        inside = _looked_at(transaction, progress)
        still = {each.code for each in (*inside.findings, *place) if each.repairable}
        mended = tuple(sorted(codes - still))
        result = summed_up(book.path, run, place, inside, repaired=mended, saved=saved)
        result = transaction.finished(result)
    if invariants.UNSWEPT in codes:
        sweep(book.path)
    return result


def _mend(transaction: Transaction, book: Book, codes: set[str]) -> None:
    connection = transaction.connection
    if soundness.INTEGRITY in codes:
        soundness.make_indexes_again(connection, book.path)
    if soundness.INTEGRITY in codes or soundness.LINKS in codes:
        # Behind these nothing else was to be seen, or more follows from mending them.
        codes = set(_REPAIRS)
    if soundness.values(connection).severity is Severity.FAULT:
        codes = codes - _CALCULATED
    for code, mend in _REPAIRS.items():
        if code in codes:
            mend(transaction)


def _looked_at(transaction: Transaction, progress: Progress) -> Inside:
    """Look at what the repair made, but for what is done once its transaction has ended."""
    inside = look(transaction.connection, progress)
    (journal,) = transaction.connection.execute("PRAGMA journal_mode").fetchone()
    findings = [each for each in inside.findings if each.code != invariants.UNSWEPT]
    return replace(inside, findings=(*findings, *write_ahead(journal)))


def _is_damaged(found: Checked) -> bool:
    return any(each.code == soundness.INTEGRITY and not each.repairable for each in found.faults)


def _clear_archived(transaction: Transaction) -> None:
    for key in invariants.owed_to_archived(transaction.connection):
        transaction.remove("obligation", customer_id=key)


def _set_last_contacts(transaction: Transaction) -> None:
    connection = transaction.connection
    policy = book_reads.policy(connection)
    for key in invariants.wrong_last_contacts(connection):
        reclocked(transaction, standing(connection, key), policy)


def _set_clocks(transaction: Transaction) -> None:
    connection = transaction.connection
    for _, kind, key in invariants.stray_clocks(connection):
        transaction.remove("obligation", kind=kind, subject_id=key)
    policy = book_reads.policy(connection)
    for ids in invariants.active_ids(connection):
        reclock(transaction, standings(connection, ids), policy)


def _owe_promises(transaction: Transaction) -> None:
    connection = transaction.connection
    for _, key in invariants.stray_promises(connection):
        transaction.remove("obligation", kind=DueKind.PROMISE, subject_id=key)
    for _, key in invariants.unowed_promises(connection):
        found = promise(connection, key)
        if found is None:
            continue
        owed = promise_obligation(key, found.customer_id, found.by, found.made)
        old = obligation_row(connection, owed.kind, key)
        if old is None:
            transaction.add("obligation", **row_values(owed))
        else:
            values = carried_over(owed, old)
            transaction.change("obligation", {"kind": owed.kind, "subject_id": key}, **values)


def _write_grade_history(transaction: Transaction) -> None:
    connection = transaction.connection
    for key, last in invariants.wrong_grades(connection):
        now = standing(connection, key)
        before = None if last is None else replace(now.grading, grade=Grade(last))
        record_grading(transaction, before, now, transaction.run.reason)


def _rekey(transaction: Transaction) -> None:
    findable.rekey(transaction, findable.unfound(transaction.connection), keys_of)


_REPAIRS: dict[str, Callable[[Transaction], None]] = {
    soundness.LINKS: relinking.relink,
    invariants.ARCHIVED: _clear_archived,
    invariants.LAST_CONTACT: _set_last_contacts,
    invariants.CLOCKS: _set_clocks,
    invariants.PROMISES: _owe_promises,
    invariants.GRADE_HISTORY: _write_grade_history,
    findable.KEYS: _rekey,
    findable.TEXTS: findable.refill,
}
"""By finding what puts it right, in the order in which one thing rests on another."""

_CALCULATED = frozenset(
    {invariants.LAST_CONTACT, invariants.CLOCKS, invariants.PROMISES, invariants.GRADE_HISTORY}
)
"""What is calculated from dates, which must be readable for that."""
