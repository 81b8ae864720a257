"""Reports saved by name: the words of a command line, kept and taken up again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.nearness import nearest
from crmcli.domain.reports.known import KNOWN
from crmcli.domain.text import clean_label, fold
from crmcli.errors import N_, Conflict, NotFound, Refused
from crmcli.store.reads import saved_reports as reads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.domain.run import Run
    from crmcli.store.book import Book


class ReportNotFound(NotFound):
    """No report was saved by this name."""

    code = "report_not_found"
    sentence = N_("No report is saved as {name}.")
    hint = N_(
        "See them with `crm report list`, or save one: crm report save {name} count --by grade"
    )


class NameOfAReport(Refused):
    """A name that a report of crm's own has already."""

    code = "report_exists"
    sentence = N_("{name} is a report of its own; save yours under another name.")


class ReportSavedAlready(Conflict):
    """Another report was saved by this name."""

    code = "report_saved"
    sentence = N_("Another report is saved as {name}: {words}")
    hint = N_("Replace it: crm report save --force {name} …")


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A report that was saved; the field names are the keys of its JSON.

    `words` are those of its command line, after `crm report`.
    """

    name: str
    words: tuple[str, ...]


def save(book: Book, run: Run, name: str, words: Sequence[str], *, force: bool) -> SavedReport:
    """Save a report by a name.

    Raises:
        UnusableText: the name is empty, or no text.
        NameOfAReport: it is that of one of crm's own.
        ReportSavedAlready: another one has it, and is not to be replaced.
    """
    label = " ".join(clean_label(name, "name").split())
    if fold(label) in {*KNOWN, "count", "cases", "list", "save", "run", "remove"}:
        raise NameOfAReport(name=label)
    saved = SavedReport(label, tuple(words))
    text = json.dumps(list(words), ensure_ascii=False, separators=(",", ":"))
    with book.writing(run) as transaction:
        if (kept := transaction.replayed(SavedReport)) is not None:
            return kept
        known = reads.saved(transaction.connection)
        present = _found(known, label)
        if present is None:
            transaction.add("saved_report", name=label, words=text)
        elif known[present] != saved.words:
            if not force:
                raise ReportSavedAlready(name=present, words=" ".join(known[present]))
            transaction.change("saved_report", {"name": present}, words=text)
        return transaction.finished(saved if present is None else SavedReport(present, saved.words))


def remove(book: Book, run: Run, name: str) -> SavedReport:
    """Forget a saved report.

    Raises:
        ReportNotFound: none was saved by this name.
    """
    with book.writing(run, existing=True) as transaction:
        if (kept := transaction.replayed(SavedReport)) is not None:
            return kept
        found = _named(reads.saved(transaction.connection), name)
        transaction.remove("saved_report", name=found.name)
        return transaction.finished(found)


def saved_report(book: Book, name: str) -> SavedReport:
    """Read a saved report.

    Raises:
        NoBook: there is no book yet.
        ReportNotFound: none was saved by this name.
    """
    with book.reading() as connection:
        return _named(reads.saved(connection), name)


def saved_reports(book: Book) -> tuple[SavedReport, ...]:
    """List the saved reports by name; none where there is no book yet."""
    if book.is_missing:
        return ()
    with book.reading() as connection:
        return tuple(SavedReport(*each) for each in reads.saved(connection).items())


def _named(known: dict[str, tuple[str, ...]], name: str) -> SavedReport:
    found = _found(known, name)
    if found is not None:
        return SavedReport(found, known[found])
    near = nearest(name, known)
    if not near:
        raise ReportNotFound(name=name)
    raise ReportNotFound(name=name, nearest=near, hint=N_("Did you mean {nearest}?"))


def _found(known: dict[str, tuple[str, ...]], name: str) -> str | None:
    return next((each for each in known if fold(each) == fold(name.strip())), None)
