"""The place of a book: what lies at its path, and making a new file there for its owner alone."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, StorageFault
from crmcli.store.journal import COMPANIONS, check_free

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


DRAFT = ".new"
"""What the name of a file ends with that is still being filled."""

SMALLEST = 512
"""How many bytes the smallest page of an SQLite file has."""


class NoBook(StorageFault):
    """There is no book yet; the first write makes it."""

    exit_code = 3
    code = "no_book"
    sentence = N_("There is no book at {path} yet.")
    hint = N_(
        "Start with `crm customer add NAME` or `crm customer import FILE`; or see `crm demo`."
    )


class NotABook(StorageFault):
    """Something that is no book lies at the path; it is left as it is."""

    code = "not_a_book"
    sentence = N_("{path} is not a crmcli book: {reason}")
    hint = N_("Name another file with --db or CRM_DB; this one was not touched.")


class PlaceMissing(StorageFault):
    """The folder for the book is not there or cannot be used."""

    code = "no_place"
    sentence = N_("A book cannot be made at {path}: {reason}")
    hint = N_("Make the folder first, or name another place with --db or CRM_DB.")


class PlaceClosed(PlaceMissing):
    """The folder of the book may not be entered, so that nobody can tell what is in it."""

    sentence = N_("{path} cannot be opened: {reason}")
    hint = N_("Ask whoever owns the folder, or name another place with --db or CRM_DB.")


class NewerBook(StorageFault):
    """The book was made by a newer version of crmcli."""

    code = "newer_book"
    sentence = N_("{path} was made by a newer crmcli (schema {found}, this one knows {known}).")
    hint = N_("Update crmcli; nothing was changed.")


_KINDS = {
    stat.S_IFIFO: N_("it is a pipe"),
    stat.S_IFSOCK: N_("it is a socket"),
    stat.S_IFCHR: N_("it is a device"),
    stat.S_IFBLK: N_("it is a device"),
}


def inspect(path: Path, *, parents: bool = False) -> None:
    """Check that a regular file with content lies at a path, without opening it.

    Args:
        path: where the book should be.
        parents: its folder may be missing too, and is made with the book.

    Raises:
        NoBook: nothing is there yet.
        PlaceMissing, PlaceClosed: its folder is missing, or may not be entered.
        NotABook: a folder, a pipe, a link to nothing, or a file too short to be a book is there.
    """
    status = _status(path, parents=parents)
    if stat.S_ISDIR(status.st_mode):
        hint = N_("Name the file in it with --db or CRM_DB, as in {path}/crm.db.")
        raise NotABook(path=path, reason=N_("it is a folder"), hint=hint)
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), N_("it is not a regular file"))
        raise NotABook(path=path, reason=kind)
    if status.st_size == 0:
        raise NotABook(path=path, reason=N_("it is empty"))
    if status.st_size < SMALLEST:
        # SQLite would take it for a new file, or for somebody else's.
        raise NotABook(path=path, reason=N_("it is too short to be one, or was cut short"))


def _status(path: Path, *, parents: bool) -> os.stat_result:
    try:
        return path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise NotABook(path=path, reason=N_("it is a link to nothing")) from None
        if not parents and not path.parent.is_dir():
            reason = N_("its folder does not exist")
            raise PlaceMissing(path=path, reason=reason) from None
        raise NoBook(path=path) from None
    except NotADirectoryError:
        raise PlaceMissing(path=path, reason=N_("a file stands where a folder should")) from None
    except PermissionError:
        raise PlaceClosed(path=path, reason=N_("permission denied for its folder")) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotABook(path=path, reason=N_("it is a link that leads in a circle")) from None
        raise PlaceMissing(path=path, reason=system_reason(error)) from None


def status_of(path: Path) -> os.stat_result | None:
    """Look at what lies at a path, a link as such; None where nothing does, or no longer does."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def entries(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """List what lies in a folder, but what is gone meanwhile; nothing where there is no folder."""
    try:
        found = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    statuses = ((each, status_of(each)) for each in found)
    return [(each, status) for each, status in statuses if status is not None]


def make(path: Path, fill: Callable[[Path], None], *, parents: bool) -> None:
    """Make a new file, whole or not at all, readable by its owner alone.

    The file is filled beside its place and then linked there: two first runs at once end with one
    book, and one killed on the way leaves no empty file that would be taken for damage.

    Args:
        path: where the file will be; if one appears there meanwhile, that one stays.
        fill: writes the content into the empty file it is given.
        parents: make missing folders too, closed to others.

    Raises:
        PlaceMissing: the folder is missing, or files cannot be made there.
        JournalInTheWay: what another file left there would be put into this one.
    """
    from crmcli.store.folders import folders_made  # noqa: PLC0415 - of no use to a read

    check_free(path)
    try:
        folders = folders_made(path.parent) if parents else contextlib.nullcontext()
        with folders, drafted(path) as draft:
            fill(draft)
            with contextlib.suppress(FileExistsError):
                publish(draft, path)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        hint = None if missing else N_("Name another place with --db or CRM_DB.")
        raise PlaceMissing(path=path, reason=reason_of(error), hint=hint) from error


@contextlib.contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Make an empty file beside a place, for its owner alone; it is gone afterwards.

    Raises:
        OSError: no file can be made there.
    """
    # A process id may come again (in a container it always does); what a killed run left stays.
    draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}{DRAFT}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield draft
    finally:
        for suffix in ("", *COMPANIONS):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def publish(draft: Path, path: Path, *, replace: bool = False) -> None:
    """Give a draft its place, in one step and so that a power cut does not undo it.

    Args:
        draft: the file; it lies in the same folder.
        path: its place.
        replace: whether it may take the place of another file.

    Raises:
        FileExistsError: something lies there and is not to be replaced.
        JournalInTheWay: what another file left there would be put into this one.
        OSError: it cannot be done.
    """
    check_free(path, replace=replace)
    sync(draft)
    if replace:
        draft.replace(path)
    else:
        _link(draft, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def reason_of(error: OSError) -> str:
    """Say why a file could not be made, as a message id where it is a common reason."""
    if isinstance(error, FileNotFoundError):
        return N_("its folder does not exist")
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return N_("a file stands where a folder should")
    if isinstance(error, PermissionError):
        return N_("permission denied")
    return system_reason(error)


def advice(error: OSError) -> str:
    """Say what to do where a file could not be made, as a message id."""
    if isinstance(error, FileNotFoundError):
        return N_("Make the folder first, or name another place; nothing was changed.")
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return N_("Move that file away, or name another place; nothing was changed.")
    if isinstance(error, PermissionError):
        return N_("Name a place where you may write; nothing was changed.")
    return N_("Nothing was changed.")


def _link(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links: the exclusive open decides who was first.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            draft.replace(path)
        except BaseException:
            path.unlink()
            raise
