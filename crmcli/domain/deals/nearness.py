"""How near a past deal is to the one at hand, and why: the pure scoring of cases (案例)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.classes import NeedKind
from crmcli.domain.message import Message, message
from crmcli.domain.text import fold
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from crmcli.domain.customer import CompanySize
    from crmcli.domain.money import Money
    from crmcli.domain.stage import Stage


@dataclass(frozen=True, slots=True)
class Situation:
    """What a deal is like: whose, in which trade, how large, how far, against which objection.

    Args:
        customer_id: whose deal.
        industry: the customer's trade.
        company_size: how large the customer is.
        need_kind: whether it needs a product, a service or both.
        stage: how far the deal has come; of one that is over, how far it came before its end.
        objection: what stands against it.
        amount: what it is worth.
    """

    customer_id: int
    industry: str | None = None
    company_size: CompanySize | None = None
    need_kind: NeedKind | None = None
    stage: Stage | None = None
    objection: str | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class PastDeal:
    """A deal that was won or lost, and what was learnt from it; dates are local."""

    id: int
    customer: str
    title: str
    result: Stage
    closed: date
    lost_reason: str | None
    why: str | None
    repeat: str | None
    avoid: str | None
    situation: Situation

    @property
    def teaches(self) -> bool:
        """Whether somebody wrote down what was learnt."""
        return any((self.why, self.repeat, self.avoid))


@dataclass(frozen=True, slots=True)
class NearCase:
    """A past deal like the one at hand.

    `near` says why it is near, the most telling first; `score` is the sum of what that counts.
    """

    id: int
    customer: str
    title: str
    result: Stage
    closed: date
    amount: Money | None
    near: tuple[Message, ...]
    score: int
    lost_reason: str | None
    objection: str | None
    why: str | None
    repeat: str | None
    avoid: str | None


class _Likeness(NamedTuple):
    points: int
    why: Message


_ALIKE = 3
_SAME_ORDER = 10


def near_cases(at_hand: Situation, past: Iterable[PastDeal], most: int) -> tuple[NearCase, ...]:
    """Find the past deals most like the one at hand.

    The objection counts most, then the trade and the customer itself, then the stage, the size and
    the amount. Of two that are as near, the one from which something was learnt comes first, then
    the later one. What has nothing in common with it is left out.

    Args:
        at_hand: the deal at hand, or what is known of it.
        past: deals that were won or lost.
        most: how many to return at the most.
    """
    found = []
    for each in past:
        alike = sorted(_alike(at_hand, each.situation), key=lambda one: -one.points)
        score = sum(one.points for one in alike)
        if score:
            order = (-score, not each.teaches, -each.closed.toordinal(), -each.id)
            found.append((order, each, alike))
    found.sort(key=lambda one: one[0])
    return tuple(_case(each, alike) for _, each, alike in found[:most])


def _case(past: PastDeal, alike: list[_Likeness]) -> NearCase:
    was = past.situation
    return NearCase(
        id=past.id,
        customer=past.customer,
        title=past.title,
        result=past.result,
        closed=past.closed,
        amount=was.amount,
        near=tuple(each.why for each in alike),
        score=sum(each.points for each in alike),
        lost_reason=past.lost_reason,
        objection=was.objection,
        why=past.why,
        repeat=past.repeat,
        avoid=past.avoid,
    )


def _alike(now: Situation, then: Situation) -> Iterator[_Likeness]:
    if _same_words(now.objection, then.objection):
        yield _Likeness(4, message(N_("objection {objection}"), objection=then.objection))
    if _same_words(now.industry, then.industry):
        yield _Likeness(3, message(N_("industry {industry}"), industry=then.industry))
    if now.customer_id == then.customer_id:
        yield _Likeness(3, message(N_("the same customer")))
    if now.stage is not None and now.stage is then.stage:
        yield _Likeness(2, message(N_("at {stage}"), stage=now.stage))
    if now.company_size is not None and now.company_size is then.company_size:
        yield _Likeness(2, message(N_("size {size}"), size=now.company_size))
    yield from _amounts_alike(now.amount, then.amount)
    if _same_need(now.need_kind, then.need_kind):
        yield _Likeness(1, message(N_("need for {need}"), need=then.need_kind))


def _amounts_alike(now: Money | None, then: Money | None) -> Iterator[_Likeness]:
    """Compare amounts of one currency; of two nobody knows without a rate."""
    if now is None or then is None or now.currency != then.currency:
        return
    low, high = sorted((now.minor, then.minor))
    if not low:
        return
    if high <= low * _ALIKE:
        yield _Likeness(2, message(N_("amount alike")))
    elif high <= low * _SAME_ORDER:
        yield _Likeness(1, message(N_("amount of the same order")))


def _same_words(one: str | None, other: str | None) -> bool:
    return bool(one and other) and fold(one or "") == fold(other or "")


def _same_need(one: NeedKind | None, other: NeedKind | None) -> bool:
    if one is None or other is None:
        return False
    return one is other or NeedKind.BOTH in {one, other}
