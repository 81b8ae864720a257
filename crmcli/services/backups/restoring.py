"""Restoring a backup: vetted first, then put in the book's place in one step."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind, BookFacts, Restored
from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.path_text import path_text
from crmcli.errors import N_, Conflict, TargetExists
from crmcli.interrupts import ignore_interrupts
from crmcli.services.checks.looking import glance
from crmcli.store.book import Book
from crmcli.store.checks.vetting import vetted
from crmcli.store.connection import faults_of
from crmcli.store.copies import automatic, restoring
from crmcli.store.copies.backup import open_copy, unwatched
from crmcli.store.copies.outside import Outside, carry_over, outside, present_again
from crmcli.store.copies.target import target_faults
from crmcli.store.faults import Damaged, NotWritable
from crmcli.store.folders import folders_made
from crmcli.store.history.replay import first_answer, replayed
from crmcli.store.journal import check_free
from crmcli.store.place import NotABook, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from crmcli.domain.finding import Finding
    from crmcli.domain.run import Run
    from crmcli.store.checks.vetting import Candidate
    from crmcli.store.copies.backup import Progress
    from crmcli.store.transaction import Transaction


class RestoresItself(Conflict):
    """The file to restore is the book."""

    code = "restores_itself"
    sentence = N_("{path} is the book itself; name one of its backups.")


_MOVE_IT = N_("Move that file away first, then restore again; it was not touched.")


@dataclass(frozen=True, slots=True)
class Plan:
    """A restore that is about to happen.

    Args:
        file: the backup.
        candidate: its private copy, vetted.
        present: what the book holds now; None where it is missing or too damaged to say.
        missing: whether there is no book now.
        erased: customers that were erased since, and would be back.
        faults: what is wrong in it, as far as a short look says.
    """

    file: Path
    candidate: Candidate
    present: BookFacts | None
    missing: bool
    erased: tuple[int, ...] = ()
    faults: tuple[Finding, ...] = ()


def answered(book: Book, run: Run) -> Restored | None:
    """Return the first answer to the run's retry key, if it has one."""
    try:
        return first_answer(book.path, run, Restored)
    except (Damaged, NotABook):
        # That is what the restore is for.
        return None


@contextmanager
def planned(book: Book, file: Path, progress: Progress = unwatched) -> Iterator[Plan]:
    """Vet a backup, and say what it would replace; nothing is changed yet.

    Args:
        book: the book.
        file: the backup.
        progress: told how many pages were copied.

    Raises:
        BackupMissing: there is no such file.
        RestoresItself: it is the book.
        NotABook, NewerBook, Damaged, HostileBook: it may not become the book, or what lies at the
            book's place may not be replaced.
        StrangeJournal: what another file left beside one of them would be put into it.
        StorageFault: it cannot be read, or there is no room for a copy of it.
    """
    missing = _is_missing(book)
    if not missing and _is_same(file, book.path):
        raise RestoresItself(path=file)
    found = None if missing else _present(book.path)
    present, known = found or (None, Outside())
    with ExitStack() as stack:
        if missing:
            with target_faults(book.path, NotWritable):
                stack.enter_context(folders_made(book.path.parent))
        candidate = stack.enter_context(vetted(file, book.path, progress))
        with closing(open_copy(candidate.draft)) as copy:
            erased = present_again(copy, _kept(candidate.facts, present, known))
            faults = glance(copy)
        yield Plan(file, candidate, present, missing, erased, faults)


def outcome(book: Book, plan: Plan) -> Restored:
    """Say what a restore would do."""
    facts = plan.candidate.facts
    return Restored(
        path=path_text(book.path.absolute()),
        file=path_text(plan.file.absolute()),
        customers=facts.customers,
        last=facts.last,
        schema=facts.schema,
        replaced=None if plan.present is None else plan.present.customers,
        saved=None,
        erased=plan.erased,
        foreign=plan.candidate.foreign,
        dry_run=True,
        repairable=tuple(each.code for each in plan.faults if each.repairable),
        other_book=facts.is_of_another(plan.present),
        faults=plan.faults,
    )


def restore(book: Book, run: Run, plan: Plan, progress: Progress = unwatched) -> Restored:
    """Put a vetted backup in the book's place; the book as it was is kept in its backup folder.

    Args:
        book: the book.
        run: the run.
        plan: what is to be done.
        progress: told how many pages were written.

    Raises:
        Locked: somebody uses the book and does not let go.
        StorageFault: the book cannot be kept, or there is no room; it is as it was.
    """
    result = replace(outcome(book, plan), dry_run=False)
    if plan.missing:
        return _made(book, run, plan, result)
    try:
        with restoring.locked(book.path) as held:
            return _filled(book, run, plan, held, progress)
    except (Damaged, NotABook):
        if plan.present is not None:
            raise
    return _replaced(book, run, plan, result)


