"""Dates as people type them, in English and Chinese: read exactly, or refused, never guessed."""

from __future__ import annotations

from crmcli.domain.when.asked import Edge, Look
from crmcli.domain.when.reading import When, read_day, read_when

__all__ = ["Edge", "Look", "When", "read_day", "read_when"]
