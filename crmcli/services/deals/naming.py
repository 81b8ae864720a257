"""Which deal a text names: one is taken, several are never guessed between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.sought import as_typed, sought
from crmcli.errors import N_, Conflict
from crmcli.services.deals.faults import DealNotFound
from crmcli.services.naming.customers import MOST_CANDIDATES
from crmcli.store.reads import deal_lookup

if TYPE_CHECKING:
    import sqlite3

    from crmcli.domain.deals.candidate import DealCandidate
    from crmcli.store.book import Book


class DealNotNamed(DealNotFound):
    """No deal is named by the text."""

    sentence = N_("No deal matches {text}.")


class AmbiguousDeal(Conflict):
    """Several deals are named by the text; `candidates` lists them."""

    code = "ambiguous_deal"
    sentence = N_("{text} matches {count} deals:")
    hint = N_("Name one of them by its id, like {example}.")

    def __init__(self, text: str, found: list[DealCandidate]) -> None:
        shown = tuple(found[:MOST_CANDIDATES])
        count = f"{len(shown)}+" if len(found) > len(shown) else str(len(shown))
        super().__init__(text=text, count=count, example=shown[0].id)
        self.candidates = shown


def named(connection: sqlite3.Connection, text: str, *, closed: bool | None = None) -> int:
    """Find the id of the one deal that a text names.

    Bare digits are an id, whether there is such a deal or not; else a title, or a customer with one
    such deal: the whole of it, then its beginning, then a part.

    Args:
        connection: the reading door, or that of a transaction.
        text: what was typed.
        closed: whether one that is over is meant, or one that goes on; the others count only where
            none of these is named, as do those of archived customers. None for both.

    Raises:
        DealNotFound: none is named.
        AmbiguousDeal: several in the best tier.
    """
    stated = sought(as_typed(text).removeprefix("deal:"))
    if stated.number is not None:
        return stated.number
    if stated.is_digits:
        raise DealNotFound(id=stated.text)
    found = _found(connection, text, closed=closed)
    if not found and closed is not None:
        found = _found(connection, text, closed=not closed)
    if not found:
        raise DealNotNamed(text=text)
    if len(found) > 1:
        raise AmbiguousDeal(text, found)
    return found[0].id


def _found(
    connection: sqlite3.Connection, text: str, *, closed: bool | None
) -> list[DealCandidate]:
    most = MOST_CANDIDATES + 1
    found = deal_lookup.candidates(connection, text, most, closed=closed)
    return found or deal_lookup.candidates(connection, text, most, closed=closed, archived=True)


def resolve(book: Book, text: str, *, closed: bool | None = None) -> int:
    """Find the id of the one deal that a text names, in a read of its own; as `named`."""
    with book.reading() as connection:
        return named(connection, text, closed=closed)
