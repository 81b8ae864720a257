"""One of the people of a customer that is a company (联系人)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A person as it is in the book; the field names are the keys of its JSON."""

    id: int
    customer_id: int
    name: str
    title: str | None
    role: str | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    birthday: str | None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What is given of a person; numbers and addresses are normalised."""

    name: str
    title: str | None = None
    role: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    birthday: str | None = None
