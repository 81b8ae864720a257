"""`crm feedback advance`, `close` and `reopen`: the steps of its procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands.feedback import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from crmcli.domain.feedback_state import FeedbackState
    from crmcli.domain.feedback_step import StepRequest
    from crmcli.session import Session

app = verbs()


class SkipWhereTo(UsageFault):
    """`--skip` without saying which step is next then."""

    code = "skip_without_target"
    sentence = N_("--skip needs the step that comes next, as in --to carried_out.")


@app.command(
    "advance",
    help=_(
        "Take the next step. Opinion, suggestion, praise: received, handled, customer_told."
        " Complaint: recorded, investigating, solution_made, carried_out, called_back, closed; the"
        " call-back needs a score, and 1 or 2 begins it anew. The first step and the solution are"
        " owed from when it was recorded, each later one from the step before it."
    ),
    epilog=examples(
        _('crm feedback advance 3 --note "visited, seal is worn"'),
        "crm feedback advance 4 --score 5",
        _('crm feedback advance 5 --to carried_out --skip --reason "fixed on the spot"'),
    ),
)
def advance(
    context: typer.Context,
    feedback: option.FeedbackId,
    note: option.Note = None,
    score: Annotated[
        int | None,
        typer.Option(min=1, max=5, help=_("What the customer says at the call-back, 1 to 5.")),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="WORD", help=_("The step, where it is not the next one.")),
    ] = None,
    skip: option.Skip = False,
    reason: option.Reason = None,
    handler: option.Handler = None,
    result: option.Result = None,
    at: option.At = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.choice import read_choice
    from crmcli.domain.feedback_state import FeedbackState
    from crmcli.domain.feedback_step import StepRequest

    if skip and to is None:
        raise SkipWhereTo
    step = None if to is None else read_choice(FeedbackState, to, "--to")
    request = StepRequest(
        to=step,
        skip=skip,
        score=_score(session, feedback, step) if score is None else score,
        **_said(session, note, handler, result, at),
    )
    _take(session, feedback, request, "feedback advance", reason, key)


@app.command(
    "close",
    help=_("Take the last step. A complaint is not closed before its call-back."),
    epilog=examples(_('crm feedback close 6 --result "new seals on all pumps"')),
)
def close(
    context: typer.Context,
    feedback: option.FeedbackId,
    note: option.Note = None,
    result: option.Result = None,
    skip: option.Skip = False,
    reason: option.Reason = None,
    at: option.At = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.feedback_step import StepRequest

    request = StepRequest(skip=skip, close=True, **_said(session, note, None, result, at))
    _take(session, feedback, request, "feedback close", reason, key)


@app.command(
    "reopen",
    help=_("Begin a closed feedback anew, with a reason. Its limits run from now on."),
    epilog=examples(_('crm feedback reopen 7 --reason "it leaks again"')),
)
def reopen(
    context: typer.Context,
    feedback: option.FeedbackId,
    reason: option.Reason = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import reason_of
    from crmcli.render.feedback import stepped
    from crmcli.services.feedback.steps import reopen as reopen_feedback

    why = reason_of(session, reason, "feedback reopen")
    run = session.run("feedback reopen", reason=why, key=key)
    stepped(session.output, reopen_feedback(session.book, run, feedback))


def _score(session: Session, feedback: int, to: FeedbackState | None) -> int | None:
    """Ask for the score of a call-back where someone can be asked; None for any other step."""
    if not session.interactive:
        return None
    from crmcli.commands.asking import ask_until, load_writers
    from crmcli.commands.needed_value import read_score
    from crmcli.domain.feedback_state import FeedbackState
    from crmcli.services.feedback.reading import one

    if (to or one(session.book, feedback, session.now).next_step) is not FeedbackState.CALLED_BACK:
        return None
    load_writers()
    return ask_until(_("What score did they give, from 1 to 5?"), read_score)


def _said(
    session: Session, note: str | None, handler: str | None, result: str | None, at: str | None
) -> dict[str, Any]:
    from crmcli.commands.feedback.texts import label_of, words_of
    from crmcli.commands.past_instant import past_instant

    return {
        "note": words_of(note, "--note"),
        "handler": label_of(handler, "--handler"),
        "result": words_of(result, "--result"),
        "at": None if at is None else past_instant(session, at)[0],
    }


def _take(
    session: Session,
    feedback: int,
    request: StepRequest,
    command: str,
    reason: str | None,
    key: str | None,
) -> None:
    if request.skip or reason is not None:
        from crmcli.commands.asking import reason_of

        reason = reason_of(session, reason, "--skip")
    from crmcli.render.feedback import stepped
    from crmcli.services.feedback.steps import advance as advance_feedback

    run = session.run(command, reason=reason, key=key)
    stepped(session.output, advance_feedback(session.book, run, feedback, request))
