"""`crm customer show`: the one-page briefing."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.asking import chosen, tell_of_endings
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "show",
    short_help=_("One customer on one page: grade, clocks, promises, contacts."),
    help=_(
        "Who it is, its grade and why, what you owe it, its deals and purchases, what it said back"
        " and what warns you, its promises and last contacts: all on one page."
    ),
    epilog=examples("crm customer show 王芳", "crm customer show 5678 --json"),
)
def show(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
) -> None:
    session = session_of(context)
    from crmcli.render.briefing import briefing
    from crmcli.services.customers.briefing import briefing as read_briefing

    named = chosen(session, customer)
    tell_of_endings(session, customer)
    briefing(session.output, read_briefing(session.book, named, session.now))
