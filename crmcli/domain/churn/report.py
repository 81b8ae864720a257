"""Warnings, looks and tries as they are listed; the field names are the keys of their JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.churn.kind import ChurnKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.domain.channel import Channel
    from crmcli.domain.classes import ValueClass
    from crmcli.domain.grade import Grade
    from crmcli.domain.message import Message
    from crmcli.domain.money import Money
    from crmcli.domain.winback_result import WinbackResult


@dataclass(frozen=True, slots=True)
class ChurnRow:
    """A warning of a customer, with its figures as of the day it is asked on.

    `appears` and `since` are local dates; `looked` is the local date somebody looked at it; `due`
    is the local date from which it is on the due list, empty if it is not. Each kind has its own
    figures, those of the others are empty: `orders`, `gap_days`, `quiet_days` and `ratio` belong to
    a rhythm, `amounts` to falling orders, `score` to a low one, `complaint_id` and `limit` to an
    overdue complaint; a customer without a deal has `quiet_days` too.
    """

    kind: ChurnKind
    customer_id: int
    customer: str
    company: str | None
    grade: Grade
    value: ValueClass
    appears: date
    since: date
    why: Message
    looked: date | None
    orders: int | None
    gap_days: float | None
    quiet_days: int | None
    ratio: float | None
    amounts: tuple[Money, ...]
    score: int | None
    complaint_id: int | None
    limit: datetime | None
    may_contact: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of warning that cannot be told of a customer yet, and why."""

    kind: ChurnKind
    why: Message


@dataclass(frozen=True, slots=True)
class ChurnLook:
    """A look at a customer's warnings: its local date, and the kinds of those that stood then."""

    id: int
    customer_id: int
    customer: str
    day: date
    kinds: tuple[ChurnKind, ...]
    note: str | None
    author: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a customer's warnings did.

    Args:
        id: the look; None where there was nothing to look at, or it was only foreseen.
        customer_id: the customer.
        customer: its name.
        day: the local date.
        note: what came of it.
        author: who looked.
        warnings: those that stand.
        next_warning: the local date the next one appears, if nothing else happens.
        dry_run: whether it was only foreseen.
    """

    id: int | None
    customer_id: int
    customer: str
    day: date
    note: str | None
    author: str
    warnings: tuple[ChurnRow, ...]
    next_warning: date | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class WinbackTry:
    """A try to win a lost customer back: its local date, and what came of it."""

    id: int
    customer_id: int
    customer: str
    day: date
    via: Channel | None
    result: WinbackResult
    note: str | None
    lost: date
    lost_reason: str | None
    author: str


@dataclass(frozen=True, slots=True)
class ChurnReport:
    """All that is known of whether a customer may leave.

    Args:
        customer_id: the customer.
        customer: its name.
        company: its company.
        grade: its grade.
        value: its class of value.
        warnings: those that have appeared, the earliest first.
        missing: the kinds that cannot be told yet.
        orders: how many orders are known.
        gap_days: the median of the days between two; None where too few are known.
        last_order: the local date of the last one.
        quiet_from: the local date from which it is too quiet; None without a rhythm.
        next_warning: the local date the next one appears, if nothing else happens.
        looks: when somebody looked at its warnings, the latest first.
        lost: the local date it was lost.
        lost_reason: why.
        winback: the local date of the next try to win it back.
        tries: the tries so far, the latest first.
        may_contact: whether it may be contacted.
    """

    customer_id: int
    customer: str
    company: str | None
    grade: Grade
    value: ValueClass
    warnings: tuple[ChurnRow, ...]
    missing: tuple[Missing, ...]
    orders: int
    gap_days: float | None
    last_order: date | None
    quiet_from: date | None
    next_warning: date | None
    looks: tuple[ChurnLook, ...]
    lost: date | None
    lost_reason: str | None
    winback: date | None
    tries: tuple[WinbackTry, ...]
    may_contact: bool


class TryDraft(NamedTuple):
    """A try to win somebody back as it is to be noted.

    Args:
        result: what came of it.
        day: the local date of the try; None for today.
        via: the channel.
        note: what was said.
        again: the local date of the next try.
    """

    result: WinbackResult
    day: date | None = None
    via: Channel | None = None
    note: str | None = None
    again: date | None = None


@dataclass(frozen=True, slots=True)
class LostReason:
    """Customers that were lost for one reason.

    Args:
        reason: why; None where none was given.
        lost: how many are lost now.
        tries: how many tries there were to win such customers back.
        back: how many times one came back.
        customers: the ids of those that are lost now.
    """

    reason: str | None
    lost: int
    tries: int
    back: int
    customers: tuple[int, ...]


class ChurnQuery(NamedTuple):
    """Which warnings are asked for.

    Args:
        today: the local date it is asked on.
        now: the instant it is asked on.
        kinds: only these; empty for all.
        looked: also those somebody has looked at.
    """

    today: date
    now: datetime
    kinds: tuple[ChurnKind, ...] = ()
    looked: bool = False
