"""`crm customer list`: any part of the book, in any order."""

from __future__ import annotations

import typer

from crmcli.commands.customer import filters as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    short_help=_("List customers: all, or those that meet conditions."),
    help=_("List customers: all, or those of some classes, or those that meet conditions."),
    epilog=examples(
        "crm customer list --grade A,B --sort expected_close",
        "crm customer list --where 'close < +2w and potential >= 1万'",
        "crm customer list --tag vip --format ids",
    ),
)
@with_options(option.FILTERS, after="context")
def listing(context: typer.Context) -> None:
    session = session_of(context)
    from crmcli.render.customer_list import show_customers
    from crmcli.services.customers.listing import listed, listed_ids

    query = option.query_of(session, context.params)
    book = session.book
    show_customers(session.output, lambda: listed(book, query), lambda: listed_ids(book, query))
