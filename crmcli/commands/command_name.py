"""Which command a text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.commands.tree import TREE
from crmcli.errors import N_, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.commands.tree import Branch


class UnknownCommand(UsageFault):
    """A text that names no command."""

    code = "unknown_command"
    sentence = N_("There is no command {name}.")
    hint = N_("Did you mean {nearest}?")


def command_name(text: str) -> str:
    """Return the name of the command or group that a text names, with `crm` in front or without.

    Raises:
        UnknownCommand: there is none.
    """
    name = " ".join(text.split()).removeprefix("crm ")
    known = list(_names(TREE))
    if name in known:
        return name
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, n=1)
    raise UnknownCommand(name=name, nearest="".join(near), hint=None if near else "")


def _names(branch: Branch, before: str = "") -> Iterator[str]:
    for name, entry in branch.verbs.items():
        yield before + name
        if not isinstance(entry, str):
            yield from _names(entry, f"{before}{name} ")
