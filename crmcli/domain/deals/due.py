"""When a deal is due, and why: its date has passed, or it was quiet for too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.domain.basis import Basis
from crmcli.domain.counted_words import calendar_explanation, end_of, length_of
from crmcli.domain.length import length
from crmcli.domain.message import Message, counted, message
from crmcli.domain.span import Span, Unit
from crmcli.domain.stage import CLOSED_STAGES
from crmcli.errors import N_, NN_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crmcli.domain.counting import Rhythm
    from crmcli.domain.stage import Stage

_DAY = Span(1, Unit.DAY)
_QUIET_DAYS = NN_(
    "{stage}: no contact for {count} day, limit {limit}",
    "{stage}: no contact for {count} days, limit {limit}",
)
"""The days of a limit as a number, beside other days."""
_QUIET = NN_(
    "{stage}: no contact for {count} day, limit {length}",
    "{stage}: no contact for {count} days, limit {length}",
)


class DealDue(NamedTuple):
    """The local date a deal is due, and what it is counted from: its close, or the last sign.

    `figures` are those of `counting.Reckoned`.
    """

    due: date
    basis: Basis
    since: date
    figures: str | None = None


class DealDueFacts(NamedTuple):
    """What the reasons of a due deal are told from; dates are local dates.

    Args:
        title: what the deal is called.
        stage: its stage.
        due: when it is due.
        basis: `CLOSE_PASSED` or `QUIET`.
        since: the expected close, or the day of the last contact or move.
        limit: how long a deal of this stage may be quiet.
        close: when it is expected to close; None where no date is known.
        figures: what the work calendar did to the date (`counting.Reckoned.figures`).
    """

    title: str
    stage: Stage
    due: date
    basis: Basis
    since: date
    limit: Span
    close: date | None = None
    figures: str | None = None


def quiet_since(
    opened: date, stage_since: date | None = None, last_contact: date | None = None
) -> date:
    """Give the day of the last sign of a deal: it was opened or moved, or its customer contacted.

    Args:
        opened: the local date it was opened.
        stage_since: the day of its last move of stage.
        last_contact: the day of its customer's last contact that counts.
    """
    return max(day for day in (opened, stage_since, last_contact) if day is not None)


def deal_due(
    expected_close: date | None, quiet_since: date, limit: Rhythm, stage: Stage
) -> DealDue | None:
    """Say when a deal is due: the day after its close, or when it was quiet for its stage's limit.

    Args:
        expected_close: when it is expected to close; None where no date is known.
        quiet_since: the day of the last contact that counts, or move of the deal, or its opening.
        limit: how long a deal of this stage may be quiet.
        stage: its stage; one that ends a deal owes nothing.

    Returns:
        Whichever is first; None for a deal that was won or lost.
    """
    if stage in CLOSED_STAGES:
        return None
    found = limit.after(quiet_since)
    quiet = DealDue(found.due, Basis.QUIET, quiet_since, found.figures)
    if expected_close is None:
        return quiet
    passed = DealDue(_DAY.after(expected_close), Basis.CLOSE_PASSED, expected_close)
    return passed if passed.due <= quiet.due else quiet


def deal_reason(facts: DealDueFacts, today: date) -> Message:
    """Say in one line why a deal is on the list.

    Args:
        facts: what it rests on.
        today: the local date it is asked on; what is due later is told as it is on that day.
    """
    if facts.basis is Basis.CLOSE_PASSED:
        passed = facts.since < today
        text = N_("expected close {close} has passed") if passed else N_("expected close {close}")
        return message(text, close=facts.since)
    limit = facts.limit
    one, many = _QUIET_DAYS if limit.unit is Unit.DAY else _QUIET
    quiet = counted(
        one,
        many,
        max(0, (today - facts.since).days),
        stage=facts.stage,
        limit=limit.count,
        length=length(limit),
    )
    if facts.close is None or facts.close >= today:
        return quiet
    return message(N_("{quiet}; expected close {close} has passed"), quiet=quiet, close=facts.close)


def deal_explanation(facts: DealDueFacts) -> Iterator[Message]:
    """Explain a due deal in full: the facts, the rule, the arithmetic."""
    yield message(N_("The deal {title} is at {stage}."), title=facts.title, stage=facts.stage)
    if facts.basis is Basis.CLOSE_PASSED:
        yield message(
            N_("It is expected to close on {close}, and due the day after: {due}."),
            close=facts.since,
            due=facts.due,
        )
        yield message(N_("It stays on the list until it has a new date, or is won or lost."))
        return
    yield message(
        N_("At this stage {length} without a contact or a move are the limit."),
        length=length_of(facts.limit, facts.figures),
    )
    yield message(
        N_("The last one was on {since}: {since} + {length} = {due}."),
        since=facts.since,
        length=length_of(facts.limit, facts.figures),
        due=end_of(facts.limit, facts.since, facts.figures),
    )
    yield from calendar_explanation(facts.figures, facts.basis)
    if facts.close is not None:
        yield message(N_("It is expected to close on {close}."), close=facts.close)
    yield message(N_("A contact or a move to another stage takes it off the list."))
