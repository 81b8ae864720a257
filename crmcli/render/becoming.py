"""What something becomes: `before → after`."""

from __future__ import annotations

from crmcli.language import _


def becomes(before: object, after: object) -> str:
    """Say what something was and what it is now."""
    return _("{before} → {after}").format(before=before, after=after)
