"""Why the operating system refused something, as a message id."""

from __future__ import annotations

import errno

from crmcli.errors import N_

_REASONS = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EDQUOT: N_("Disk quota exceeded"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EEXIST: N_("File exists"),
    errno.ENOTEMPTY: N_("Directory not empty"),
    errno.EROFS: N_("Read-only file system"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.EMFILE: N_("Too many open files"),
    errno.ENFILE: N_("Too many open files in system"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.EFBIG: N_("File too large"),
    errno.EPIPE: N_("Broken pipe"),
    errno.EIO: N_("Input/output error"),
    errno.EINVAL: N_("Invalid argument"),
    errno.EXDEV: N_("Invalid cross-device link"),
    errno.ESTALE: N_("Stale file handle"),
    errno.ENODEV: N_("No such device"),
    errno.ENXIO: N_("No such device or address"),
    errno.ENOMEM: N_("Cannot allocate memory"),
}
"""The reasons that a user meets, in the words of the GNU C library."""


def system_reason(error: OSError) -> str:
    """Say why the system refused: a message id, or its own words where it is a rare reason."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
