"""What else a customer might buy, from what similar buyers bought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.also_bought import AlsoBought, also_bought
from crmcli.domain.message import Message, message
from crmcli.errors import N_
from crmcli.services.naming.customers import named
from crmcli.store.reads.preference import also_bought_pairs, has_products

if TYPE_CHECKING:
    from crmcli.store.book import Book


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested to a customer, and why there is nothing where there is not."""

    products: list[AlsoBought]
    nothing: Message | None


def suggested(book: Book, customer: str, most: int) -> Suggested:
    """Suggest products to a customer, each with the counts it rests on.

    Args:
        book: the book.
        customer: whom, as named on the command line.
        most: how many at the most.

    Raises:
        CustomerNotFound, AmbiguousCustomer: the customer is not one.
    """
    with book.reading() as connection:
        found = named(connection, customer)
        products = also_bought(also_bought_pairs(connection, found.id), most)
        if products:
            return Suggested(products, None)
        text = N_("No two others who bought what {customer} bought have bought something else.")
        if not has_products(connection, found.id):
            text = N_("No product is known that {customer} bought.")
        return Suggested([], message(text, customer=found.name))
