"""The place of a book: what lies at its path, and making a new file there for its owner alone."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING

from crmcli.errors import N_, StorageFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


class NewerBook(StorageFault):
    """The book was made by a newer version of crmcli."""

    code = "newer_book"
    sentence = N_("{path} was made by a newer crmcli (schema {found}, this one knows {known}).")
    hint = N_("Update crmcli; nothing was changed.")


def inspect(path: Path, *, parents: bool = False) -> None:
    """Check that a regular file with content lies at a path, without opening it.

    Args:
        path: where the book should be.
        parents: its folder may be missing too, and is made with the book.

    Raises:
        NoBook: nothing is there yet.
        PlaceMissing: its folder is missing or may not be entered.
        NotABook: a folder, a pipe, a dangling link or an empty file is there.
    """
    try:
        status = path.stat()
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
        raise PlaceMissing(path=path, reason=N_("permission denied")) from None
    except OSError as error:
        raise PlaceMissing(path=path, reason=error.strerror or str(error)) from None
    if stat.S_ISDIR(status.st_mode):
        raise NotABook(path=path, reason=N_("it is a folder"))
    if not stat.S_ISREG(status.st_mode):
        raise NotABook(path=path, reason=N_("it is not a regular file"))
    if status.st_size == 0:
        raise NotABook(path=path, reason=N_("it is empty"))


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
    """
    try:
        if parents:
            _make_folders(path.parent)
        # A process id may come again (in a container it always does); what a killed run left stays.
        draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileNotFoundError:
        reason = N_("its folder does not exist")
        raise PlaceMissing(path=path, reason=reason) from None
    except PermissionError:
        raise PlaceMissing(path=path, reason=N_("permission denied")) from None
    except OSError as error:
        raise PlaceMissing(path=path, reason=error.strerror or str(error)) from None
    try:
        fill(draft)
        with contextlib.suppress(FileExistsError):
            _publish(draft, path)
    except OSError as error:
        raise PlaceMissing(path=path, reason=error.strerror or str(error)) from error
    finally:
        for leftover in (draft, draft.with_name(draft.name + "-journal")):
            leftover.unlink(missing_ok=True)


def _make_folders(folder: Path) -> None:
    # With mkdir's own `parents` the folders above would be open to others.
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _publish(draft: Path, path: Path) -> None:
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links: the exclusive open decides who was first.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
            try:
                target.write(draft.read_bytes())
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                path.unlink()
                raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
