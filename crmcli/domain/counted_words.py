"""What the work calendar did to a due date, in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli.domain.basis import Basis
from crmcli.domain.counting import reckoned_from
from crmcli.domain.holiday_words import holiday_told
from crmcli.domain.length import length
from crmcli.domain.message import Message, counted, message
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.domain.counting import Reckoned
    from crmcli.domain.due_reason import DueFacts
    from crmcli.domain.span import Span
    from crmcli.domain.work_calendar import WorkCalendar

_NOT_COUNTED = frozenset({Basis.GRADE_CHANGED, Basis.POLICY_CHANGED, Basis.CLOSE_PASSED})
"""Dates that are not the end of a cadence, though there is one."""


def moved(why: Message, facts: DueFacts) -> Message:
    """Add to a reason which free day its date was moved from."""
    if not facts.figures or facts.basis in _NOT_COUNTED:
        return why
    found = reckoned_from(facts.figures)
    if found.free is not None and not found.holiday:
        why = message(N_("{why}; {day} is a weekend"), why=why, day=found.free)
    elif found.free is not None:
        text = N_("{why}; {day} is free ({holiday})")
        why = message(text, why=why, day=found.free, holiday=holiday_told(found.holiday))
    if found.known_until is not None:
        text = N_("{why}; holidays known until {day} only")
        return message(text, why=why, day=found.known_until)
    if found.known_from is not None:
        text = N_("{why}; holidays known from {day} on only")
        return message(text, why=why, day=found.known_from)
    return why


def rhythm_of(span: Span, figures: str | None) -> Span | Message:
    """Say how often something comes round, in working days where it was counted so."""
    if not figures or not reckoned_from(figures).working:
        return span
    return counted("every working day", "every {count} working days", span.count)


def length_of(span: Span, figures: str | None) -> Message:
    """Say how long something takes, in working days where it was counted so."""
    if not figures or not reckoned_from(figures).working:
        return length(span)
    return counted("{count} working day", "{count} working days", span.count)


def end_of(span: Span, since: date, figures: str | None) -> date:
    """Give the end of a cadence as it was counted, before a free day moved it."""
    if not figures:
        return span.after(since)
    found = reckoned_from(figures)
    return found.due if found.working or found.free is None else found.free


def calendar_explanation(figures: str | None, basis: Basis) -> Iterator[Message]:
    """Explain what the work calendar did to a date; nothing where it did nothing."""
    if not figures or basis in _NOT_COUNTED:
        return
    found = reckoned_from(figures)
    if found.working and found.free is not None:
        yield message(
            N_("Free days are passed over, {day} among them ({holiday})."),
            day=found.free,
            holiday=holiday_told(found.holiday),
        )
    elif found.free is not None:
        yield _off_the_free_day(found)
    if found.set_on is not None:
        yield message(
            N_("Free days count so from {day} on: nothing is moved to a day before that."),
            day=found.set_on,
        )
    if found.known_until is not None:
        yield message(
            N_("Holidays are known until {day}; later only weekends are free."),
            day=found.known_until,
        )
    if found.known_from is not None:
        yield message(
            N_("Holidays are known from {day} on; before that only weekends are free."),
            day=found.known_from,
        )


def passed_over(calendar: WorkCalendar, first: date, last: date) -> Iterator[Message]:
    """Tell which of the days between two a calendar marks, and where it knows no more."""
    for day in (first + timedelta(days=ahead) for ahead in range((last - first).days + 1)):
        found = calendar.marked.get(day)
        if found is not None and not found.works:
            text = N_("Free days are passed over, {day} among them ({holiday}).")
            yield message(text, day=day, holiday=holiday_told(found.name))
            break
    if not calendar.knows(last) and calendar.known_until is not None:
        text = N_("Holidays are known until {day}; later only weekends are free.")
        yield message(text, day=calendar.known_until)


def _off_the_free_day(found: Reckoned) -> Message:
    before = found.free is not None and found.due < found.free
    if found.holiday:
        text = N_("{day} is free ({holiday}), so the next working day counts: {due}.")
        if before:
            text = N_("{day} is free ({holiday}), so the working day before counts: {due}.")
        return message(text, day=found.free, holiday=holiday_told(found.holiday), due=found.due)
    text = N_("{day} is a weekend, so the next working day counts: {due}.")
    if before:
        text = N_("{day} is a weekend, so the working day before counts: {due}.")
    return message(text, day=found.free, due=found.due)
