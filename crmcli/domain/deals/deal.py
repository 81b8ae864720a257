"""A deal (销售机会): what may be sold, for how much, until when, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from crmcli.domain.stage import OPEN_STAGES, Stage

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.basis import Basis
    from crmcli.domain.grade import Grade
    from crmcli.domain.money import Money


@dataclass(frozen=True, slots=True)
class DealDraft:
    """A deal as it is to be entered.

    Args:
        title: what is to be sold, in words.
        at: the UTC instant it was opened.
        on: the local date of that.
        amount: what it is worth; None where nobody knows yet.
        stage: where it begins, an open stage.
        expected_close: the local date it is expected to close.
        probability: its chance in percent where it is not its stage's.
        notes: what else is to be said.
    """

    title: str
    at: datetime
    on: date
    amount: Money | None = None
    stage: Stage = Stage.INITIAL_CONTACT
    expected_close: date | None = None
    probability: int | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as it is in the book; the field names are the keys of its JSON. Dates are local.

    Args:
        id: its number.
        customer_id: whose deal.
        customer: that one's name.
        title: what is to be sold.
        amount: what it is worth.
        stage: how far it has come, or how it ended.
        probability: its chance in percent: its own, else that of its stage.
        expected_close: when it is expected to close.
        opened: when it was entered, or began.
        closed: when it was won or lost.
        quiet_days: days since the last contact that counts, or move; None for a closed one.
        lost_reason: why it was lost.
        company: the company of the customer.
        owner: whose customer it is.
        stage_since: the day of its last move.
        weighted: amount × probability, to the nearest minor unit.
        own_probability: whether the probability was given, and is not its stage's.
        due: when it is, or will be, on the due list; None for one that owes nothing.
        due_basis: why then: its close passed, or it was quiet.
        overdue_days: days since it is due, negative ahead.
        notes: what else was said.
        author: who entered it.
        complaint: the oldest open complaint of the customer, by its id.
    """

    id: int
    customer_id: int
    customer: str
    title: str
    amount: Money | None
    stage: Stage
    probability: int
    expected_close: date | None
    opened: date
    closed: date | None
    quiet_days: int | None
    lost_reason: str | None
    company: str | None
    owner: str
    stage_since: date
    weighted: Money | None
    own_probability: bool
    due: date | None
    due_basis: Basis | None
    overdue_days: int | None
    notes: str | None
    author: str
    complaint: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was neither won nor lost."""
        return self.stage in OPEN_STAGES

    @property
    def is_overdue(self) -> bool:
        """Whether it is on the due list."""
        return self.overdue_days is not None and self.overdue_days >= 0


@dataclass(frozen=True, slots=True)
class DealMove:
    """One move of a deal to a stage at a UTC instant; the first one says where it began."""

    stage: Stage
    at: datetime
    note: str | None
    from_stage: Stage | None
    author: str


@dataclass(frozen=True, slots=True)
class DealCase:
    """What was learnt from a deal that was won or lost (案例): why, what to repeat or avoid."""

    day: date
    objection: str | None
    why: str | None
    repeat: str | None
    avoid: str | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is said of a deal's end; None leaves what was said before."""

    objection: str | None = None
    why: str | None = None
    repeat: str | None = None
    avoid: str | None = None

    @property
    def given(self) -> bool:
        """Whether anything is said."""
        return (self.objection, self.why, self.repeat, self.avoid) != (None,) * 4


class DealSort(StrEnum):
    """What a list of deals is put in order by."""

    EXPECTED_CLOSE = "expected_close"
    AMOUNT = "amount"
    STAGE = "stage"
    PROBABILITY = "probability"
    QUIET_DAYS = "quiet_days"
    OPENED = "opened"
    CLOSED = "closed"
    CUSTOMER = "customer"
    TITLE = "title"
    ID = "id"


@dataclass(frozen=True, slots=True)
class DealQuery:
    """Which deals are asked for, and in which order.

    Args:
        today: the local date they are seen from.
        customer_id: only those of this customer.
        stages: only those of these stages.
        closed_since: those won or lost since this local date: besides the open ones, or alone of
            the stages that end a deal.
        owners: only those of customers of these owners.
        grades: only those of customers of these grades.
        tags: only those of customers with one of these tags.
        overdue: only those on the due list.
        quiet_beyond: only open ones that were quiet for more days than this.
        archived: those of archived customers too.
        sort: what they are put in order by.
        reverse: the other way round.
        limit: the first so many.
    """

    today: date
    customer_id: int | None = None
    stages: tuple[Stage, ...] = OPEN_STAGES
    closed_since: date | None = None
    owners: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    tags: tuple[str, ...] = ()
    overdue: bool = False
    quiet_beyond: int | None = None
    archived: bool = False
    sort: DealSort = DealSort.EXPECTED_CLOSE
    reverse: bool = False
    limit: int | None = None


def share(minor: int, percent: int) -> int:
    """Take percents of minor units, to the nearest one; a half goes to the even one.

    What is to be summed is summed before: `share` of the sum of amount × percent, with 1.
    """
    whole, rest = divmod(minor * percent, _WHOLE)
    up = rest * 2 > _WHOLE or (rest * 2 == _WHOLE and whole % 2 == 1)
    return whole + up


_WHOLE = 100
