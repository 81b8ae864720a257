"""`crm report cases`: past wins and losses like the deal at hand."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.report.options import FILES
from crmcli.commands.shared_options import with_options
from crmcli.errors import N_, UsageFault
from crmcli.language import _

app = verbs()


class WhichCase(UsageFault):
    """Neither a customer nor a deal, or both."""

    code = "missing_argument"
    sentence = N_("Name a customer or a deal, one of them.")
    hint = N_("As in: crm report cases 王芳, or crm report cases --deal 3")


@app.command(
    "cases",
    short_help=_("Past wins and losses nearest to a deal, and why."),
    help=_(
        "Past wins and losses nearest to a deal, and why each is near: objection, industry, stage,"
        " size, amount. For a customer it is its open deal that closes first."
    ),
    epilog=examples(
        "crm report cases 王芳",
        "crm report cases --deal 3 --objection price",
        "crm report cases --deal maintenance --period this-year --html cases.html",
    ),
)
@with_options(FILES, after="limit")
def cases(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Argument(metavar="[CUSTOMER]", help=_("Name, id, phone or e-mail."))
    ] = None,
    deal: Annotated[
        str | None,
        typer.Option("--deal", help=_("The deal at hand, as in --deal 3 or a part of its title.")),
    ] = None,
    objection: Annotated[
        str | None, typer.Option(help=_("What stands against it, as in --objection price."))
    ] = None,
    period: Annotated[
        str | None, typer.Option(help=_("Only those closed then, as in --period last-year."))
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help=_("The nearest so many, as in --limit 3."))] = 5,
) -> None:
    session = session_of(context)
    if (customer is None) == (deal is None):
        raise WhichCase
    from crmcli.commands.report.answering import files_of, write
    from crmcli.domain.reports.cases import cases_report
    from crmcli.domain.reports.period import read_period
    from crmcli.domain.text import clean_label
    from crmcli.render.deals.cases import show_cases
    from crmcli.services.deals.cases import CaseQuery, nearest_to_customer, nearest_to_deal

    files = files_of(session, context.params)
    against = None if objection is None else clean_label(objection, "objection")
    days = read_period(period or "all", session.today)
    query = CaseQuery(days, against, limit)
    if deal is not None:
        from crmcli.commands.deal.options import deal_of

        found = nearest_to_deal(session.book, deal_of(session, deal), query)
    else:
        from crmcli.commands.asking import chosen

        found = nearest_to_customer(session.book, chosen(session, customer or ""), query)
    if files:
        made = cases_report(found.cases, found.looked_at, days, session.today)
        write(made, files, quiet=session.quiet)
    if not files or session.format is not None:
        show_cases(session.output, found)
