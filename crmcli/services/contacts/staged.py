"""A contact on its way into the book, as it is staged."""

from __future__ import annotations

import re
from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Direction, Outcome, Purpose

_PEOPLE = re.compile(r"\n?@[^\n]*\Z")


class ContactDraft(NamedTuple):
    """What a row says of a contact; its people as they are called."""

    at: datetime
    day: date
    timed: bool
    via: Channel
    direction: Direction | None
    purpose: Purpose | None
    outcome: Outcome | None
    note: str
    said: str | None
    minutes: int | None
    author: str | None
    people: tuple[str, ...]


class StagedContact(NamedTuple):
    """A row as it is staged, with values as the book keeps them; None for what it does not say.

    `timed` is whether it says a time of day; `people` are ids with commas between them.
    """

    number: int
    customer_id: int
    at: str
    day: str
    timed: bool
    via: str
    direction: str | None
    purpose: str | None
    outcome: str | None
    note: str
    said: str | None
    minutes: int | None
    author: str | None
    people: str | None

    @property
    def content(self) -> tuple[str, str, bytes]:
        """What makes two contacts of one customer the same."""
        return content_of(self.at if self.timed else self.day, self.via, self.note)


def content_of(when: str, via: str, note: str) -> tuple[str, str, bytes]:
    """Give what makes two contacts of one customer the same.

    Args:
        when: the instant, or the local date where no time of day is known.
        via: the channel.
        note: what was noted; who took part and is nobody the book knows does not count.
    """
    return when, via, digest(_PEOPLE.sub("", note))


def digest(text: str) -> bytes:
    """Give a few bytes that stand for a text, which may be long, and for no other."""
    return blake2b(text.encode(), digest_size=16).digest()


def note_with(note: str, people: tuple[str, ...]) -> str:
    """Add to a note who took part and is nobody the book knows, on a line of its own."""
    if not people:
        return note
    return "\n".join(each for each in (note, " ".join(f"@{name}" for name in people)) if each)
