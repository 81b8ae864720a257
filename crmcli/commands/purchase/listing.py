"""`crm purchase list` and `crm purchase show`: what was bought."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.purchase import options as option
from crmcli.language import _

app = verbs()


@app.command(
    "list",
    short_help=_("List purchases, the latest first, and their sums."),
    help=_(
        "List purchases, the latest first; below a table the sum of each currency. Those of"
        " archived customers are left out, of sums too, unless --all is given, or the customer is"
        " named."
    ),
    epilog=examples(
        "crm purchase list 王芳",
        _("crm purchase list --product 钢管 --since 2026-01-01 --until yesterday"),
        "crm purchase list 王芳 --sums --json",
        "crm purchase list --all --sums",
    ),
)
def list_(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Only those of this customer."))
    ] = None,
    product: Annotated[
        str | None,
        typer.Option(help=_("Only this product, or those with the word in their name.")),
    ] = None,
    since: Annotated[
        str | None, typer.Option(help=_("Only from this day on, as in --since mon."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(help=_("Only up to this day, as in --until yesterday."))
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=_("The latest so many, as in --limit 20."))
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help=_("Those of archived customers too."))
    ] = False,
    sums: Annotated[
        bool, typer.Option("--sums", help=_("The sums of each currency alone, in any format."))
    ] = False,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.between import days_between
    from crmcli.commands.complaints import complaints_below
    from crmcli.domain.purchase import PurchaseQuery
    from crmcli.render.purchase_list import show_purchases, show_sums
    from crmcli.services.purchases import reading

    first, last = days_between(session, since, until)
    query = PurchaseQuery(product=product, since=first, until=last, limit=limit, archived=all_)
    named = None if customer is None else chosen(session, customer)
    if sums:
        show_sums(session.output, reading.sums(session.book, query, named))
        return
    found = reading.listed(session.book, query, named)
    with complaints_below(session) as noted:
        show_purchases(
            session.output, noted(found), lambda: reading.sums(session.book, query, named)
        )


@app.command(
    "show",
    help=_("Show one purchase in full."),
    epilog=examples("crm purchase show 3"),
)
def show(context: typer.Context, purchase: option.PurchaseId) -> None:
    session = session_of(context)
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.purchase import shown
    from crmcli.services.purchases.reading import one

    found = one(session.book, purchase)
    shown(session.output, found)
    complaint_below(session, found.customer_id)
