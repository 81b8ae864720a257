"""Which customer a text names: one is taken, several are never guessed between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.lookup import Candidate
from crmcli.domain.sought import Forced, sought
from crmcli.errors import N_, Conflict, NotFound, Refused
from crmcli.store.reads import lookup
from crmcli.store.reads.keyed import TAIL_DIGITS

if TYPE_CHECKING:
    import sqlite3

    from crmcli.store.book import Book

MOST_CANDIDATES = 20
"""How many candidates are shown; a text that names more needs more letters anyway."""


class CustomerNotFound(NotFound):
    """No customer is named by the text."""

    code = "customer_not_found"
    sentence = N_("No customer matches {text}.")
    hint = N_("See who is there with `crm customer list`, or search with `crm customer find`.")


class AmbiguousCustomer(Conflict):
    """Several customers are named by the text; `candidates` lists them."""

    code = "ambiguous_customer"
    sentence = N_("{text} matches {count} customers:")
    hint = N_("Name one of them by its id, like {example}.")

    def __init__(self, text: str, candidates: tuple[Candidate, ...], *, more: bool) -> None:
        count = f"{len(candidates) - 1}+" if more else str(len(candidates))
        super().__init__(text=text, count=count, example=f"id:{candidates[0].id}")
        self.candidates = candidates[:-1] if more else candidates


class ArchivedCustomer(Refused):
    """An archived customer takes nothing that is new: no contact, no promise, no step, no deal.

    What is recorded of it can still be corrected, taken away and brought to its end.
    """

    code = "archived_customer"
    sentence = N_("{customer} is archived.")
    hint = N_("Bring it back first: crm customer restore id:{id}")


def named(connection: sqlite3.Connection, text: str, *, archived: bool = False) -> Candidate:
    """Find the one customer that a text names.

    Bare digits are an id, else a whole phone number or its tail; nothing else, since a mistyped
    id must not find whoever has these digits somewhere.

    Args:
        connection: the reading door, or that of a transaction.
        text: as in interface.md section 1, with `id:`, `tel:` or `name:` in front to force.
        archived: prefer archived customers, as for `restore`; otherwise the others.

    Raises:
        CustomerNotFound: none; the hint suggests names that are spelled alike.
        AmbiguousCustomer: several in the best tier.
    """
    found = _found(connection, text, archived=archived)
    kept = [each for each in found if each.archived == archived] or found
    if not kept:
        raise not_found(connection, text)
    if len(kept) > 1:
        more = len(kept) > MOST_CANDIDATES
        others = [] if more else _others(connection, text, kept, archived=archived)
        raise AmbiguousCustomer(text, (*kept, *others), more=more)
    return kept[0]


def active(connection: sqlite3.Connection, text: str) -> Candidate:
    """Find the one customer that a text names, to do something with it; as `named`.

    Raises:
        ArchivedCustomer: it is archived, and nothing is owed to it or logged with it.
    """
    found = named(connection, text)
    if found.archived:
        raise ArchivedCustomer(customer=found.name, id=found.id)
    return found


def check_active(connection: sqlite3.Connection, customer_id: int) -> None:
    """Check that something new can be done with a customer, which is known to be there.

    Raises:
        ArchivedCustomer: it is archived.
    """
    active(connection, f"id:{customer_id}")


def resolve(book: Book, text: str, *, archived: bool = False) -> Candidate:
    """Find the one customer that a text names, in a read of its own; as `named`."""
    with book.reading() as connection:
        return named(connection, text, archived=archived)


def _found(connection: sqlite3.Connection, text: str, *, archived: bool) -> list[Candidate]:
    most = MOST_CANDIDATES + 1
    wanted = sought(text)
    if wanted.forced is Forced.TEL:
        return lookup.numbered(connection, wanted.text, most, archived=archived)
    if wanted.is_digits:
        found = _by_id(connection, wanted.number)
        if found or wanted.forced is Forced.ID:
            return found
        found = lookup.exact(connection, wanted.text, most, archived=archived)
        return found or lookup.ending(connection, wanted.text, most, archived=archived)
    named_so = lookup.candidates(
        connection, wanted.text, most, archived=archived, names=wanted.forced is Forced.NAME
    )
    return [] if named_so is None else named_so[1]


def _others(
    connection: sqlite3.Connection, text: str, found: list[Candidate], *, archived: bool
) -> list[Candidate]:
    """Find who else may be meant, where several are anyway: 王小明 behind those called 王小."""
    wanted = sought(text)
    if wanted.is_digits or wanted.forced is Forced.TEL:
        return []
    return lookup.below(
        connection,
        wanted.text,
        found,
        MOST_CANDIDATES,
        archived=archived,
        names=wanted.forced is Forced.NAME,
    )


def _by_id(connection: sqlite3.Connection, number: int | None) -> list[Candidate]:
    candidate = None if number is None else lookup.by_id(connection, number)
    return [] if candidate is None else [candidate]


def by_id_or_tail(book: Book, text: str) -> list[Candidate]:
    """Find whom digits name that are an id, and then whose phone numbers end so.

    A script that has an id means it; a person may have meant the number. Empty unless the digits
    are both.
    """
    wanted = sought(text)
    if wanted.forced or not wanted.is_digits or len(wanted.text) < TAIL_DIGITS:
        return []
    with book.reading() as connection:
        meant = _by_id(connection, wanted.number)
        found = lookup.ending(connection, wanted.text, MOST_CANDIDATES) if meant else []
    others = [each for each in found if each not in meant]
    return [*meant, *others] if others else []


def stated_id(text: str) -> int | None:
    """Read the id that a text states, with `id:` in front or without; None for any other text."""
    return sought(text).number


def not_found(connection: sqlite3.Connection, text: str) -> CustomerNotFound:
    """Say that no customer is meant by a text, and who might be."""
    number = stated_id(text)
    if number is not None:
        from crmcli.store.reads.erasure.stones import stone_of  # noqa: PLC0415 - after a mistake only

        stone = stone_of(connection, number)
        if stone is not None:
            hint = N_("Customer {number} was erased on {at}.")
            return CustomerNotFound(text=text, number=number, at=stone.at, hint=hint)
        heir = _heir(connection, number)
        if heir is not None:
            hint = N_("Customer {number} was merged into {customer} ({id}).")
            return CustomerNotFound(
                text=text, number=number, customer=heir.name, id=heir.id, hint=hint
            )
    from crmcli.services.naming.alike import spelled_alike  # noqa: PLC0415 - after a mistake only

    wanted = sought(text)
    alike = () if wanted.forced is Forced.TEL else (wanted.text,)
    names = spelled_alike(connection, alike).get(wanted.text)
    if names is None:
        return CustomerNotFound(text=text)
    return CustomerNotFound(text=text, names=names, hint=N_("Did you mean {names}?"))


def _heir(connection: sqlite3.Connection, number: int) -> Candidate | None:
    """Find the customer that one which is gone went into, by way of others or not."""
    if not lookup.was_given(connection, number):
        return None
    from crmcli.store.reads.history.merges import owners_since  # noqa: PLC0415 - after a mistake only

    *_, last = owners_since(connection, number)
    return lookup.by_id(connection, last)
