"""`crm report products`: what was sold of each product."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _

app = verbs()


@app.command(
    "products",
    short_help=_("What was sold of each product, to how many."),
    help=_(
        "What was sold of each product: orders, customers, quantity, a sum for each currency, and"
        " when it was bought last; those ordered most often first. What archived customers bought"
        " is left out, as in crm purchase list, unless --all is given."
    ),
    epilog=examples(
        "crm report products",
        "crm report products --since 2026-01-01 --until yesterday --json",
        "crm report products --all",
    ),
)
def products(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option(help=_("Only from this day on, as in --since mon."))
    ] = None,
    until: Annotated[
        str | None, typer.Option(help=_("Only up to this day, as in --until yesterday."))
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help=_("The first so many, as in --limit 20."))
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help=_("What archived customers bought too."))
    ] = False,
) -> None:
    session = session_of(context)
    from crmcli.commands.between import days_between
    from crmcli.render.product_report import show_products
    from crmcli.services.purchases import product_report

    first, last = days_between(session, since, until)
    rows = product_report.products(session.book, first, last, limit, archived=all_)
    show_products(
        session.output,
        rows,
        lambda: product_report.products_sum(session.book, first, last, archived=all_),
    )
