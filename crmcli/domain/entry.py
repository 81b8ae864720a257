"""A customer together with what has happened since it was met: how whole books are brought in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crmcli.domain.classes import Axis, SaleStatus
from crmcli.domain.contact import ContactDraft, NewFacts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from crmcli.domain.customer import CustomerDraft
    from crmcli.domain.derivation import Pin
    from crmcli.domain.promise import PromiseDraft


@dataclass(frozen=True, slots=True)
class Step:
    """One contact of the past, with the facts it brought and the promise it left.

    Args:
        contact: what happened.
        facts: the need, expected close or grade that were stated; judged on the contact's day.
        promise: the next step that was agreed, if one was.
        kept_on: the local date the promise was kept; None while it is open.
    """

    contact: ContactDraft
    facts: NewFacts = NewFacts()
    promise: PromiseDraft | None = None
    kept_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A customer as it enters a book.

    Args:
        customer: what is known of it; its facts are those of the day it was entered.
        entered: the local date it entered the book.
        steps: its contacts, oldest first, none before `entered` unless imported.
        first_due: when it is due if it was never contacted; None for the day it entered.
        lost_on: the local date it was lost; None if it was not.
        lost_reason: why it was lost; where the day is missing, it only counts of who is lost.
        lost_words: the custom field, with its value, that keeps the reason of who is not.
        pins: derived classes that are pinned; a status won makes it an existing customer.
        archived: the instant it was archived; None if it was not.
        verified: the local date its data was last confirmed; None for the day it entered.
        kind_stated: whether its kind was stated, and not told by its name.
        exported: of a table that a book wrote, the instants at which that customer entered it, and
            was last changed before it was written.
    """

    customer: CustomerDraft
    entered: date
    steps: tuple[Step, ...] = ()
    first_due: date | None = None
    lost_on: date | None = None
    lost_reason: str | None = None
    lost_words: tuple[str, str] | None = None
    pins: tuple[Pin, ...] = ()
    archived: datetime | None = None
    verified: date | None = None
    kind_stated: bool = False
    exported: tuple[datetime, datetime] | None = None

    @property
    def existing_since(self) -> date | None:
        """The day it became an existing customer: the day it entered, if it was won before that."""
        won = any(each.axis is Axis.STATUS and each.value is SaleStatus.WON for each in self.pins)
        return self.entered if won else None

    @property
    def fields_unless_lost(self) -> Mapping[str, str]:
        """Its custom fields if it is not lost: why it would be is one of them."""
        if self.lost_on is not None or self.lost_words is None:
            return self.customer.fields
        name, words = self.lost_words
        return {**self.customer.fields, name: words}

    @property
    def as_new(self) -> Entry:
        """It as a new customer, who is lost if a day is stated, and not otherwise."""
        if self.lost_on is not None or self.lost_reason is None:
            return self
        customer = replace(self.customer, fields=self.fields_unless_lost)
        return replace(self, customer=customer, lost_reason=None, lost_words=None)
