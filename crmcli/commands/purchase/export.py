"""`crm purchase export`: what was bought, for another program."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.exporting import HOW, File, OfCustomer, narrowed_by
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "export",
    short_help=_("Export purchases as Excel, CSV, TSV, JSON or JSON lines."),
    help=_(
        "Export purchases as Excel, CSV, TSV, JSON or JSON lines, the latest first, with their"
        " authors; `crm purchase import` reads the file back. Those of archived customers are left"
        " out unless --all is given, or the customer is named; those of customers who may not be"
        " shared always. Every export is recorded, with its purpose and whom it holds."
    ),
    epilog=examples(
        _("crm purchase export purchases.xlsx --since 2026-01-01 --purpose 'tax return'"),
        "crm purchase export --product 钢管 --format jsonl",
    ),
)
@with_options(HOW, after="file")
def export(
    context: typer.Context,
    file: File = "-",
    customer: OfCustomer = None,
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
) -> None:
    del file
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.between import days_between
    from crmcli.commands.exporting import carry_out
    from crmcli.domain.purchase import PurchaseQuery
    from crmcli.services.exports.sources import of_purchases

    first, last = days_between(session, since, until)
    query = PurchaseQuery(product=product, since=first, until=last, limit=limit, archived=all_)
    named = None if customer is None else chosen(session, customer)
    names = ("customer", "product", "since", "until", "limit", "all_")
    told = narrowed_by(context.params, names)
    carry_out(context, "purchase export", [of_purchases(query, named)], told)
