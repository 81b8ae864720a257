"""`crm feedback add`: what a customer said, and its first step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.feedback import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.errors import N_, UsageFault
from crmcli.language import _
from crmcli.render.placeholders import argument_named

if TYPE_CHECKING:
    from crmcli.domain.feedback_state import FeedbackKind
    from crmcli.session import Session

app = verbs()


class KindMissing(UsageFault):
    """A feedback of no kind, and nobody to ask."""

    code = "missing_argument"
    sentence = N_("{name} is missing.")
    hint = N_("Say which it is: --kind opinion, suggestion, praise or complaint.")


@app.command(
    "add",
    help=_(
        "Record what a customer said. A complaint is recorded, investigated, solved, carried out,"
        " called back and closed; other feedback is received, handled, and the customer told. Each"
        " step has its limit, which `crm due` shows."
    ),
    epilog=examples(
        _('crm feedback add 王芳 "the pump leaks" --kind complaint --severity high'),
        _('crm feedback add 17 "an app would help" --kind suggestion --category service'),
        _("crm feedback add 宏远 送货很快 --kind 表扬 --at yesterday"),
    ),
)
def add(
    context: typer.Context,
    customer: option.Customer,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help=_("What the customer said; - reads stdin."))
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help=_("opinion, suggestion, praise or complaint."))
    ] = None,
    category: option.Category = None,
    severity: option.SeverityText = None,
    via: option.Via = None,
    handler: option.Handler = None,
    at: option.At = None,
    key: option.Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.feedback.texts import label_of, words_of
    from crmcli.commands.needed_value import needed_text
    from crmcli.commands.past_instant import past_instant
    from crmcli.domain.channel import Channel
    from crmcli.domain.choice import read_choice
    from crmcli.domain.feedback import FeedbackDraft
    from crmcli.domain.feedback_state import Severity

    named = chosen(session, customer)
    said = needed_text(
        session, text, argument_named("TEXT"), "feedback add", _("What did they say?")
    )
    draft = FeedbackDraft(
        kind=_kind(session, kind),
        # A dash that was typed as an answer is a text, and no stdin.
        text=said if text is None else words_of(said, argument_named("TEXT")) or "",
        opened=past_instant(session, at)[0],
        category=label_of(category, "--category"),
        severity=Severity.NORMAL
        if severity is None
        else read_choice(Severity, severity, "--severity"),
        via=None if via is None else read_choice(Channel, via, "--via"),
        handler=label_of(handler, "--handler"),
    )
    from crmcli.render.feedback import recorded
    from crmcli.services.feedback.recording import add as add_feedback
    from crmcli.services.promises.reading import unwelcome

    added = add_feedback(session.book, session.run("feedback add", key=key), named, draft)
    recorded(session.output, added, unwelcome(session.book, added.customer_id))


def _kind(session: Session, text: str | None) -> FeedbackKind:
    from crmcli.domain.choice import read_choice
    from crmcli.domain.feedback_state import FeedbackKind

    if text is not None:
        return read_choice(FeedbackKind, text, "--kind")
    if not session.interactive:
        raise KindMissing(name="--kind")
    from crmcli.commands.asking import ask_until, load_writers

    load_writers()
    from crmcli.render.choices import answers

    question = _("Kind ({kinds})").format(kinds=answers(FeedbackKind))
    return ask_until(question, lambda answer: read_choice(FeedbackKind, answer, "--kind"))
