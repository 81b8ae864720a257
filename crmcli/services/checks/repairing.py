"""Repairing the book: what follows from other rows is made again from them, after a backup."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind
from crmcli.domain.checked import Checked
from crmcli.domain.finding import Severity
from crmcli.domain.grade import Grade
from crmcli.errors import N_, StorageFault
from crmcli.interrupts import heed_again
from crmcli.services.backups.making import save
from crmcli.services.checks.checking import advised, summed_up, write_ahead
from crmcli.services.checks.looking import given_up, look_again
from crmcli.services.checks.rows import RECKONED, SETTINGS
from crmcli.services.erasure.erasing import why_unswept
from crmcli.services.grades.regrading import record_grading
from crmcli.services.grades.settled import reclocked
from crmcli.store import uid
from crmcli.store.checks import (
    derived,
    findable,
    full_text,
    invariants,
    relinking,
    retracing,
    rules,
    sequences,
    soundness,
    structure,
    surroundings,
    trade_rules,
    unreadable,
)
from crmcli.store.checks.actors import remove_triggers
from crmcli.store.copies.backup import unwatched
from crmcli.store.erasure.sweeping import sweep
from crmcli.store.finding.keys import keys_of
from crmcli.store.history.replay import command_of_key, first_answer
from crmcli.store.reads import book as book_reads
from crmcli.store.reads.standing import standing, standings
from crmcli.store.settling import owing
from crmcli.store.settling.crediting import credit_referrer
from crmcli.store.settling.facts import settle_trade
from crmcli.store.settling.reclocking import reclock
from crmcli.store.settling.rolling import roll

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crmcli.domain.finding import Finding
    from crmcli.domain.run import Run
    from crmcli.store.book import Book
    from crmcli.store.copies.backup import Progress
    from crmcli.store.transaction import Transaction


class NotRewritten(StorageFault):
    """All but the file itself was put right."""

    code = "not_swept"
    sentence = N_(
        "What else was found is put right, but free pages of {path} may still hold pieces of an"
        " erased customer. {reason}"
    )
    hint = N_("Finish it with crm check --repair.")


def answered(book: Book, run: Run) -> Checked | None:
    """Return the first answer to the run's retry key, if it has one; what it left over is done."""
    if book.is_missing:
        return None
    seen = first_answer(book.path, run, Checked)
    return None if seen is None else _swept(book, run, seen)


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
        NeededElsewhere: a table of the user's own needs what would have to go.
        StorageFault: the book cannot be written, or stays locked.
    """
    codes = {each.code for each in found.repairable}
    if not codes or _is_damaged(found):
        return found
    saved = save(book.path, BackupKind.REPAIR, run.now, sound=False)
    if structure.TRIGGERS in codes:
        # Before anything they would act on.
        remove_triggers(book.path)
    if surroundings.PERMISSIONS in codes:
        surroundings.close_to_others(book.path)
    if surroundings.LEFTOVERS in codes:
        surroundings.remove_drafts(book.path)
    # Before the transaction, whose own journal lies there too.
    place = list(surroundings.place(book.path))
    command_id = None
    noted: tuple[tuple[datetime, str], ...] = ()
    with book.writing(run, existing=True) as transaction:
        result = transaction.replayed(Checked)
        if result is None:
            command_id = transaction.command_id
            mended_codes = _mend(transaction, book, found, codes)
            inside = look_again(transaction.connection, found.findings, mended_codes, progress)
            (journal,) = transaction.connection.execute("PRAGMA journal_mode").fetchone()
            inside = replace(inside, findings=(*inside.findings, *write_ahead(journal)))
            inside = replace(inside, findings=_left(inside.findings, mended_codes))
            still = {each.code for each in (*inside.findings, *place) if _is_there(each)}
            mended = tuple(each for each in found.repairable if each.code not in still)
            result = summed_up(book.path, run, place, inside, mended=mended, saved=saved)
            if any(each.is_helpless for each in result.findings):
                result = replace(result, good_backup=found.good_backup)
            noted = inside.noted
            # The history tells of what was put right.
            transaction.finished(result, kept=True)
    # Others may write again meanwhile.
    return advised(_swept(book, run, result, command_id), noted)


def _swept(book: Book, run: Run, result: Checked, command_id: int | None = None) -> Checked:
    """Rewrite the file where that is left to do; until then the answer does not say it is done.

    Args:
        book: the book.
        run: the run.
        result: the answer so far.
        command_id: the command that gave it; None for the one with the run's retry key.

    Raises:
        NotRewritten: it cannot be done now.
    """
    unswept = tuple(each for each in result.findings if each.code == invariants.UNSWEPT)
    if not unswept:
        return result
    try:
        heed_again()
        sweep(book.path)
    except StorageFault as error:
        raise NotRewritten(path=book.path, reason=why_unswept(error)) from error
    mended = (*result.mended, *unswept)
    result = replace(
        result,
        findings=tuple(each for each in result.findings if each not in unswept),
        repaired=tuple(sorted(each.code for each in mended)),
        mended=mended,
    )
    with book.writing(run, existing=True) as transaction:
        if command_id is None:
            command_id = command_of_key(transaction.connection, run.key or "")
        transaction.keep(command_id, result)
    return result


def _mend(transaction: Transaction, book: Book, found: Checked, codes: set[str]) -> set[str]:
    """Put right what was found; return the codes of that and of what follows from it."""
    connection = transaction.connection
    if structure.STRUCTURE in codes:
        structure.make_again(connection, structure.structure(connection))
    unreadable_values = any(each.code in {unreadable.VALUES, SETTINGS} for each in found.faults)
    if soundness.INTEGRITY in codes:
        soundness.make_indexes_again(connection, book.path)
        unreadable_values = unreadable.values(connection).severity is Severity.FAULT
    if uid.UID in codes:
        uid.tell_apart(connection, book.path)
        roll(connection, transaction.run.today)
    if not _REVEALING.isdisjoint(codes):
        # Behind these nothing else was to be seen, or more follows from mending them.
        codes = codes | set(_REPAIRS)
    if rules.POINTS.code in codes:
        codes = codes | {findable.KEYS, full_text.TEXTS}
    if not _OWED.keys().isdisjoint(codes) or invariants.CLASSES in codes:
        # What is owed rests on classes, and warnings on late complaints.
        codes = codes | set(_OWED)
    if unreadable_values:
        codes = codes - RECKONED
    for code, mend in _REPAIRS.items():
        if code in codes:
            mend(transaction)
    return codes


def _left(findings: tuple[Finding, ...], codes: set[str]) -> tuple[Finding, ...]:
    """Offer no repair any more of what this one could not put right."""
    wrong = (each for each in findings if each.severity is Severity.FAULT and each.code in codes)
    return tuple(given_up(findings, [replace(each, repairable=False) for each in wrong]))


def _is_there(finding: Finding) -> bool:
    return finding.repairable or finding.severity is Severity.FAULT


def _is_damaged(found: Checked) -> bool:
    beyond = {soundness.INTEGRITY, structure.TABLES}
    return any(each.code in beyond and not each.repairable for each in found.faults)


def _clear_archived(transaction: Transaction) -> None:
    for (key,) in rules.ARCHIVED.broken(transaction.connection):
        transaction.remove("obligation", customer_id=key)


def _set_classes(transaction: Transaction) -> None:
    policy = book_reads.policy(transaction.connection)
    for ids in invariants.trading_ids(transaction.connection):
        settle_trade(transaction, ids, policy)


def _owe(transaction: Transaction, source: owing.Source) -> None:
    policy = book_reads.policy(transaction.connection)
    for ids in owing.pages(transaction.connection, source):
        owing.settle(transaction, source, policy, ids)


def _drop_points(transaction: Transaction) -> None:
    for _, key in trade_rules.UNVALUED_POINTS.broken(transaction.connection):
        transaction.remove("loyalty_entry", id=key)


def _credit_referrers(transaction: Transaction) -> None:
    for _, referred in trade_rules.REFERRALS.broken(transaction.connection):
        credit_referrer(transaction, referred)


def _move_points(transaction: Transaction) -> None:
    for _, key, owner in rules.POINTS.broken(transaction.connection):
        transaction.change("contact_point", {"id": key}, customer_id=owner)


def _set_last_contacts(transaction: Transaction) -> None:
    connection = transaction.connection
    policy = book_reads.policy(connection)
    for (key,) in rules.LAST_CONTACT.broken(connection):
        reclocked(transaction, standing(connection, key), policy)


def _set_clocks(transaction: Transaction) -> None:
    connection = transaction.connection
    for _, kind, key in invariants.stray_clocks(connection):
        transaction.remove("obligation", kind=kind, subject_id=key)
    policy = book_reads.policy(connection)
    for ids in invariants.active_ids(connection):
        reclock(transaction, standings(connection, ids), policy)


def _write_grade_history(transaction: Transaction) -> None:
    connection = transaction.connection
    for key, last in rules.GRADE_HISTORY.broken(connection):
        now = standing(connection, key)
        before = None if last is None else replace(now.grading, grade=Grade(last))
        record_grading(transaction, before, now, transaction.run.reason)


def _rekey(transaction: Transaction) -> None:
    findable.rekey(transaction, findable.unfound(transaction.connection, keys_of), keys_of)


_REVEALING = frozenset({soundness.INTEGRITY, soundness.LINKS, derived.DERIVED})
"""What is mended before all else, since everything may follow from it."""

_OWED = {source.code: partial(_owe, source=source) for source in owing.SOURCES}
_REPAIRS: dict[str, Callable[[Transaction], None]] = {
    sequences.SEQUENCES: sequences.count_on,
    derived.DERIVED: derived.make_readable,
    soundness.LINKS: relinking.relink,
    rules.ARCHIVED.code: _clear_archived,
    rules.LAST_CONTACT.code: _set_last_contacts,
    invariants.CLASSES: _set_classes,
    invariants.CLOCKS: _set_clocks,
    **_OWED,
    rules.GRADE_HISTORY.code: _write_grade_history,
    trade_rules.DEAL_STAGES.code: retracing.retrace_deals,
    trade_rules.FEEDBACK_STATES.code: retracing.retrace_feedback,
    trade_rules.UNVALUED_POINTS.code: _drop_points,
    trade_rules.REFERRALS.code: _credit_referrers,
    rules.POINTS.code: _move_points,
    findable.KEYS: _rekey,
    full_text.TEXTS: full_text.refill,
}
"""By finding what puts it right, in the order in which one thing rests on another."""
