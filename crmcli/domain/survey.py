"""Satisfaction surveys (满意度): an answer, and what a set of answers comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crmcli.domain.channel import Channel

_SATISFIED = 4
_PROMOTER, _DETRACTOR = 9, 6


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """An answer as it is to be kept; `at` is a local date."""

    at: date
    score: int
    recommend: int | None = None
    via: Channel | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyQuery:
    """Which answers are asked for.

    Args:
        customer_id: only those of this customer.
        since: only from this local date on.
        until: only up to this local date.
    """

    customer_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """An answer as it is in the book; the field names are the keys of its JSON.

    `at` is a local date.
    """

    id: int
    customer_id: int
    customer: str
    at: date
    score: int
    recommend: int | None
    via: Channel | None
    note: str | None
    author: str


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """What answers come to; the field names are the keys of its JSON.

    A figure stands beside the number of answers it rests on, and is None where there are none.
    `average` has two decimals; `satisfied_percent`, the share of scores 4 and 5, and
    `net_recommendation`, promoters (9 and 10) less detractors (0 to 6) in percent, have one.

    Args:
        since: the first local date that was asked for.
        until: the last.
        answers: how many scores there are.
        average: their average.
        satisfied: how many are 4 or 5.
        satisfied_percent: their share.
        recommend_answers: how many said whether they would recommend.
        promoters: how many of these said 9 or 10.
        passives: how many said 7 or 8.
        detractors: how many said 6 or less.
        net_recommendation: promoters less detractors, in percent.
    """

    since: date | None
    until: date | None
    answers: int
    average: float | None
    satisfied: int
    satisfied_percent: float | None
    recommend_answers: int
    promoters: int
    passives: int
    detractors: int
    net_recommendation: float | None


def summary(
    answers: Iterable[tuple[int, int | None, int]],
    since: date | None = None,
    until: date | None = None,
) -> SurveySummary:
    """Sum answers up.

    Args:
        answers: score, recommendation or None, and how many answered just so.
        since: the first local date that was asked for.
        until: the last.
    """
    count = total = satisfied = promoters = passives = detractors = 0
    for score, recommend, many in answers:
        count += many
        total += score * many
        satisfied += many if score >= _SATISFIED else 0
        if recommend is not None:
            promoters += many if recommend >= _PROMOTER else 0
            detractors += many if recommend <= _DETRACTOR else 0
            passives += many if _DETRACTOR < recommend < _PROMOTER else 0
    asked = promoters + passives + detractors
    return SurveySummary(
        since=since,
        until=until,
        answers=count,
        average=_ratio(total, count, 100),
        satisfied=satisfied,
        satisfied_percent=_ratio(100 * satisfied, count, 10),
        recommend_answers=asked,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        net_recommendation=_ratio(100 * (promoters - detractors), asked, 10),
    )


def _ratio(part: int, whole: int, places: int) -> float | None:
    """Divide, rounded half away from zero to one part in `places`; None where nobody answered."""
    if not whole:
        return None
    sign = -1 if part < 0 else 1
    return sign * ((2 * abs(part) * places + whole) // (2 * whole)) / places
