"""The grade of a customer: how near the deal is, by need and expected close (客户等级)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.grade import Grade, GradeSource, Ground, Need
from crmcli.domain.message import Message, message
from crmcli.domain.named_deal import closing_deal
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from crmcli.domain.named_deal import NamedDeal, OpenDeal
    from crmcli.domain.span import Span


@dataclass(frozen=True, slots=True)
class Facts:
    """What a grade follows from: the need and the date the deal is expected to close."""

    need: Need | None = None
    expected_close: date | None = None


def with_deals(own: Facts, deals: Sequence[OpenDeal], today: date) -> Facts:
    """Give the facts that count, for a customer that may have open deals (product.md section 2).

    An open deal counts as a clear need, and the date of `closing_deal` wins over their own.
    """
    if not deals:
        return own
    deal = closing_deal(deals, own.expected_close, today)
    return Facts(Need.CLEAR, own.expected_close if deal is None else deal.close)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule's answer to some facts; `grade` is None where they support none.

    `deal` is the open deal that the date among the facts is of, where it is one's and known.
    """

    grade: Grade | None
    ground: Ground
    deal: NamedDeal | None = None


def judge(facts: Facts, today: date, horizons: Mapping[Grade, Span]) -> Verdict:
    """Run the grading rule of product.md section 2 on facts.

    Args:
        facts: need and expected close.
        today: the local date the facts are judged on.
        horizons: for A, B and C, the span within which a clear need closes. Boundaries are closed
            on the near side: exactly `today + span` still belongs to the grade.
    """
    if facts.need is None:
        return Verdict(None, Ground.NEED_UNKNOWN)
    if facts.need is Need.NONE:
        return Verdict(Grade.E, Ground.NO_NEED)
    if facts.need is Need.POTENTIAL:
        return Verdict(Grade.D, Ground.POTENTIAL)
    if facts.expected_close is None:
        return Verdict(Grade.D, Ground.NO_DATE)
    if facts.expected_close < today:
        return Verdict(None, Ground.CLOSE_PASSED)
    for grade, horizon in horizons.items():
        if facts.expected_close <= horizon.after(today):
            return Verdict(grade, Ground.CLOSES)
    return Verdict(Grade.D, Ground.CLOSES_LATE)


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade as it stands: the grade, who gave it, and what it rests on."""

    grade: Grade
    source: GradeSource
    ground: Ground | None


def regrade(
    current: Grading, verdict: Verdict, *, new_facts: bool, chosen: Grade | None = None
) -> Grading:
    """Decide the grade after a contact or an edit.

    Args:
        current: the grade as it stands.
        verdict: the rule's answer to the facts as they are now.
        new_facts: whether need or expected close were given with this change; only then does the
            rule replace a grade set by hand.
        chosen: a grade given by the user, which wins over the rule.
    """
    if chosen is not None:
        return Grading(chosen, GradeSource.HAND, verdict.ground)
    if verdict.grade is None:
        return Grading(current.grade, current.source, verdict.ground)
    if current.source is GradeSource.HAND and not new_facts:
        return current
    return Grading(verdict.grade, GradeSource.RULE, verdict.ground)


def ground_message(
    ground: Ground, expected_close: date | None, deal: NamedDeal | None = None
) -> Message:
    """Say what the rule's answer rests on.

    Args:
        ground: what it rests on.
        expected_close: the date it rests on, if it does on one.
        deal: the deal that this is the date of.
    """
    told = _ground_message(ground, expected_close)
    if deal is None or ground not in _DATED:
        return told
    return message(N_("{why} (deal {id}: {title})"), why=told, id=deal.id, title=deal.title)


def _ground_message(ground: Ground, expected_close: date | None) -> Message:
    if ground in {Ground.CLOSES, Ground.CLOSES_LATE} and expected_close is not None:
        return message(N_("closes {close}"), close=expected_close)
    if ground is Ground.CLOSE_PASSED and expected_close is not None:
        return message(N_("expected close {close} has passed"), close=expected_close)
    return message(_GROUNDS[ground])


_DATED = frozenset({Ground.CLOSES, Ground.CLOSES_LATE, Ground.CLOSE_PASSED})
_GROUNDS = {
    Ground.CLOSES: N_("closes soon"),
    Ground.CLOSES_LATE: N_("closes later"),
    Ground.NO_DATE: N_("clear need, no date yet"),
    Ground.POTENTIAL: N_("potential need"),
    Ground.NO_NEED: N_("no need and no chance"),
    Ground.CLOSE_PASSED: N_("expected close has passed"),
    Ground.NEED_UNKNOWN: N_("need not known"),
}
