"""The place of a backup: what may be written there, and what keeps it from being written."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crmcli.errors import N_, Conflict, StorageFault, TargetExists
from crmcli.store.belongings import belongs_to
from crmcli.store.faults import DiskFull
from crmcli.store.journal import check_free
from crmcli.store.place import advice, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NoBackupPlace(StorageFault):
    """A backup cannot be made at its place."""

    code = "no_place"
    sentence = N_("No backup can be made at {path}: {reason}")
    hint = N_("Nothing was changed.")


class TargetIsBook(Conflict):
    """The file to be made is the book itself or belongs to it, under whatever name."""

    code = "target_is_book"
    sentence = N_("{path} belongs to the book itself; a backup must lie elsewhere.")


class TargetNotFile(Conflict):
    """Something that is no plain file lies at the target, and is never replaced."""

    code = "target_not_file"
    sentence = N_("{path} is no regular file; it was left as it is.")


@contextmanager
def target_faults(target: Path, kind: type[StorageFault] = NoBackupPlace) -> Iterator[None]:
    """Name what keeps a file from being made at a target.

    Args:
        target: the place.
        kind: what it is called where there is room.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(path=target) from error
        raise kind(path=target, reason=reason_of(error), hint=advice(error)) from error


def check_target(path: Path, target: Path, *, replace: bool) -> None:
    """Check that a book may be copied to a target.

    Args:
        path: the book.
        target: where the copy will be.
        replace: whether it may take the place of another file.

    Raises:
        TargetExists, TargetIsBook, TargetNotFile: the target may not be written.
        JournalInTheWay: what another file left there would be put into the copy.
        NoBackupPlace: its folder may not be entered.
    """
    with target_faults(target):
        if belongs_to(path, target):
            raise TargetIsBook(path=target)
        there = target.is_symlink() or target.exists()
        if there and target.exists() and path.exists() and target.samefile(path):
            raise TargetIsBook(path=target)
    if there and not replace:
        raise TargetExists(path=target)
    if there and (target.is_symlink() or not target.is_file()):
        raise TargetNotFile(path=target)
    check_free(target, replace=replace)
