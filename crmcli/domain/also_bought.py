"""What those who bought the same bought too: suggestions, always with the counts they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.message import Message, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_BOTH = 2
"""How many others must have bought both: one alone is a coincidence."""


@dataclass(frozen=True, slots=True)
class AlsoBought:
    """A product to suggest; the field names are the keys of its JSON.

    Of `buyers` other customers who bought `because`, as this one did, `both` bought `product` too.
    """

    product: str
    because: str
    both: int
    buyers: int
    why: Message


def also_bought(
    pairs: Iterable[tuple[str, str, int, int]], most: int | None = None
) -> list[AlsoBought]:
    """Choose for each product the reason that most of its buyers share.

    Args:
        pairs: a product that the customer bought, one that it did not, how many others bought both,
            and how many bought the first.
        most: how many to suggest at the most.

    Returns:
        The suggestions, those with the largest share first.
    """
    best: dict[str, AlsoBought] = {}
    for because, product, both, buyers in pairs:
        if both < LEAST_BOTH:
            continue
        text = N_("{both} of {buyers} who bought {because} also bought {product}")
        why = message(text, both=both, buyers=buyers, because=because, product=product)
        found = AlsoBought(product, because, both, buyers, why)
        if product not in best or _rank(found) < _rank(best[product]):
            best[product] = found
    return sorted(best.values(), key=_rank)[:most]


def _rank(each: AlsoBought) -> tuple[Fraction, int, str, str]:
    return -Fraction(each.both, each.buyers), -each.both, each.product, each.because
