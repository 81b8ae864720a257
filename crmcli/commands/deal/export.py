"""`crm deal export`: deals for another program."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.deal import filters
from crmcli.commands.exporting import HOW, File, OfCustomer, narrowed_by
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "export",
    short_help=_("Export deals as Excel, CSV, TSV, JSON or JSON lines."),
    help=_(
        "Export deals as Excel, CSV, TSV, JSON or JSON lines: the open ones, or with --all those"
        " won and lost too. Their moves and cases stay in the book. Those of customers who may not"
        " be shared are left out. Every export is recorded, with its purpose and whom it holds."
    ),
    epilog=examples(
        _("crm deal export deals.xlsx --all --purpose 'sales meeting'"),
        "crm deal export --won --closed-within 30d --format jsonl",
    ),
)
@with_options(filters.FILTERS, after="customer")
@with_options(HOW, after="file")
def export(
    context: typer.Context,
    file: File = "-",
    customer: OfCustomer = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help=_("The first so many, as in --limit 20."))
    ] = None,
) -> None:
    del file
    session = session_of(context)
    from dataclasses import replace

    from crmcli.commands.asking import chosen
    from crmcli.commands.exporting import carry_out
    from crmcli.services.exports.sources import of_deals

    query = replace(filters.query_of(session, context.params), limit=limit)
    named = None if customer is None else chosen(session, customer)
    told = narrowed_by(context.params, ("customer", *filters.FILTERS, "limit"))
    carry_out(context, "deal export", [of_deals(query, named)], told)
