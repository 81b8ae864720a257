"""Putting an imported book into its place: where none is, or instead of an empty one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind
from crmcli.domain.copy_kind import CopyKind
from crmcli.domain.path_text import path_text
from crmcli.domain.whole_book import BookImported
from crmcli.errors import N_, TargetExists
from crmcli.interrupts import ignore_interrupts
from crmcli.services.books.importing import Present, has_customers
from crmcli.store.book import Book
from crmcli.store.connection import faults_of
from crmcli.store.copies import automatic, restoring
from crmcli.store.copies.backup import unwatched
from crmcli.store.copies.outside import Outside, carry_over, outside, present_again
from crmcli.store.copies.target import target_faults
from crmcli.store.faults import Damaged, NotWritable
from crmcli.store.history.replay import replayed
from crmcli.store.place import publish

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.domain.run import Run
    from crmcli.services.books.importing import Plan
    from crmcli.store.copies.backup import Progress

_AGAIN = N_("Import it again.")


def put(book: Book, run: Run, plan: Plan, progress: Progress = unwatched) -> BookImported:
    """Carry out an import that was planned.

    Args:
        book: the book.
        run: the run.
        plan: what is to be done.
        progress: told how many pages were written.

    Raises:
        TargetExists, HasCustomers: somebody else put customers there meanwhile.
        Locked: somebody uses the book and does not let go.
        StorageFault: the book cannot be written; it is as it was.
    """
    if plan.candidate is None:
        return plan.result
    draft = plan.candidate.draft
    if plan.present is not None:
        return _replaced(book, run, plan, draft, progress)
    result = _recorded(draft, run, plan.result, Outside())
    with target_faults(book.path, NotWritable):
        ignore_interrupts()
        try:
            publish(draft, book.path)
        except FileExistsError:
            raise TargetExists(path=book.path, hint=_AGAIN) from None
    return result


def _replaced(book: Book, run: Run, plan: Plan, draft: Path, progress: Progress) -> BookImported:
    """Put it in the place of an empty book, which is kept as it is if anything was done there."""
    with restoring.locked(book.path) as held:
        with faults_of(book.path):
            seen = replayed(held.connection, run, BookImported)
        if seen is not None:
            # The same command came in between.
            return seen
        facts = restoring.facts(held.connection)
        if facts is None:
            raise Damaged(path=book.path, reason=N_("it cannot be read."))
        if facts.customers:
            raise has_customers(book.path, plan.result.file)
        present = Present(facts, outside(held.connection))
        result = plan.result
        if facts.last is not None:
            label = automatic.before(BackupKind.RESTORE)
            saved = automatic.save(book.path, label, run.now, held.save)
            result = replace(result, saved=path_text(saved))
        known = Outside()
        if plan.candidate is not None:
            known = present.kept(plan.candidate.facts)
        result = _recorded(draft, run, result, known)
        held.fill(draft, progress)
        return result


def _recorded(draft: Path, run: Run, result: BookImported, known: Outside) -> BookImported:
    """Keep in the new book what is not undone by it, and its own record if it has a retry key."""
    if run.key is None and known == Outside():
        return result
    with Book(draft).writing(run, existing=True, last=False) as transaction:
        if run.key is not None:
            # One of the book's own commands may have it, whose answer was given before.
            transaction.change("command", {"key": run.key}, key=None)
        result = replace(result, erased=present_again(transaction.connection, known))
        carry_over(transaction, known)
        if run.key is None:
            return result
        transaction.add(
            "copy",
            command_id=transaction.command_id,
            at=run.now,
            kind=CopyKind.RESTORE,
            path=result.file,
            count=result.customers,
        )
        return transaction.finished(result)
