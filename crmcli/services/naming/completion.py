"""What a Tab offers from the book; never a fault, since nobody could read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.sought import sought
from crmcli.domain.text import fold
from crmcli.store.reads.completion import customers_beginning

if TYPE_CHECKING:
    from crmcli.store.book import Book

MOST = 100
"""How many values a Tab offers; whoever has more types another letter."""


def customer_names(book: Book, text: str, *, archived: bool = False) -> list[tuple[str, str]]:
    """Offer customers as words that name them without doubt, each with what it stands for.

    A name that several have, or that another rule of naming would read, is offered by its id.
    """
    with book.reading() as connection:
        found = customers_beginning(connection, text, MOST, archived=archived)
    offers = []
    for key, name, company, shared in found:
        beside = f" · {company}" if company else ""
        if shared or not _plain(name):
            offers.append((f"id:{key}", f"{name}{beside}"))
        else:
            offers.append((name, f"{key}{beside}"))
    return offers


def own_values(book: Book, column: str, text: str) -> list[tuple[str, str]]:
    """Offer the book's own values of an open list (`store.reads.book.values_of`)."""
    from crmcli.store.reads import book as book_reads  # noqa: PLC0415 - not for customers' names

    with book.reading() as connection:
        return [(each, "") for each in book_reads.values_of(connection, column, text, MOST)]


def deal_numbers(book: Book, text: str, *, closed: bool | None = None) -> list[tuple[str, str]]:
    """Offer deals by their ids, each with its title and customer, the latest first.

    Args:
        book: the book.
        text: what was typed so far.
        closed: only those that are over, or only those that go on; None for both.
    """
    from crmcli.store.reads.completion import deals_beginning  # noqa: PLC0415 - not for names

    with book.reading() as connection:
        found = deals_beginning(connection, text, MOST, closed=closed)
    return [(str(key), f"{title} · {customer}") for key, title, customer in found]


def feedback_numbers(book: Book, text: str, *, closed: bool | None = None) -> list[tuple[str, str]]:
    """Offer feedback by its ids, each with what was said and by whom, the latest first.

    Args:
        book: the book.
        text: what was typed so far.
        closed: only what is closed, or only what is open; None for both.
    """
    from crmcli.store.reads.completion import feedback_beginning  # noqa: PLC0415 - not for names

    with book.reading() as connection:
        found = feedback_beginning(connection, text, MOST, closed=closed)
    return [(str(key), f"{said} · {customer}") for key, said, customer in found]


def measure_numbers(book: Book, text: str) -> list[tuple[str, str]]:
    """Offer open measures by their ids, each with what is to be done and who does it."""
    from crmcli.store.reads.completion import measures_beginning  # noqa: PLC0415 - not for names

    with book.reading() as connection:
        found = measures_beginning(connection, text, MOST)
    return [(str(key), f"{what} · {owner}") for key, what, owner in found]


def campaign_names(book: Book, text: str) -> list[tuple[str, str]]:
    """Offer campaigns whose names begin with a text, or else hold it, the latest first.

    One whose name would be read as an option, or cannot be typed, is offered by its id.
    """
    from crmcli.store.reads.campaigns import campaign_names as names  # noqa: PLC0415 - not for others

    with book.reading() as connection:
        holding = [each for each in names(connection) if fold(text) in fold(each[1])]
    found = [each for each in holding if fold(each[1]).startswith(fold(text))] or holding
    return [
        (name, str(key)) if name.isprintable() and name[0] != "-" else (f"id:{key}", name)
        for key, name in found[:MOST]
    ]


def own_fields(book: Book) -> list[str]:
    """Offer the names of the book's own fields."""
    from crmcli.store.reads import book as book_reads  # noqa: PLC0415 - not for customers' names

    with book.reading() as connection:
        return list(book_reads.custom_fields(connection))


def _plain(name: str) -> bool:
    """Tell whether a name on a command line names its customer: no option, number or force word."""
    return (
        name.isprintable()
        and not name.startswith("-")
        and sought(name).forced is None
        and not name.replace(" ", "").isdigit()
        and name == name.strip()
    )
