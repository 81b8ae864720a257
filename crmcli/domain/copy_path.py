"""The path of a copy, without the names in it that tell who was erased."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from crmcli.domain.path_text import path_text, plain_path, readings

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
    plain = plain_path(path)
    *folders, name = PurePath(plain).parts or ("",)
    kept = [HIDDEN if _tells(known, each) else each for each in folders]
    kept.append(HIDDEN if _tells(filed, name) else name)
    found = str(PurePath(*kept)) if HIDDEN in kept else plain
    return HIDDEN if _tells(known, found) else path_text(found)


def is_hidden(path: str) -> bool:
    """Tell whether a part of a path was left out, so that nobody knows where it leads."""
    return HIDDEN in PurePath(plain_path(path)).parts


def _tells(traces: Traces, text: str) -> bool:
    return any(map(traces.are_in, readings(text)))
