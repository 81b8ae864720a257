"""How backups and restores are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.backup import BackupKind, StoredBackup
from crmcli.domain.foreign import foreign_told
from crmcli.domain.path_text import path_text, quoted
from crmcli.errors import N_
from crmcli.language import _, ngettext, pgettext
from crmcli.render import gate, joined
from crmcli.render.gate import one_line
from crmcli.render.output import Listing, show_list, show_record
from crmcli.render.width import wrapped
from crmcli.render.words import say, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import Protocol

    from crmcli.domain.backup import Backup, BookFacts, Restored
    from crmcli.domain.finding import Finding
    from crmcli.render.layout import Layout
    from crmcli.render.output import Output

    class Proposal(Protocol):
        """What is known of a restore before it happens."""

        @property
        def file(self) -> Path:
            """The backup."""

        @property
        def present(self) -> BookFacts | None:
            """What the book holds now."""

        @property
        def candidate(self) -> Incoming:
            """The backup, vetted."""

        @property
        def missing(self) -> bool:
            """Whether there is no book now."""

        @property
        def erased(self) -> tuple[int, ...]:
            """Who was erased since, and would be back."""

        @property
        def faults(self) -> tuple[Finding, ...]:
            """What is wrong in it."""

    class Incoming(Protocol):
        """A vetted backup."""

        @property
        def facts(self) -> BookFacts:
            """What it holds."""


_KILO = 1000


def backed_up(output: Output, made: Backup) -> None:
    """Say where a backup lies."""
    if not made.noted and not output.is_json:
        text = _("The backup is good, but it is not noted in the book.")
        _tell(_("The backup is not noted in the book.") if made.faults else text)
    if not output.is_json:
        for line in fault_lines(made.faults):
            _tell(line)
    show_record(output, made, _backup_lines(made), key=one_line(made.path))


def _backup_lines(made: Backup) -> Iterator[str]:
    yield ngettext(
        "Backed up {count} customer to {path} ({size}).",
        "Backed up {count} customers to {path} ({size}).",
        made.customers,
    ).format(count=made.customers, path=one_line(made.path), size=size(made.bytes))
    if made.removed:
        count = len(made.removed)
        yield ngettext(
            "Removed {count} older backup.", "Removed {count} older backups.", count
        ).format(count=count)


def show_backups(output: Output, backups: Iterable[StoredBackup]) -> None:
    """List backups."""
    show_list(output, _BACKUPS, backups)


def told_in_part() -> None:
    """Say on stderr that there may be more backups than could be listed."""
    _tell(_("The book cannot be read; it alone knows of copies that were made elsewhere."))


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    return Layout(
        (
            Column(_("When"), lambda row: word(row.at)),
            Column(pgettext("why a backup was made", "Made"), lambda row: _(_MADE[row.kind])),
            Column(_("Size"), lambda row: size(row.bytes), right=True),
            Column(_("File"), lambda row: row.path, wraps=True),
        )
    )


_MADE = {
    BackupKind.BACKUP: N_("by you"),
    BackupKind.IMPORT: N_("before an import"),
    BackupKind.MIGRATION: N_("before a migration"),
    BackupKind.REPAIR: N_("before a repair"),
    BackupKind.RESTORE: N_("before a restore"),
}
_BACKUPS = Listing(
    kind=StoredBackup,
    key=lambda row: row.path,  # type: ignore[attr-defined]
    layout=_layout,
    empty=_("There is no backup yet: crm backup"),
)


def proposed(plan: Proposal) -> None:
    """Say what would be replaced by what, before the question; on stderr."""
    incoming = _held(plan.candidate.facts)
    file = one_line(path_text(plan.file))
    text = _("The backup {file} is good: {held}")
    if _helpless(plan.faults):
        text = _("The backup {file} can be restored, but has faults: {held}")
    _tell(text.format(file=file, held=incoming))
    if plan.candidate.facts.is_of_another(plan.present):
        _tell(_("It is a backup of another book."))
    if plan.present is not None:
        _tell(_("It replaces the book as it is now: {held}").format(held=_held(plan.present)))
    elif not plan.missing:
        _tell(_("It replaces a book that is damaged; its file is kept."))
    if plan.erased:
        _tell(_would_be_back(plan.erased))
    for line in fault_lines(plan.faults):
        _tell(line)


def _helpless(faults: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in faults if not each.repairable]


def fault_lines(faults: tuple[Finding, ...]) -> Iterator[str]:
    """Say what is wrong in a backup: what no repair puts right in full, else how much it is."""
    for each in _helpless(faults):
        yield _("No repair puts this right: {what}").format(what=one_line(say(each.message)))
    count = len(faults) - len(_helpless(faults))
    if count:
        yield _to_repair(count)


def _to_repair(count: int) -> str:
    return ngettext(
        "It has {count} thing in it that crm check --repair then puts right.",
        "It has {count} things in it that crm check --repair then puts right.",
        count,
    ).format(count=count)


def _tell(text: str) -> None:
    gate.tell(wrapped(text, "  "))


def _would_be_back(erased: tuple[int, ...]) -> str:
    return _("It brings back who was erased since it was made: {ids}").format(ids=_ids(erased))


def _ids(erased: tuple[int, ...]) -> str:
    return joined.items(str(each) for each in erased)


def _held(facts: BookFacts) -> str:
    count = facts.customers
    held = ngettext("{count} customer", "{count} customers", count).format(count=count)
    if facts.last is None:
        return held
    return _("{held}, last changed {at}").format(held=held, at=word(facts.last))


def restored(output: Output, result: Restored) -> None:
    """Say what a restore did, or would do, and how to go back."""
    show_record(output, result, _restored_lines(result), key=one_line(result.path))


def _restored_lines(result: Restored) -> Iterator[str]:
    text = (
        ngettext(
            "{file} has faults; it would be restored: {count} customer.",
            "{file} has faults; it would be restored: {count} customers.",
            result.customers,
        )
        if result.dry_run and _helpless(result.faults)
        else ngettext(
            "{file} is good; it would be restored: {count} customer.",
            "{file} is good; it would be restored: {count} customers.",
            result.customers,
        )
        if result.dry_run
        else ngettext(
            "Restored {file}: {count} customer.",
            "Restored {file}: {count} customers.",
            result.customers,
        )
    )
    told = text.format(file=one_line(result.file), count=result.customers)
    yield joined.sentences((told, since(result.last)))
    if result.other_book:
        yield (
            _("It is a backup of another book.")
            if result.dry_run
            else _("It was a backup of another book.")
        )
    if result.dry_run and result.replaced is not None:
        yield ngettext(
            "It would replace the book with {count} customer, which would be kept.",
            "It would replace the book with {count} customers, which would be kept.",
            result.replaced,
        ).format(count=result.replaced)
    if result.saved is not None:
        yield _way_back(result)
    if result.erased and result.dry_run:
        yield _would_be_back(result.erased)
    elif result.erased:
        yield _("Erased before, and back with this backup: {ids}. Erase them again.").format(
            ids=_ids(result.erased)
        )
    yield from fault_lines(result.faults)
    if result.foreign:
        yield _("It also holds what crm did not make: {names}").format(
            names=one_line(say(foreign_told(result.foreign)))
        )


def since(last: datetime | None) -> str:
    """Say when a book was last changed; nothing where that is not known."""
    return "" if last is None else _("Last changed {at}.").format(at=word(last))


def _way_back(result: Restored) -> str:
    saved = one_line(quoted(result.saved or ""))
    if result.replaced is None:
        return _("The damaged file is kept: {path}").format(path=saved)
    return ngettext(
        "To go back to the {count} customer before: crm restore {path}",
        "To go back to the {count} customers before: crm restore {path}",
        result.replaced,
    ).format(count=result.replaced, path=saved)


def size(count: int) -> str:
    """Write a number of bytes as people read it."""
    amount, unit = float(count), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < _KILO:
            break
        amount, unit = amount / _KILO, larger
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
