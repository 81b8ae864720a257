"""`crm due load`: how much falls on each coming day."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.due.filters import Kind, choices
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "load",
    help=_("How many rows fall on each coming day; today has what is overdue too."),
    epilog=examples("crm due load", "crm due load --days 28 --kind follow_up"),
)
def load(
    context: typer.Context,
    days: Annotated[
        int, typer.Option(min=1, max=3660, help=_("How many days, today included."))
    ] = 14,
    kind: Kind = None,
) -> None:
    session = session_of(context)
    from crmcli.domain.due import DueQuery
    from crmcli.domain.due_kind import DueKind
    from crmcli.render.due_load import show_load
    from crmcli.services.due.load import load as counted

    query = DueQuery(session.today, kinds=choices(DueKind, kind, "--kind"))
    show_load(session.output, counted(session.book, query, days))
