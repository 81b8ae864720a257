"""Which importance open deals and the potential amount suggest; it stays the user's to state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.classes import Importance
from crmcli.domain.currency import decimals
from crmcli.domain.message import Message, message
from crmcli.domain.money import Money
from crmcli.errors import N_

if TYPE_CHECKING:
    from datetime import date

    from crmcli.domain.rates import Rates


class ImportanceFacts(NamedTuple):
    """A customer with the amounts of its open deals and its potential amount, where stated."""

    customer_id: int
    customer: str
    company: str | None
    importance: Importance
    amounts: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ImportanceSuggestion:
    """What is suggested; the field names are the keys of its JSON.

    `amount` is what the amounts come to in the book's currency, as far as they have a rate.
    """

    customer_id: int
    customer: str
    company: str | None
    importance: Importance
    suggested: Importance
    amount: Money
    reason: Message

    @property
    def differs(self) -> bool:
        """Whether something else is suggested than was stated."""
        return self.suggested is not self.importance


@dataclass(frozen=True, slots=True)
class ImportanceGiven:
    """How many customers became key ones, and how many normal, as was suggested."""

    made_key: int
    made_normal: int


def suggested_importance(
    facts: ImportanceFacts, rates: Rates, today: date, limit: int
) -> ImportanceSuggestion | None:
    """Suggest an importance.

    Args:
        facts: the customer.
        rates: what other currencies are worth in the book's.
        today: the local date whose rates count.
        limit: from where on a customer is a key one, in whole units of the book's currency.

    Returns:
        None where no amount is known, or one without a rate could make the difference.
    """
    counted = [rates.book_minor(each, today) for each in facts.amounts]
    total = sum(each for each in counted if each is not None)
    least = Money(limit * 10 ** decimals(rates.base), rates.base)
    is_key = total >= least.minor
    if not counted or (not is_key and None in counted):
        return None
    amount = Money(total, rates.base)
    text = N_("open deals and potential come to {amount}, below {limit}")
    if is_key:
        text = N_("open deals and potential come to {amount}, {limit} or more")
    return ImportanceSuggestion(
        customer_id=facts.customer_id,
        customer=facts.customer,
        company=facts.company,
        importance=facts.importance,
        suggested=Importance.KEY if is_key else Importance.NORMAL,
        amount=amount,
        reason=message(text, amount=amount, limit=least),
    )
