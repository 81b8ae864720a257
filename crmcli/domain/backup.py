"""Backups of a book: what they are made before, and which of them are kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.finding import Finding
from crmcli.errors import N_, StorageFault

if TYPE_CHECKING:
    from datetime import datetime

KEPT = 5
"""How many automatic backups of each kind are kept."""

RULE = N_(
    "Of the automatic backups the newest five of each kind are kept; those you made yourself"
    " are removed by `crm backup --keep` alone."
)
"""The rule by which old backups go."""


class UnsoundCopy(StorageFault):
    """A backup was made, of a book that holds what no repair puts right."""

    code = "unsound_copy"
    sentence = N_("{path} was made, but it is no good backup: the book itself has faults.")
    hint = N_("No older backup was removed; crm check names the newest good one.")


class BackupKind(StrEnum):
    """What a backup in the book's own folder was made before; `backup` was made by its user."""

    BACKUP = "backup"
    IMPORT = "import"
    MIGRATION = "migration"
    REPAIR = "repair"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class StoredBackup:
    """A backup that is there; the field names are the keys of its JSON.

    Args:
        kind: what it was made before.
        at: when, in UTC, by the clock of the run that made it.
        bytes: its size, with that of what belongs to it.
        path: where it lies.
        beside: files that belong to it, such as the journal of a damaged book.
    """

    kind: BackupKind
    at: datetime
    bytes: int
    path: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was just made; the field names are the keys of its JSON.

    Args:
        path: where it lies.
        bytes: its size.
        customers: how many customers it holds.
        at: when it was made, in UTC.
        schema: the version of its schema.
        removed: the older backups that went because of `--keep`.
        noted: whether the book could note it.
        faults: what is wrong in the book, and so in the copy, as far as a short look says.
    """

    path: str
    bytes: int
    customers: int
    at: datetime
    schema: int
    removed: tuple[str, ...]
    noted: bool
    faults: tuple[Finding, ...] = ()

    def check(self) -> None:
        """Fail where the copy holds what no repair puts right.

        Raises:
            UnsoundCopy: it does.
        """
        if any(each.is_helpless for each in self.faults):
            raise UnsoundCopy(path=self.path)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a book has in common with its backups.

    Args:
        uid: what no other book has; None for one from before books had that.
        origin: when and by whom it was begun; None for one that nothing was written to.
    """

    uid: str | None = None
    origin: tuple[str, str] | None = None

    def is_same(self, other: Identity) -> bool:
        """Tell whether two files are states of one book, as far as older ones can say."""
        if self.uid is None or other.uid is None:
            return self.origin == other.origin
        return self.uid == other.uid


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a book holds, in short.

    Args:
        customers: how many customers.
        last: when it was last written to, in UTC; None for a new one.
        schema: the version of its schema.
        identity: which book it is.
    """

    customers: int
    last: datetime | None
    schema: int
    identity: Identity = Identity()

    def is_of_another(self, present: BookFacts | None) -> bool:
        """Tell whether it is another book than the one that is there, if one is that can say."""
        return present is not None and not present.identity.is_same(self.identity)


@dataclass(frozen=True, slots=True)
class Restored:
    """A book that took the place of another; the field names are the keys of its JSON.

    Args:
        path: the book.
        file: the backup it was taken from.
        customers: how many customers it holds.
        last: when it was last written to before it was saved, in UTC.
        schema: the version of the backup's schema; the book is brought up to this program's.
        replaced: how many customers the book held until now; None where it could not be read.
        saved: where the book as it was until now lies; None where there was none.
        erased: customers that were erased since, and are back.
        foreign: what is in the book beside what crm puts there, such as a view of one's own.
        dry_run: whether nothing was done.
        repairable: the codes of what `crm check --repair` would put right in it, as far as a short
            look says.
        other_book: whether the backup is of another book than the one it takes the place of.
        faults: all that is wrong in it, likewise.
    """

    path: str
    file: str
    customers: int
    last: datetime | None
    schema: int
    replaced: int | None
    saved: str | None
    erased: tuple[int, ...]
    foreign: tuple[str, ...]
    dry_run: bool
    repairable: tuple[str, ...] = ()
    other_book: bool = False
    faults: tuple[Finding, ...] = ()
