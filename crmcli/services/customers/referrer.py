"""Who is to have referred a customer, and that this cannot go in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_, Refused
from crmcli.services.naming.customers import named
from crmcli.store.reads.referring import referred_through

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.customer import Customer


class ReferredByItself(Refused):
    """A customer cannot have referred itself."""

    code = "referred_by_itself"
    sentence = N_("{name} cannot have been referred by itself.")


class ReferredInCircle(Refused):
    """A customer cannot have been referred by whom it referred."""

    code = "referred_in_circle"
    sentence = N_("{name} cannot have been referred by {referrer}, who came through {name}.")


class Referrer(NamedTuple):
    """Who is to have referred a customer.

    Args:
        id: its id.
        name: its name.
        through: it, who referred it, who referred that one, and so on.
    """

    id: int
    name: str
    through: frozenset[int]

    def check(self, customer: Customer) -> None:
        """Check that it can have referred a customer; what is said already is left as it is.

        Raises:
            ReferredByItself: it is the customer.
            ReferredInCircle: it was referred by the customer, or by one that the customer referred.
        """
        if customer.id == self.id:
            raise ReferredByItself(name=customer.name)
        if customer.id in self.through and customer.referred_by != self.id:
            raise ReferredInCircle(name=customer.name, referrer=self.name)


def referrer(connection: sqlite3.Connection, text: str) -> Referrer:
    """Find who is to have referred a customer.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the text names no or several customers.
    """
    found = named(connection, text)
    return Referrer(found.id, found.name, referred_through(connection, found.id))
