"""`crm report cases`: past wins and losses like the deal at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.commands.report.answering import answer_with
from crmcli.commands.report.options import REPORT
from crmcli.commands.shared_options import with_options
from crmcli.errors import N_, UsageFault
from crmcli.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.domain.reports.report import Report
    from crmcli.services.reports.reporting import Progress, ReportQuery
    from crmcli.session import Session
    from crmcli.store.book import Book

app = verbs()


PERIOD = Annotated[
    str | None,
    typer.Option(
        help=_(
            "Only those closed then, as in --period last-year; all if left out, this-year with"
            " --compare."
        )
    ),
]


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
        _("crm report cases --deal 3 --objection price"),
        _("crm report cases --deal maintenance --period this-year --html cases.html"),
    ),
)
@with_options({**REPORT, "period": PERIOD}, after="limit")
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
    limit: Annotated[int, typer.Option(min=1, help=_("The nearest so many, as in --limit 3."))] = 5,
) -> None:
    make = made_of(session_of(context), customer, deal, objection, limit)
    answer_with(context, "cases", make)


def made_of(
    session: Session, customer: str | None, deal: str | None, objection: str | None, limit: int
) -> Callable[[Book, ReportQuery, Progress | None], Report]:
    """Give what makes the report that a command line asks for; arguments as its options.

    Raises:
        WhichCase: neither a customer nor a deal is named, or both.
    """
    if (customer is None) == (deal is None):
        raise WhichCase
    from crmcli.domain.text import clean_label
    from crmcli.services.reports.cases import AtHand
    from crmcli.services.reports.cases import cases as nearest

    against = None if objection is None else clean_label(objection, "--objection")
    if deal is not None:
        from crmcli.commands.deal.options import deal_of

        at_hand = AtHand(deal=deal_of(session, deal), objection=against, most=limit)
    else:
        from crmcli.commands.asking import chosen

        whose = chosen(session, customer or "")
        at_hand = AtHand(customer=whose, objection=against, most=limit)
    return lambda book, query, told: nearest(book, query, at_hand, told)
