"""`crm feedback export`: feedback and complaints for another program."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.due.filters import choices
from crmcli.commands.exporting import HOW, File, OfCustomer, narrowed_by
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "export",
    short_help=_("Export feedback as Excel, CSV, TSV, JSON or JSON lines."),
    help=_(
        "Export feedback and complaints as Excel, CSV, TSV, JSON or JSON lines. CSV, TSV and Excel"
        " have the names of their steps and the texts of their measures alone, JSON has all of"
        " them. That of archived customers is left out unless --all is given, or the customer is"
        " named; that of customers who may not be shared always. Every export is recorded, with"
        " its purpose and whom it holds."
    ),
    epilog=examples(
        _("crm feedback export complaints.xlsx --kind complaint --purpose meeting"),
        "crm feedback export --open --format jsonl",
    ),
)
@with_options(HOW, after="file")
def export(
    context: typer.Context,
    file: File = "-",
    customer: OfCustomer = None,
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
) -> None:
    del file
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.exporting import carry_out
    from crmcli.commands.feedback.texts import label_of
    from crmcli.domain.feedback import FeedbackQuery
    from crmcli.domain.feedback_state import FeedbackKind
    from crmcli.services.exports.sources import of_feedback

    query = FeedbackQuery(
        kinds=choices(FeedbackKind, kind, "--kind"),
        handler=label_of(handler, "--handler"),
        open=open_,
        overdue=overdue,
        all=all_,
    )
    named = None if customer is None else chosen(session, customer)
    names = ("customer", "open_", "overdue", "kind", "handler", "all_")
    told = narrowed_by(context.params, names)
    carry_out(context, "feedback export", [of_feedback(query, named, session.now)], told)
