"""The file that an export goes to: readable by its owner alone, there when it is whole, or not."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from crmcli.domain.path_text import path_text
from crmcli.domain.system_reason import system_reason
from crmcli.errors import N_, StorageFault, TargetExists

if TYPE_CHECKING:
    from collections.abc import Iterator

STDOUT = "-"
"""How stdout is named."""


class TargetUnusable(StorageFault):
    """A place where no file can be written."""

    code = "target_unusable"
    sentence = N_("{path} cannot be written: {reason}")
    hint = N_("Name another file.")


class Target:
    """Where an export goes.

    Args:
        name: the path as the user gave it, or `-` for stdout.
        force: replace a file that lies there.
        kept: places that are never written, be something there or not: those of the book itself.
    """

    def __init__(self, name: str, *, force: bool = False, kept: tuple[Path, ...] = ()) -> None:
        self.is_stdout = name == STDOUT
        self.path = Path(os.path.abspath(os.path.expanduser(name)))  # noqa: PTH100, PTH111 - links stay, and a ~ without a user
        self.name = STDOUT if self.is_stdout else path_text(self.path)
        self._given = path_text(name)
        self._force = force
        self._kept = kept

    def check(self) -> None:
        """Check that a file may be written here.

        Raises:
            TargetExists: one is there, and is not to be replaced.
            TargetUnusable: something else is there, or the book; or nothing can be made there.
        """
        if self.is_stdout:
            return
        try:
            if self._is_kept():
                raise TargetUnusable(path=self._given, reason=N_("it belongs to the book itself"))
            found = self.path.stat()
        except FileNotFoundError:
            if not self.path.is_symlink():
                self._check_folder()
                return
            found = self.path.lstat()
        except OSError as error:
            raise self._unusable(error) from None
        if stat.S_ISDIR(found.st_mode):
            raise TargetUnusable(path=self._given, reason=N_("it is a folder"))
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode)):
            raise TargetUnusable(path=self._given, reason=N_("it is not a regular file"))
        if not self._force:
            raise TargetExists(path=self._given)

    def _is_kept(self) -> bool:
        if os.path.realpath(self.path) in {os.path.realpath(each) for each in self._kept}:
            return True
        there = (each for each in self._kept if each.exists())
        return self.path.exists() and any(each.samefile(self.path) for each in there)

    @contextlib.contextmanager
    def draft(self) -> Iterator[Draft]:
        """Open a file that is nowhere to be seen until it is published.

        Raises:
            TargetExists, TargetUnusable: as `check`; or there is no room, or no permission.
        """
        self.check()
        try:
            if self.is_stdout:
                with tempfile.TemporaryFile() as file:
                    yield Draft(file, self)
                return
            with (
                _unseen(self.path) as (descriptor, named),
                os.fdopen(descriptor, "w+b", closefd=False) as file,
            ):
                yield Draft(file, self, named)
        except OSError as error:
            raise self._unusable(error) from error

    def put(self, draft: Path | str) -> None:
        """Let a complete file appear at its place.

        Args:
            draft: how it is named until then.

        Raises:
            TargetExists: a file appeared there meanwhile, and is not to be replaced.
        """
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            try:
                # With a folder given, the link is made to what the name in /proc stands for.
                os.link(draft, self.path.name, src_dir_fd=folder, dst_dir_fd=folder)
            except FileExistsError:
                self.check()
                self._replace(draft, folder)
            except OSError:
                if not isinstance(draft, Path):
                    raise
                self._put_without_links(draft)
            os.fsync(folder)
        finally:
            os.close(folder)

    def _replace(self, draft: Path | str, folder: int) -> None:
        beside = _beside(self.path).name
        os.link(draft, beside, src_dir_fd=folder, dst_dir_fd=folder)
        try:
            os.replace(beside, self.path.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            os.unlink(beside, dir_fd=folder)
            raise

    def _put_without_links(self, draft: Path) -> None:
        # The exclusive open decides who was first, where a file system has no hard links.
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            self.check()
        draft.replace(self.path)

    def _check_folder(self) -> None:
        folder = self.path.parent
        try:
            folder.stat()
        except OSError as error:
            raise self._unusable(error) from None
        if not os.access(folder, os.W_OK | os.X_OK):
            raise self._unusable(PermissionError())

    def _unusable(self, error: OSError) -> TargetUnusable:
        reason, hint = system_reason(error), None
        if self.is_stdout:
            return TargetUnusable(path="stdout", reason=reason, hint="")
        if isinstance(error, FileNotFoundError):
            reason = N_("its folder does not exist")
            hint = N_("Make the folder first, or name another file.")
        elif isinstance(error, NotADirectoryError):
            reason = N_("a file stands where a folder should")
        elif isinstance(error, PermissionError):
            reason = N_("permission denied")
            hint = N_("Name a place where you may write.")
        return TargetUnusable(path=self._given, reason=reason, hint=hint)


class Draft:
    """A file that is being written; what was not published is gone with it.

    Attributes:
        file: the file.
    """

    def __init__(self, file: IO[bytes], target: Target, named: Path | None = None) -> None:
        self.file = file
        self._target = target
        self._named = named

    def save(self) -> None:
        """Bring what was written to the disk: what can fail for want of room fails here."""
        self.file.flush()
        if not self._target.is_stdout:
            os.fsync(self.file.fileno())

    def publish(self) -> None:
        """Let the file appear at its place; stdout is written by whoever owns it.

        Raises:
            TargetExists: a file appeared there meanwhile, and is not to be replaced.
        """
        if not self._target.is_stdout:
            self._target.put(self._named or f"/proc/self/fd/{self.file.fileno()}")


@contextlib.contextmanager
def _unseen(path: Path) -> Iterator[tuple[int, Path | None]]:
    """Open a file in the folder of a path: without a name where the system can do that."""
    descriptor, named = _nameless(path.parent), None
    if descriptor is None:
        named = _beside(path)
        descriptor = os.open(named, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        yield descriptor, named
    finally:
        os.close(descriptor)
        if named is not None:
            named.unlink(missing_ok=True)


def _nameless(folder: Path) -> int | None:
    """Open a file without a name: however the run ends, nothing of it is left behind."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        raise
    except OSError:
        # A file system that knows only files with names.
        return None


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
