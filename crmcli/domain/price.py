"""What something is sold for: an amount that is zero only where somebody says that it is free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.money import read_money
from crmcli.errors import N_, Refused, UsageFault

if TYPE_CHECKING:
    from crmcli.domain.money import Money


class ZeroAmount(Refused):
    """An amount of zero, which is a slip more often than a gift."""

    code = "zero_amount"
    sentence = N_("The amount {text} is zero.")
    hint = N_(
        "A shell makes $300 into 00: write 'USD 300'. What is given away for nothing is said to be"
        " --free."
    )


class FreeAtAPrice(UsageFault):
    """What is said to be free, and to cost something."""

    code = "contradictory_options"
    sentence = N_("The amount {text} is not free: leave --free out, or the amount.")


@dataclass(frozen=True, slots=True)
class Price:
    """A price as it was typed, to be read where it is known in which currency it is meant.

    Args:
        text: what was typed; None stands for zero where it is free.
        free: whether it is.
    """

    text: str | None
    free: bool = False

    def amount(self, currency: str) -> Money:
        """Read it, in this currency where it names none; errors as for `read_price`."""
        return read_price(self.text, book_currency=currency, free=self.free)


def read_price(text: str | None, *, book_currency: str, free: bool = False) -> Money:
    """Read an amount that is not zero, unless what it is for is said to be free.

    Args:
        text: what was typed; None stands for zero where it is free.
        book_currency: the ISO 4217 code of the book.
        free: whether it is.

    Raises:
        UnreadableAmount: it cannot be kept exactly.
        ZeroAmount: it is zero, and not said to be free.
        FreeAtAPrice: it is said to be free, and is not zero.
    """
    amount = read_money("0" if text is None else text, book_currency=book_currency)
    if not (amount.minor or free):
        raise ZeroAmount(text=text)
    if amount.minor and free:
        raise FreeAtAPrice(text=text)
    return amount