def _filled(book: Book, run: Run, plan: Plan, held: restoring.Held, progress: Progress) -> Restored:
    draft = plan.candidate.draft
    if plan.present is not None:
        with faults_of(book.path):
            seen = replayed(held.connection, run, Restored)
        if seen is not None:
            # The same command came in between.
            return seen
    saved = _saved(book, run, plan, held.save)
    # Only now is it sure what is replaced: others may have written while the user was asked.
    present = restoring.facts(held.connection)
    known = _kept(plan.candidate.facts, present, outside(held.connection))
    result = replace(
        outcome(book, plan),
        replaced=None if present is None else present.customers,
        saved=path_text(saved),
        dry_run=False,
        other_book=plan.candidate.facts.is_of_another(present),
    )
    result = _recorded(draft, run, result, known)
    held.fill(draft, progress)
    return result


def _replaced(book: Book, run: Run, plan: Plan, result: Restored) -> Restored:
    """Put the backup in the place of a book that SQLite cannot open."""
    draft = plan.candidate.draft
    recorded: list[Restored] = []

    def save(copy: Callable[[Path, Path], None]) -> Path:
        saved = _saved(book, run, plan, copy, suffix=automatic.DAMAGED)
        recorded.append(_recorded(draft, run, replace(result, saved=path_text(saved))))
        return saved

    restoring.replace_damaged(book.path, draft, save)
    return recorded[0]


def _made(book: Book, run: Run, plan: Plan, result: Restored) -> Restored:
    """Put the backup where there is no book yet."""
    draft = plan.candidate.draft
    result = _recorded(draft, run, result)
    with target_faults(book.path, NotWritable):
        ignore_interrupts()
        try:
            publish(draft, book.path)
        except FileExistsError:
            raise TargetExists(path=book.path, hint=N_("Restore again.")) from None
    return result


def _saved(
    book: Book,
    run: Run,
    plan: Plan,
    copy: Callable[[Path, Path], None],
    suffix: str = ".db",
) -> Path:
    label = automatic.before(BackupKind.RESTORE)
    return automatic.save(book.path, label, run.now, copy, suffix=suffix, spared={plan.file})


def _kept(facts: BookFacts, present: BookFacts | None, known: Outside) -> Outside:
    """Return what the restored book should know, if it is an older state of the same book."""
    if present is None or facts.is_of_another(present):
        return Outside()
    # A backup from before books had a uid is given that of its book.
    return known if facts.identity.uid is None else replace(known, uid=None)


def _recorded(draft: Path, run: Run, result: Restored, known: Outside | None = None) -> Restored:
    """Record the restore in the book that it makes, before that one is put in its place."""
    with Book(draft).writing(run, existing=True, last=False) as transaction:
        if run.key is not None:
            # One of the backup's own commands may have it, which is not in the book any more.
            transaction.change("command", {"key": run.key}, key=None)
        known = known or Outside()
        result = replace(result, erased=present_again(transaction.connection, known))
        carry_over(transaction, known)
        _note(transaction, CopyKind.RESTORE, result.file, result.customers)
        if result.saved is not None:
            _note(transaction, CopyKind.BEFORE_RESTORE, result.saved, result.replaced or 0)
        return transaction.finished(result)


def _note(transaction: Transaction, kind: CopyKind, path: str, customers: int) -> None:
    transaction.add(
        "copy",
        command_id=transaction.command_id,
        at=transaction.run.now,
        kind=kind,
        path=path,
        count=customers,
    )


def _present(path: Path) -> tuple[BookFacts, Outside] | None:
    with _to_be_moved():
        return restoring.present(path)


def _is_same(file: Path, path: Path) -> bool:
    try:
        return file.samefile(path)
    except OSError:
        # What keeps it from being read is said by whoever opens it.
        return False


def _is_missing(book: Book) -> bool:
    with _to_be_moved():
        if not book.is_missing:
            return False
    check_free(book.path)
    return True


@contextmanager
def _to_be_moved() -> Iterator[None]:
    """Say of what is no book, and lies at its place, that it must be moved by hand."""
    try:
        yield
    except NotABook as error:
        error.hint = _MOVE_IT
        raise
