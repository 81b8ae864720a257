"""Dates as people type them, in English and Chinese: read exactly, or refused, never guessed."""

from __future__ import annotations

from crmcli.domain.when.asked import Look
from crmcli.domain.when.reading import When, read_day, read_when

__all__ = ["Look", "When", "read_day", "read_when"]
