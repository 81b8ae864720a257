"""Why a customer's warnings stand, in full: the facts, the rule, the arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.warning import ChurnWarning
from crmcli.domain.churn.words import amounts_said, gap_text, quiet_days, times, told
from crmcli.domain.length import length
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date


def churn_explanation(figures: str, today: date) -> Iterator[Message]:
    """Explain in full why a customer is to be looked at: the facts, the rule, the arithmetic.

    Args:
        figures: the warnings nobody has looked at, as `figures_text` writes them.
        today: the local date it is asked on.

    Raises:
        ValueError: these are no figures.
    """
    for each in told(figures, today):
        yield from _EXPLAINED[each.kind](each, today)
    yield message(N_("A look at the warnings, with `crm churn look`, takes it off the list."))


def _rhythm_explained(warning: ChurnWarning, today: date) -> Iterator[Message]:
    gap, ratio = warning.gap or Fraction(1), warning.ratio or Fraction(1)
    yield message(
        N_("{orders} orders are known; the median of the days between two is {gap}."),
        orders=warning.orders,
        gap=gap_text(gap),
    )
    yield message(
        N_(
            "More than {ratio} × {gap} = {product} quiet days are a warning: {since} + {days}"
            " = {appears}."
        ),
        ratio=_decimal(ratio),
        gap=gap_text(gap),
        product=_decimal(ratio * gap),
        since=warning.since,
        days=(warning.appears - warning.since).days,
        appears=warning.appears,
    )
    quiet = quiet_days(warning, today)
    yield counted(
        "The last order was on {since}, {count} day ago: {count} ÷ {gap} = {times}.",
        "The last order was on {since}, {count} days ago: {count} ÷ {gap} = {times}.",
        quiet,
        since=warning.since,
        gap=gap_text(gap),
        times=times(quiet / gap),
    )


def _falling_explained(warning: ChurnWarning, today: date) -> Iterator[Message]:
    del today
    yield counted(
        "The last order, of {since}, was smaller than the one before: {amounts}.",
        "The last {count} orders were each smaller than the one before: {amounts}; the last was"
        " on {since}.",
        len(warning.amounts) - 1,
        amounts=amounts_said(warning),
        since=warning.since,
    )


def _low_score_explained(warning: ChurnWarning, today: date) -> Iterator[Message]:
    del today
    text = N_("The latest score is {score}, given on {since}; 2 or less is a warning.")
    if warning.complaint_id is not None:
        text = N_(
            "The latest score is {score}, given on {since} at the call-back of complaint"
            " {id}; 2 or less is a warning."
        )
    yield message(text, id=warning.complaint_id, score=warning.score, since=warning.since)


def _complaint_explained(warning: ChurnWarning, today: date) -> Iterator[Message]:
    del today
    yield message(
        N_(
            "The next step of complaint {id} has its limit at {limit}; after it, that is a warning."
        ),
        id=warning.complaint_id,
        limit=warning.limit,
    )


def _no_deal_explained(warning: ChurnWarning, today: date) -> Iterator[Message]:
    del today
    yield message(
        N_(
            "A key customer without an open deal: it became key, bought, or closed its last deal on"
            " {since}."
        ),
        since=warning.since,
    )
    yield message(
        N_("After {length} that is a warning: {since} + {length} = {appears}."),
        length="" if warning.span is None else length(warning.span),
        since=warning.since,
        appears=warning.appears,
    )


def _decimal(number: Fraction) -> str:
    """Write a product of a policy's ratio, of three decimals, and a half; exactly."""
    whole, part = divmod(number * 10_000, 10_000)
    return f"{int(whole)}.{int(part):04d}".rstrip("0").rstrip(".")


_EXPLAINED: dict[ChurnKind, Callable[[ChurnWarning, date], Iterator[Message]]] = {
    ChurnKind.RHYTHM: _rhythm_explained,
    ChurnKind.FALLING: _falling_explained,
    ChurnKind.LOW_SCORE: _low_score_explained,
    ChurnKind.OVERDUE_COMPLAINT: _complaint_explained,
    ChurnKind.NO_DEAL: _no_deal_explained,
}
