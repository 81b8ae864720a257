"""What is owed for a feedback in words: what is to be done, in one line, and in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.domain.counted_words import passed_over
from crmcli.domain.feedback_limit import next_step
from crmcli.domain.feedback_state import FeedbackKind, FeedbackState
from crmcli.domain.message import Message, message
from crmcli.domain.working_policy import days_told, hours_text
from crmcli.errors import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from crmcli.domain.limit import Limit
    from crmcli.domain.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the reason of an owed step is told from.

    Args:
        feedback_id: which feedback.
        kind: of what kind it is.
        state: how far it has come.
        text: what the customer said.
        counted_from: the instant its limit is counted from.
        due_at: the instant until which the next step is owed.
        limit: how long it may take.
        handler: who handles it, if somebody does.
        reopened: whether it was reopened.
    """

    feedback_id: int
    kind: FeedbackKind
    state: FeedbackState
    text: str
    counted_from: datetime
    due_at: datetime
    limit: Limit
    handler: str | None = None
    reopened: bool = False


def step_title(facts: StepFacts) -> Message:
    """Say what is to be done."""
    step = next_step(facts.kind, facts.state) or facts.state
    return message(N_("{task}: {text}"), task=message(_TITLES[step]), text=facts.text)


def step_task(step: FeedbackState) -> Message:
    """Say in a few words what leads to a state, such as "investigate"."""
    return message(_TASKS[step])


def step_reason(facts: StepFacts) -> Message:
    """Say in one line what is owed: "complaint 3, recorded: investigate by 2026-03-03 09:00"."""
    step = next_step(facts.kind, facts.state) or facts.state
    return message(
        N_("{kind} {id}, {state}: {task} by {due}"),
        kind=facts.kind,
        id=facts.feedback_id,
        state=facts.state,
        task=step_task(step),
        due=facts.due_at,
    )


def step_explanation(facts: StepFacts, working: WorkingTime) -> Iterator[Message]:
    """Explain an owed step in full: the facts, the rule, the arithmetic.

    Args:
        facts: what it rests on.
        working: when work is done, and whether limits are counted by it.
    """
    text = N_("{kind} {id}: {text}. It is {state}.")
    if facts.handler is not None:
        text = N_("{kind} {id}: {text}. It is {state}, handled by {handler}.")
    yield message(
        text,
        kind=message(_KINDS[facts.kind]),
        id=facts.feedback_id,
        text=facts.text,
        state=facts.state,
        handler=facts.handler,
    )
    yield message(
        _rule(facts),
        length=facts.limit.length,
        since=facts.counted_from,
        due=facts.due_at,
    )
    if working.working:
        yield message(
            N_("Limits count working time: {days}, {hours}."),
            days=days_told(working.days),
            hours=hours_text(working.start, working.end),
        )
        zone = facts.due_at.tzinfo
        first, last = facts.counted_from.astimezone(zone).date(), facts.due_at.date()
        yield from passed_over(working.calendar, first, last)


def _rule(facts: StepFacts) -> str:
    if facts.reopened and facts.state in _AFTER_REOPENING:
        return _AFTER_REOPENING[facts.state]
    return _RULES[facts.state]


_KINDS = {
    FeedbackKind.OPINION: N_("Opinion"),
    FeedbackKind.SUGGESTION: N_("Suggestion"),
    FeedbackKind.PRAISE: N_("Praise"),
    FeedbackKind.COMPLAINT: N_("Complaint"),
}
_TASKS = {
    FeedbackState.RECEIVED: N_("receive it"),
    FeedbackState.HANDLED: N_("handle it"),
    FeedbackState.CUSTOMER_TOLD: N_("tell the customer"),
    FeedbackState.RECORDED: N_("record it"),
    FeedbackState.INVESTIGATING: N_("investigate"),
    FeedbackState.SOLUTION_MADE: N_("make a solution"),
    FeedbackState.CARRIED_OUT: N_("carry the solution out"),
    FeedbackState.CALLED_BACK: N_("call back for a score"),
    FeedbackState.CLOSED: N_("close it"),
}
_TITLES = {
    FeedbackState.RECEIVED: N_("Receive"),
    FeedbackState.HANDLED: N_("Handle"),
    FeedbackState.CUSTOMER_TOLD: N_("Tell the customer"),
    FeedbackState.RECORDED: N_("Record"),
    FeedbackState.INVESTIGATING: N_("Investigate"),
    FeedbackState.SOLUTION_MADE: N_("Make a solution"),
    FeedbackState.CARRIED_OUT: N_("Carry the solution out"),
    FeedbackState.CALLED_BACK: N_("Call back for a score"),
    FeedbackState.CLOSED: N_("Close"),
}
_RULES = {
    FeedbackState.RECEIVED: N_(
        "A feedback is handled and the customer told within {length} of receiving it:"
        " {since} + {length} = {due}."
    ),
    FeedbackState.HANDLED: N_(
        "The customer is told within {length} of the feedback: {since} + {length} = {due}."
    ),
    FeedbackState.RECORDED: N_(
        "A complaint's first step is taken within {length} of recording it:"
        " {since} + {length} = {due}."
    ),
    FeedbackState.INVESTIGATING: N_(
        "A complaint has a solution within {length} of recording it: {since} + {length} = {due}."
    ),
    FeedbackState.SOLUTION_MADE: N_(
        "A solution is carried out within {length}: {since} + {length} = {due}."
    ),
    FeedbackState.CARRIED_OUT: N_(
        "The customer is called back within {length} of carrying out: {since} + {length} = {due}."
    ),
    FeedbackState.CALLED_BACK: N_(
        "A complaint is closed within {length} of a good call-back: {since} + {length} = {due}."
    ),
}
_AFTER_REOPENING = {
    FeedbackState.RECEIVED: N_(
        "A feedback is handled and the customer told within {length} of reopening it:"
        " {since} + {length} = {due}."
    ),
    FeedbackState.HANDLED: N_(
        "The customer is told within {length} of reopening the feedback:"
        " {since} + {length} = {due}."
    ),
    FeedbackState.RECORDED: N_(
        "A complaint's first step is taken within {length} of reopening it:"
        " {since} + {length} = {due}."
    ),
    FeedbackState.INVESTIGATING: N_(
        "A complaint has a solution within {length} of reopening it: {since} + {length} = {due}."
    ),
}
