"""`crm purchase suggest`: what similar buyers bought too."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "suggest",
    short_help=_("What others who bought the same bought too."),
    help=_(
        "What else a customer might buy: what others bought who bought the same products, each with"
        " the counts it rests on."
    ),
    epilog=examples("crm purchase suggest 王芳", "crm purchase suggest 17 --limit 3 --json"),
)
def suggest(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
    limit: Annotated[int, typer.Option(min=0, help=_("The best so many."))] = 10,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.render.output import show_list
    from crmcli.render.preference import SUGGESTIONS, tell_nothing
    from crmcli.services.purchases.suggesting import suggested

    found = suggested(session.book, chosen(session, customer), limit)
    show_list(session.output, SUGGESTIONS, found.products)
    tell_nothing(session.output, found.nothing)
