"""`crm log list` and `crm log show`: what is in the contact log."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    help=_("List contacts, the latest first."),
    epilog=examples(
        "crm log list 王芳 --limit 10", _("crm log list --since mon --via phone --json")
    ),
)
def list_(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only with this customer."))
    ] = None,
    since: Annotated[
        str | None, typer.Option(help=_("Only from this day on, as in --since mon."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(help=_("Only up to this day, as in --until yesterday."))
    ] = None,
    via: option.Via = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=_("The latest so many, as in --limit 20."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.complaints import complaints_below
    from crmcli.commands.log.period import contact_query
    from crmcli.render.contact import CONTACTS
    from crmcli.render.output import show_list
    from crmcli.services.contacts.reading import listed

    query = contact_query(session, since, until, via, limit)
    named = None if customer is None else chosen(session, customer)
    with complaints_below(session) as noted:
        show_list(session.output, CONTACTS, noted(listed(session.book, query, named)))


@app.command(
    "show",
    help=_("Show one contact in full."),
    epilog=examples("crm log show 42"),
)
def show(
    context: typer.Context,
    contact: Annotated[int, typer.Argument(metavar="ID", help=_("The contact's id."))],
) -> None:
    session = session_of(context)
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.contact import shown
    from crmcli.services.contacts.reading import one

    found = one(session.book, contact)
    shown(session.output, found)
    complaint_below(session, found.customer_id)
