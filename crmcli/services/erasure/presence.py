"""Whether a file is still there, as far as that can be seen."""

from __future__ import annotations

import stat

from crmcli.domain.copy_path import HIDDEN, is_hidden
from crmcli.domain.erasure import Presence
from crmcli.domain.path_text import path_from


def presence(path: str) -> Presence:
    """Look whether a file is where it was put; a folder that does not let us look says nothing."""
    if is_hidden(path):
        # Where a whole path was left out, the file had gone before.
        return Presence.GONE if path == HIDDEN else Presence.UNKNOWN
    try:
        found = path_from(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Presence.GONE
    except OSError:
        return Presence.UNKNOWN
    return Presence.THERE if stat.S_ISREG(found.st_mode) else Presence.GONE
