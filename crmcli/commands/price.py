"""What something is sold for, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crmcli.domain.price import ZeroAmount, read_price

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.money import Money
    from crmcli.session import Session

T = TypeVar("T")


def price_of(session: Session, text: str | None, *, free: bool = False) -> Money:
    """Read an amount, in the book's currency where none is named; arguments as for `read_price`.

    Raises:
        UnreadableAmount: it cannot be kept exactly.
        ZeroAmount, FreeAtAPrice: it is zero, or is not, as nobody said.
    """
    from crmcli.services.deals.reading import book_currency

    return read_price(text, book_currency=book_currency(session.book), free=free)


def or_asked(session: Session, read: Callable[[], T], ask: Callable[[], T]) -> T:
    """Read an amount that was given; one that is zero is asked for again on a terminal."""
    try:
        return read()
    except ZeroAmount as error:
        if not session.interactive:
            raise
        from crmcli.commands.asking import tell_error

        tell_error(error)
        return ask()
