"""A customer of the demonstration before its story is told, and what no two of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.demo.products import PRODUCTS, RATES, Product
from crmcli.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from crmcli.demo.lines import Script
    from crmcli.demo.sayings import Sayings
    from crmcli.domain.channel import Channel
    from crmcli.domain.customer import CustomerDraft

_TRIES = 1000
_LIKELIEST_YEARS = range(1958, 2001)
_MINOR_UNITS = {"JPY": 1}


@dataclass(frozen=True, slots=True)
class Character:
    """Who a customer is and how one speaks with it.

    Args:
        draft: what is known of the customer.
        words: the values of the placeholders in the lines.
        script: what is written, in the customer's language.
        channels: the channels in use, each as often as it is used.
        weekend: the channel of a contact on a weekend.
        order: what it wants.
        sayings: what is written about its deals and feedback, in its language.
    """

    draft: CustomerDraft
    words: Mapping[str, str]
    script: Script
    channels: Sequence[Channel]
    weekend: Channel
    order: Order
    sayings: Sayings


@dataclass(frozen=True, slots=True)
class Order:
    """What a customer may buy: of which product how many, for how much."""

    product: Product
    quantity: int
    amount: Money

    @classmethod
    def drawn(cls, rng: Random, currency: str) -> Order:
        """Draw a product and a quantity and price them, rounded as in an estimate."""
        product = rng.choice(PRODUCTS)
        quantity = rng.randint(1, product.most)
        whole = max(500, round(product.price * quantity / RATES[currency] / 500) * 500)
        return cls(product, quantity, Money(whole * _MINOR_UNITS.get(currency, 100), currency))


class Supply:
    """Hands out names, numbers and addresses, none of them twice."""

    def __init__(self, rng: Random) -> None:
        """Draw everything from `rng`."""
        self.rng = rng
        self._taken: set[str] = set()
        self._tails = iter(rng.sample(range(1000, 10000), 2000))

    def chance(self, share: float) -> bool:
        """Say yes in this share of all cases."""
        return self.rng.random() < share

    def new(self, draw: Callable[[], str]) -> str:
        """Return the first of the drawn texts that was never returned before."""
        for _ in range(_TRIES):
            text = draw()
            if text not in self._taken:
                self._taken.add(text)
                return text
        message = "nothing new to draw"
        raise RuntimeError(message)

    def tail(self) -> str:
        """Return four digits for the end of a phone number."""
        return str(next(self._tails))

    def email(self, local: str, domain: str) -> str:
        """Return an address; a number is added where the plain one is taken."""
        numbers = iter(range(1, _TRIES))
        return self.new(lambda: f"{local}{_number(next(numbers))}@{domain}")

    def birthday(self, *, lunar: bool) -> str | None:
        """Return a birthday as it is kept, or None; some without a year, some lunar if allowed."""
        rng = self.rng
        if self.chance(0.55):
            return None
        day = f"{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        if self.chance(0.2):
            return day
        dated = f"{rng.choice(_LIKELIEST_YEARS)}-{day}"
        return f"lunar:{dated}" if lunar and self.chance(0.25) else dated


def _number(count: int) -> str:
    return "" if count == 1 else str(count)
