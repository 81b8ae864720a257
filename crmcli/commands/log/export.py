"""`crm log export`: the contact log for another program."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.exporting import HOW, File, OfCustomer, narrowed_by
from crmcli.commands.log import options as option
from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.shared_options import with_options
from crmcli.language import _

app = verbs()


@app.command(
    "export",
    short_help=_("Export the contact log as Excel, CSV, TSV, JSON or JSON lines."),
    help=_(
        "Export contacts as Excel, CSV, TSV, JSON or JSON lines, the latest first, with their"
        " authors. CSV, TSV and Excel have the texts of their promises alone, JSON has all of"
        " them. Those of customers who may not be shared are left out. Every export is recorded,"
        " with its purpose and whom it holds."
    ),
    epilog=examples(
        _("crm log export contacts.xlsx --since 2026-01-01 --purpose 'yearly review'"),
        "crm log export --customer 王芳 --format jsonl",
    ),
)
@with_options(HOW, after="file")
def export(
    context: typer.Context,
    file: File = "-",
    customer: OfCustomer = None,
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
    del file
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.exporting import carry_out
    from crmcli.commands.log.period import contact_query
    from crmcli.services.exports.sources import of_contacts

    query = contact_query(session, since, until, via, limit)
    named = None if customer is None else chosen(session, customer)
    told = narrowed_by(context.params, ("customer", "since", "until", "via", "limit"))
    carry_out(context, "log export", [of_contacts(query, named)], told)
