"""The path of a copy, without the names in it that tell who was erased."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmcli.domain.traces import Traces

HIDDEN = "…"
"""What stands for a name that was left out."""


def without_names(path: str, known: Traces, filed: Traces) -> str:
    """Leave out of a path what tells who a customer is.

    Args:
        path: the path.
        known: by what the customer is known; no folder may be called so.
        filed: the same, and what else the file itself may be called after it.

    Returns:
        The path, with a sign in the place of each name that tells.
    """
    *folders, name = PurePath(path).parts or ("",)
    kept = [HIDDEN if known.are_in(each) else each for each in folders]
    kept.append(HIDDEN if filed.are_in(name) else name)
    found = str(PurePath(*kept)) if HIDDEN in kept else path
    return HIDDEN if known.are_in(found) else found


def is_hidden(path: str) -> bool:
    """Tell whether a part of a path was left out, so that nobody knows where it leads."""
    return HIDDEN in PurePath(path).parts
