"""`crm feedback list` and `crm feedback show`: what customers said, and how far it has come."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.due.filters import choices
from crmcli.commands.feedback import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    help=_(
        "List feedback and complaints. What is open comes first, the earliest limit before the"
        " others."
    ),
    epilog=examples(
        "crm feedback list --open",
        "crm feedback list --overdue --kind complaint",
        "crm feedback list 王芳 --json",
        "crm feedback list --open --limit 10",
    ),
)
def list_(
    context: typer.Context,
    customer: option.OneCustomer = None,
    open_: Annotated[bool, typer.Option("--open", help=_("Only what is not closed."))] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only what is not closed and past its limit."))
    ] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option(help=_("Only these kinds, as in complaint,opinion; repeatable.")),
    ] = None,
    handler: Annotated[
        str | None, typer.Option("--handler", help=_("Only what this one handles."))
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=_("That of archived customers too."))] = False,
    limit: option.Limit = None,
) -> None:
    session = session_of(context)
    from itertools import islice

    from crmcli.commands.feedback.texts import label_of
    from crmcli.domain.feedback import FeedbackQuery
    from crmcli.domain.feedback_state import FeedbackKind
    from crmcli.render.feedback import show_feedback
    from crmcli.services.feedback.reading import listed

    query = FeedbackQuery(
        kinds=choices(FeedbackKind, kind, "--kind"),
        handler=label_of(handler, "--handler"),
        open=open_,
        overdue=overdue,
        all=all_,
    )
    narrowed = customer is not None or query != FeedbackQuery(all=all_)
    if customer is not None:
        from crmcli.commands.asking import chosen

        customer = chosen(session, customer)
    found = listed(session.book, query, session.now, customer)
    show_feedback(session.output, islice(found, limit), narrowed=narrowed)


@app.command(
    "show",
    help=_("Show one feedback in full: its steps, its limit, its measures."),
    epilog=examples("crm feedback show 3"),
)
def show(context: typer.Context, feedback: option.FeedbackId) -> None:
    session = session_of(context)
    from crmcli.render.feedback import shown
    from crmcli.services.feedback.reading import one

    shown(session.output, one(session.book, feedback, session.now))
