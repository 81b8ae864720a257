"""Reading the path of a backup from the command line."""

from __future__ import annotations

from pathlib import Path

from crmcli.errors import UsageFault
from crmcli.language import _


def path_of(text: str, hint: str) -> Path:
    """Read a path; a `~` stands for the home folder, if it has one to stand for.

    Args:
        text: the path.
        hint: what to do where it is empty.

    Raises:
        UsageFault: it is empty, or stands for stdin or stdout, where no backup can be.
    """
    if not text:
        raise UsageFault(reason=_("FILE is empty."), hint=hint)
    if text == "-":
        reason = _("A backup is not read from stdin nor written to stdout: name a file.")
        raise UsageFault(reason=reason, hint=_("One that is really called - is ./-."))
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
