"""Warnings that a customer may leave in words, with their figures as of a day."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from crmcli.domain.churn.figures import warnings_in
from crmcli.domain.churn.kind import ChurnKind
from crmcli.domain.churn.warning import ChurnWarning
from crmcli.domain.listed import clauses
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


_MOST = 4


def churn_reason(figures: str, today: date) -> Message:
    """Say in one line why a customer is to be looked at.

    Args:
        figures: the warnings nobody has looked at, as `figures_text` writes them.
        today: the local date it is asked on.

    Raises:
        ValueError: these are no figures.
    """
    return clauses([warning_words(each, today) for each in told(figures, today)])


def warning_words(warning: ChurnWarning, today: date, *, stands: bool = False) -> Message:
    """Say a warning with its figures, such as "orders every 30 days, now 50 (1.7×)".

    Args:
        warning: the warning.
        today: the local date it is asked on.
        stands: whether it is known to stand, also where a limit ran out in the middle of today.
    """
    if warning.kind is ChurnKind.OVERDUE_COMPLAINT:
        return _complaint(warning, late=stands or today > warning.appears)
    return _WORDS[warning.kind](warning, today)


def gap_text(gap: Fraction) -> str:
    """Write a median of days: a whole number, or one and a half, exactly."""
    whole, part = divmod(gap, 1)
    return f"{whole}.5" if part else str(whole)


def times(number: Fraction) -> str:
    """Write how many times something is, with one decimal, halves away from zero."""
    whole, part = divmod(int(number * 10 + Fraction(1, 2)), 10)
    return f"{whole}.{part}"


def quiet_days(warning: ChurnWarning, today: date) -> int:
    """Count the days since the day a warning is counted from."""
    return max(0, (today - warning.since).days)


def quiet_ratio(warning: ChurnWarning, today: date) -> Fraction | None:
    """Give how many usual gaps between orders have gone by; None for another kind of warning."""
    return None if not warning.gap else quiet_days(warning, today) / warning.gap


def told(figures: str, today: date) -> tuple[ChurnWarning, ...]:
    """Take the warnings that have appeared; before the first one has, those that come first."""
    found = warnings_in(figures)
    if not found:
        raise ValueError(figures)
    day = max(today, min(each.appears for each in found))
    return tuple(each for each in found if each.appears <= day)


def _rhythm(warning: ChurnWarning, today: date) -> Message:
    gap = warning.gap or Fraction(1)
    quiet, ratio = quiet_days(warning, today), times(quiet_days(warning, today) / gap)
    if gap.denominator == 1:
        return counted(
            "orders every day, now {quiet} ({ratio}×)",
            "orders every {count} days, now {quiet} ({ratio}×)",
            int(gap),
            quiet=quiet,
            ratio=ratio,
        )
    text = N_("orders every {gap} days, now {quiet} ({ratio}×)")
    return message(text, gap=gap_text(gap), quiet=quiet, ratio=ratio)


def _falling(warning: ChurnWarning, today: date) -> Message:
    del today
    return counted(
        "{count} order smaller: {amounts}",
        "{count} orders in a row smaller: {amounts}",
        len(warning.amounts) - 1,
        amounts=amounts_said(warning),
    )


def amounts_said(warning: ChurnWarning) -> Message:
    """Say the orders of a warning; of many the first two and the last."""
    told: list[Message] = [message("{amount}", amount=each) for each in warning.amounts]
    if len(told) > _MOST:
        told[2:-1] = [Message("…")]
    given = {f"part{number}": each for number, each in enumerate(told)}
    return Message(" → ".join(f"{{{name}}}" for name in given), given)


def _low_score(warning: ChurnWarning, today: date) -> Message:
    del today
    text = N_("score {score} on {since}")
    if warning.complaint_id is not None:
        text = N_("call-back of complaint {id}: score {score} on {since}")
    return message(text, id=warning.complaint_id, score=warning.score, since=warning.since)


def _complaint(warning: ChurnWarning, *, late: bool) -> Message:
    text = N_("complaint {id} overdue since {limit}")
    if not late:
        text = N_("complaint {id} overdue from {limit} on")
    return message(text, id=warning.complaint_id, limit=warning.limit)


def _no_deal(warning: ChurnWarning, today: date) -> Message:
    return counted(
        "key customer, {count} day without a deal",
        "key customer, {count} days without a deal",
        quiet_days(warning, today),
    )


_WORDS: dict[ChurnKind, Callable[[ChurnWarning, date], Message]] = {
    ChurnKind.RHYTHM: _rhythm,
    ChurnKind.FALLING: _falling,
    ChurnKind.LOW_SCORE: _low_score,
    ChurnKind.NO_DEAL: _no_deal,
}
