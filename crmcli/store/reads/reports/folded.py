"""Text that is the same but for case, width and accents, for SQL that groups by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.text import fold
from crmcli.store.reads.reports.counting import groups

if TYPE_CHECKING:
    from crmcli.store.reads.reports.counting import Records
    from crmcli.store.reads.reports.scope import Scope

_FOLDED = "folded"


def alike(column: str) -> str:
    """Give the SQL of a text as it is compared; NULL where there is none."""
    return f"nullif({_FOLDED}(coalesce({column}, '')), '')"


def spelled(scope: Scope, records: Records, column: str) -> dict[str | None, str | None]:
    """Say how texts are written that are compared as equal; the connection learns to compare them.

    Args:
        scope: what is looked at.
        records: the records whose texts they are.
        column: the column of the text.

    Returns:
        By what `alike` gives for a text, one of the ways in which it is written.
    """
    scope.connection.create_function(_FOLDED, 1, _folded, deterministic=True)
    found = groups(scope, records.by(alike(column)), (f"min({column})",))
    return {keys[0]: text for keys, (text,), _, _ in found}


def _folded(text: str | None) -> str | None:
    return None if text is None else fold(str(text))
