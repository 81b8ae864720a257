"""What would be logged of a sentence, before it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crmcli.domain.channel import Channel
from crmcli.domain.contact import Direction, Outcome, Purpose
from crmcli.domain.grade import Need
from crmcli.domain.money import Money
from crmcli.domain.promise import PromiseDraft
from crmcli.domain.stage import Stage


@dataclass(frozen=True, slots=True)
class QuotePlan:
    """What becomes of an amount that was quoted.

    Args:
        text: the amount as it was typed.
        amount: the same, read in the deal's currency or the book's.
        deal_id: the open deal that gets it; None for a new one, or none.
        title: what the deal is called.
        before: its amount so far.
        stage_from: the stage it leaves; None where it stays, or is new.
        is_new: whether a deal is opened.
        several: how many open deals there are between which nobody decided.
    """

    text: str
    amount: Money
    deal_id: int | None
    title: str
    before: Money | None = None
    stage_from: Stage | None = None
    is_new: bool = False
    several: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether it goes into a deal, and not into the note alone."""
        return self.is_new or self.deal_id is not None


@dataclass(frozen=True, slots=True)
class QuickPlan:
    """A contact that would be logged; the field names are the keys of its JSON.

    Args:
        customer_id: with whom.
        customer: that one's name.
        company: and company.
        day: when, a local date.
        time: the local time of day, as 15:00, where one was said.
        at: the same as a UTC instant.
        via: how.
        direction: who made it.
        outcome: what came of it.
        people: who of the customer's people took part.
        note: the whole sentence.
        said: what the customer said.
        need: a new fact.
        expected_close: a new fact.
        promise: what is to be done by when.
        quote: what becomes of an amount that was quoted.
        left: what looks like a quote or a promise, but is not plain, and stays in the note.
        purpose: what it was for, where it was to greet and no more.
    """

    customer_id: int
    customer: str
    company: str | None
    day: date
    time: str | None
    at: datetime
    via: Channel
    direction: Direction
    outcome: Outcome
    people: tuple[str, ...]
    note: str
    said: str
    need: Need | None
    expected_close: date | None
    promise: PromiseDraft | None
    quote: QuotePlan | None
    left: tuple[str, ...] = ()
    purpose: Purpose | None = None
