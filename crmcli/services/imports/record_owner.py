"""Whom a row of a table is about: found exactly, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.listed import names
from crmcli.domain.lookup import KeyKind
from crmcli.domain.sought import Forced, sought
from crmcli.domain.text import fold
from crmcli.errors import N_, CrmError, NotFound, Refused
from crmcli.services.naming.customers import ArchivedCustomer, stated_id
from crmcli.store.reads import lookup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.domain.lookup import Candidate

_MOST = 4
_MOST_REMEMBERED = 20_000


class NobodyNamed(NotFound):
    """A row that names nobody in the book."""

    code = "customer_not_found"
    sentence = N_("no customer is called {text}.")
    suggesting = N_("no customer is called {text}; did you mean {names}?")


class SeveralNamed(Refused):
    """A row that names several customers."""

    code = "ambiguous_customer"
    sentence = N_("several customers are called {text}: {names}.")


class NobodyGiven(Refused):
    """A row that names no customer at all."""

    code = "no_customer"
    sentence = N_("It names no customer.")


class Whose(NamedTuple):
    """What a row says of whom it is about; empty for what it does not say.

    Args:
        text: its name, company, phone number or e-mail, or `id:17`.
        number: its id.
        column: the name of the column that says it, for the message.
    """

    text: str
    number: str
    column: str


class Owners:
    """Finds the customers of rows; who was found once is remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Candidate | CrmError] = {}

    def find(self, connection: sqlite3.Connection, whose: Whose) -> Candidate:
        """Find a customer by what a row says of it; an id counts where the name is the same.

        Args:
            connection: the reading door.
            whose: what the row says.

        Raises:
            NobodyNamed, SeveralNamed, NobodyGiven: it is not one.
            ArchivedCustomer: it is archived.
        """
        key = (whose.text, whose.number)
        if key not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            try:
                self._known[key] = _found(connection, *key)
            except CrmError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, CrmError):
            # Raised again and again, it would carry along where each time was.
            raise found.with_traceback(None)
        return found


def _found(connection: sqlite3.Connection, text: str, number: str) -> Candidate:
    if not text and not number:
        raise NobodyGiven
    stated = stated_id(number) if number else None
    by_id = None if stated is None else lookup.by_id(connection, stated)
    if by_id is not None and (not text or fold(by_id.name) == fold(text)):
        return _active(by_id)
    if not text:
        raise NobodyNamed(text=f"id:{number}")
    wanted = sought(text)
    if wanted.forced is Forced.ID:
        return _found(connection, "", wanted.text)
    found = _named(connection, text)
    kept = [each for each in found if not each.archived] or found
    if not kept:
        raise NobodyNamed(text=text)
    if len(kept) > 1:
        raise several(text, kept)
    return _active(kept[0])


def _named(connection: sqlite3.Connection, text: str) -> list[Candidate]:
    return called(connection, text) or known_by(connection, text)


def called(connection: sqlite3.Connection, text: str) -> list[Candidate]:
    """Find the first customers who are called so."""
    ids = lookup.with_key(connection, fold(text), KeyKind.NAME)[:_MOST]
    found = [lookup.by_id(connection, each) for each in ids]
    return [each for each in found if each is not None]


def known_by(connection: sqlite3.Connection, text: str) -> list[Candidate]:
    """Find the first customers who have exactly this number, address, company or other key."""
    return lookup.exact(connection, text, _MOST)


def several(text: str, found: Sequence[Candidate]) -> SeveralNamed:
    """Say that a text names several customers, and which."""
    told = [f"{each.name} ({each.id})" for each in found[: _MOST - 1]]
    return SeveralNamed(text=text, names=names([*told, "…"] if len(found) == _MOST else told))


def _active(candidate: Candidate) -> Candidate:
    if candidate.archived:
        raise ArchivedCustomer(customer=candidate.name, id=candidate.id)
    return candidate
