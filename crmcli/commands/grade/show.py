"""`crm grade show`: a customer's grade, and all that stands behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "show",
    short_help=_("A customer's grade: why, since when, and its history."),
    help=_("A customer's grade: why, since when, the rule's own answer, and the whole history."),
    epilog=examples("crm grade show 王芳", "crm grade show 17 --json"),
)
def show(
    context: typer.Context,
    customer: Annotated[
        str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))
    ],
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.grade import shown
    from crmcli.services.grades.reading import report

    found = report(session.book, chosen(session, customer), session.today)
    shown(session.output, found, session.today)
    complaint_below(session, found.customer_id)
