"""How feedback looks: the line after a change, one in full, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.domain.feedback import Feedback
from crmcli.domain.feedback_reason import step_task
from crmcli.domain.feedback_state import FeedbackKind, Severity
from crmcli.errors import N_
from crmcli.language import _, ngettext, pgettext
from crmcli.render import joined
from crmcli.render.consent import tell_unwelcome
from crmcli.render.gate import one_line, safe
from crmcli.render.output import Listing, Output, show_list, show_record
from crmcli.render.words import label, say, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crmcli.domain.feedback import FeedbackStep
    from crmcli.domain.message import Message
    from crmcli.render.layout import Layout
    from crmcli.services.feedback.steps import StepResult


def recorded(output: Output, feedback: Feedback, refused: Message | None) -> None:
    """Say what was recorded, and what follows until when.

    Args:
        output: how this run answers.
        feedback: the feedback.
        refused: that the customer may not be contacted; None if it may.
    """
    _said(output, feedback, _(_RECORDED[feedback.kind]), extra={"may_contact": refused is None})
    if refused is not None:
        tell_unwelcome(feedback.customer, refused)


def stepped(output: Output, result: StepResult) -> None:
    """Say which step was taken, and what follows until when."""
    feedback = result.feedback
    if not result.reopened:
        text = _("{kind} {id} of {customer} ({customer_id}): {state}.")
        if feedback.closed is not None and feedback.kind is FeedbackKind.COMPLAINT:
            text = _("Closed {kind} {id} of {customer} ({customer_id}), score {score}.")
    elif feedback.steps and len(feedback.steps) > 1 and feedback.steps[-2].state is result.taken:
        text = _("Score {score} reopens {kind} {id} of {customer} ({customer_id}).")
    else:
        text = _("Reopened {kind} {id} of {customer} ({customer_id}).")
    _said(output, feedback, text)


def edited(output: Output, feedback: Feedback, *, changed: bool) -> None:
    """Say that a feedback was changed, or that it is as it was."""
    text = _("Nothing changes for {kind} {id} of {customer} ({customer_id}).")
    if changed:
        text = _("Changed {kind} {id} of {customer} ({customer_id}).")
    _said(output, feedback, text)


def shown(output: Output, feedback: Feedback) -> None:
    """Show one feedback in full, with its steps and measures."""
    show_record(output, feedback, _lines(feedback), key=feedback.id)


def show_feedback(output: Output, found: Iterable[Feedback], *, narrowed: bool) -> None:
    """Write a list of feedback.

    Args:
        output: how this run answers.
        found: the feedback.
        narrowed: whether only a part was asked for, for what is said of an empty list.
    """
    empty = _("No such feedback.") if narrowed else _("No feedback yet.")
    listing = Listing(Feedback, key=FEEDBACK.key, layout=_layout, empty=empty)
    show_list(output, listing, found)


def following(feedback: Feedback) -> str:
    """Say what is the next step and until when; nothing where none is owed."""
    if feedback.next_step is None or feedback.closed is not None:
        return ""
    task = say(step_task(feedback.next_step))
    if feedback.step_due is None:
        return _("Next: {task}.").format(task=task)
    return _("Next: {task} by {due}.").format(task=task, due=word(feedback.step_due))


_RECORDED = {
    FeedbackKind.OPINION: N_("Recorded opinion {id} of {customer} ({customer_id})."),
    FeedbackKind.SUGGESTION: N_("Recorded suggestion {id} of {customer} ({customer_id})."),
    FeedbackKind.PRAISE: N_("Recorded praise {id} of {customer} ({customer_id})."),
    FeedbackKind.COMPLAINT: N_("Recorded complaint {id} of {customer} ({customer_id})."),
}


def _said(
    output: Output, feedback: Feedback, text: str, extra: Mapping[str, object] | None = None
) -> None:
    told = text.format(
        kind=label(feedback.kind),
        id=feedback.id,
        customer=one_line(feedback.customer),
        customer_id=feedback.customer_id,
        state=label(feedback.state),
        score=feedback.score,
    )
    told = told[:1].upper() + told[1:]
    line = joined.sentences((told, following(feedback)))
    show_record(output, feedback, [line], key=feedback.id, extra=extra)


def _lines(feedback: Feedback) -> Iterator[str]:
    head = _("{kind} {id} of {customer} ({customer_id}), {opened}: {state}").format(
        kind=label(feedback.kind),
        id=feedback.id,
        customer=one_line(feedback.customer),
        customer_id=feedback.customer_id,
        opened=word(feedback.opened),
        state=label(feedback.state),
    )
    yield head[:1].upper() + head[1:]
    yield f"  {safe(feedback.text)}"
    severity = "" if feedback.severity is Severity.NORMAL else label(feedback.severity)
    rows = (
        (_("Category"), feedback.category or ""),
        (_("Severity"), severity),
        (_("Via"), word(feedback.via)),
        (_("Handled by"), feedback.handler or ""),
        (_("Next"), _owed(feedback)),
        (pgettext("day on which a feedback was closed", "Closed"), word(feedback.closed)),
        (_("Score"), word(feedback.score)),
        (_("Result"), feedback.result or ""),
    )
    for name, text in rows:
        if text:
            yield f"  {joined.titled(name, safe(text))}"
    yield f"  {joined.heading(_('Steps'))}"
    for step in feedback.steps:
        yield f"    {_step(step)}"
    if feedback.measures:
        yield f"  {joined.heading(_('Measures'))}"
    for each in feedback.measures:
        line = _("{id}  {text}, {owner} by {by}").format(
            id=each.id, text=one_line(each.text), owner=one_line(each.owner), by=word(each.by)
        )
        done = "" if each.done is None else _("done {day}").format(day=each.done)
        yield f"    {joined.facts((line, done))}"


def _owed(feedback: Feedback) -> str:
    if feedback.next_step is None or feedback.closed is not None:
        return ""
    text = say(step_task(feedback.next_step))
    if feedback.step_due is not None:
        text = _("{task} by {due}").format(task=text, due=word(feedback.step_due))
    return joined.facts((text, late(feedback.overdue_days) if feedback.overdue_days else ""))


def late(days: int) -> str:
    """Say how many days late something is."""
    return ngettext("{count} day late", "{count} days late", days).format(count=days)


def _step(step: FeedbackStep) -> str:
    text = _("{at}  {state}, by {author}").format(
        at=word(step.at), state=label(step.state), author=one_line(step.author)
    )
    marks = [
        _("reopened") if step.reopened else "",
        _("steps skipped") if step.skipped else "",
        "" if step.score is None else _("score {score}").format(score=step.score),
    ]
    words = [one_line(each) for each in (step.note, step.reason) if each]
    marked = joined.facts((text, *marks))
    return joined.titled(marked, joined.clauses(words)) if words else marked


def _layout() -> Layout:
    from crmcli.render.layout import Column, Layout  # noqa: PLC0415 - tables only

    def style(feedback: Feedback) -> str:
        if feedback.closed is not None:
            return "dim"
        return "red" if feedback.overdue_days else ""

    return Layout(
        (
            Column(_("Id"), lambda row: str(row.id), right=True),
            Column(
                pgettext("day on which something is due", "Due"),
                lambda row: word(row.step_due),
                style=style,
            ),
            Column(_("Kind"), lambda row: label(row.kind)),
            Column(_("State"), lambda row: label(row.state), needs=60),
            Column(_("Customer"), lambda row: f"{row.customer} ({row.customer_id})", wraps=True),
            Column(_("Handled by"), lambda row: row.handler or "", needs=120),
            Column(_("Category"), lambda row: row.category or "", needs=100),
            Column(_("Said"), _text, wraps=True),
        )
    )


def _text(feedback: Feedback) -> str:
    grave = feedback.severity is Severity.HIGH and feedback.closed is None
    return f"[{label(feedback.severity)}] {feedback.text}" if grave else feedback.text


FEEDBACK = Listing(Feedback, key=lambda row: row.id)  # type: ignore[attr-defined]
