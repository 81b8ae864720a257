"""The answer to an import of contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmcli.domain.channel import Channel
from crmcli.services.imports.record_result import RecordAnswer


@dataclass(frozen=True, slots=True)
class ContactPreview:
    """A row as the contact it would be; `at` is a UTC instant, and a long note is cut."""

    row: int
    customer: str
    customer_id: int
    at: datetime
    via: Channel
    note: str
    author: str | None


@dataclass(frozen=True, slots=True)
class ContactsImported(RecordAnswer):
    """The answer to an import of contacts.

    `moved` customers have another due date; None in a dry run, which does not reckon them.
    """

    preview: tuple[ContactPreview, ...]
    moved: int | None = 0
