"""Reading the contact log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound
from crmcli.services.naming.customers import named
from crmcli.store.reads.contacts import contact, contacts
from crmcli.store.reads.values import LARGEST_ID

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crmcli.domain.contact import Contact, ContactQuery
    from crmcli.store.book import Book


class ContactNotFound(NotFound):
    """No contact has this id."""

    code = "contact_not_found"
    sentence = N_("There is no contact {id}.")
    hint = N_("See the latest with `crm log list`.")


def one(book: Book, contact_id: int) -> Contact:
    """Read one contact.

    Raises:
        ContactNotFound: there is none with this id.
    """
    with book.reading() as connection:
        return existing_contact(connection, contact_id)


def listed(book: Book, query: ContactQuery, customer: str | None = None) -> Iterator[Contact]:
    """Yield the contacts that are asked for, the latest first.

    Args:
        book: the book.
        query: which contacts.
        customer: only those with this customer, as named on the command line.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        if customer is not None:
            query = replace(query, customer_id=named(connection, customer).id)
        yield from contacts(connection, query)


def existing_contact(connection: sqlite3.Connection, contact_id: int) -> Contact:
    """Read a contact.

    Raises:
        ContactNotFound: there is none with this id.
    """
    found = contact(connection, contact_id) if 0 < contact_id <= LARGEST_ID else None
    if found is None:
        raise ContactNotFound(id=contact_id)
    return found
