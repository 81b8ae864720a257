"""The answer of a check of the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding, Severity
from crmcli.domain.message import counted
from crmcli.domain.path_text import quoted
from crmcli.errors import N_, StorageFault

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.domain.backup import StoredBackup
    from crmcli.domain.message import Message


class Unsound(StorageFault):
    """A check found faults."""

    code = "unsound"
    sentence = N_("{faults}")
    hint = N_("Put right what can be with crm check --repair; the book is backed up first.")


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """Where a book's backups lie; the field names are the keys of its JSON.

    Args:
        folder: the book's own backup folder; it is made with the first backup.
        rule: which of the automatic backups go.
        last: when the newest backup that is still there was written, wherever it lies, in UTC.
        files: what lies in the folder, the newest first.
    """

    folder: str
    rule: Message
    last: datetime | None
    files: tuple[StoredBackup, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; the field names are the keys of its JSON.

    Args:
        ok: whether no fault was found.
        path: the book.
        schema: the version of its schema; None where it could not be read.
        sqlite: the version of SQLite that reads it.
        python: the version of Python that runs crm.
        customers: how many customers it has; None where they could not be counted.
        bytes: the size of its file.
        free_bytes: how much of that is free for new rows.
        findings: everything that was looked at, and what was found.
        repaired: the codes of the findings that were put right.
        saved: where the book as it was before the repair lies.
        good_backup: the newest backup in which a check finds no fault, looked for where
            the book cannot be repaired.
        backups: where its backups lie.
        mended: what was put right, as it was found.
        dry_run: whether it was only asked what would be put right.
        program: the version of crm that checks it.
    """

    ok: bool
    path: str
    schema: int | None
    sqlite: str
    python: str
    customers: int | None
    bytes: int
    free_bytes: int
    findings: tuple[Finding, ...]
    repaired: tuple[str, ...]
    saved: str | None
    good_backup: str | None
    backups: BackupPlace
    mended: tuple[Finding, ...] = ()
    dry_run: bool = False
    program: str = ""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong."""
        return tuple(each for each in self.findings if each.severity is Severity.FAULT)

    @property
    def repairable(self) -> tuple[Finding, ...]:
        """What `--repair` would put right, warnings too."""
        return tuple(each for each in self.findings if each.repairable)

    def check(self) -> None:
        """Fail where something is wrong.

        Raises:
            Unsound: something is.
        """
        faults = self.faults
        if not faults:
            return
        told = counted(
            "{count} fault was found in {path}.",
            "{count} faults were found in {path}.",
            len(faults),
            path=self.path,
        )
        if any(each.repairable for each in faults):
            raise Unsound(faults=told)
        if not any(each.is_helpless for each in faults):
            raise Unsound(hint=N_("{advice}"), faults=told, advice=faults[0].advice)
        if self.good_backup is not None:
            hint = N_("This cannot be repaired. The newest good backup: crm restore {backup}")
            raise Unsound(hint=hint, faults=told, backup=quoted(self.good_backup))
        raise Unsound(hint=N_("This cannot be repaired."), faults=told)
