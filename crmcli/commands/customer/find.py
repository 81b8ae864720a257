"""`crm customer find`: search in every field and note."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "find",
    help=_("Search in every field and note, in contacts and promises."),
    epilog=examples("crm customer find 报价", _('crm customer find "acme quote" --limit 10')),
)
def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("Words or parts of words; all must be there."))],
    limit: Annotated[
        int | None, typer.Option(min=0, help=_("The first so many, as in --limit 20."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.complaints import complaints_below
    from crmcli.render.found import FOUND
    from crmcli.render.output import show_list
    from crmcli.services.naming.finding import find as findings

    with complaints_below(session) as noted:
        show_list(session.output, FOUND, noted(findings(session.book, text, limit)))
