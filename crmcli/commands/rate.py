"""`crm rate`: what other currencies are worth in the book's, stated by hand with their day."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import examples, session_of, verbs
from crmcli.language import _
from crmcli.render.placeholders import argument_named

app = verbs()

Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]

DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Say what would be counted anew; write nothing."))
]


@app.command(
    "set",
    short_help=_("State what a currency is worth in the book's."),
    help=_(
        "State what one unit of a currency is worth in the book's, from a day on until a later"
        " rate. Purchases are counted by the rate of their day, and anew at once; how many before"
        " that day have no rate is said."
    ),
    epilog=examples(
        "crm rate set USD 7.12",
        "crm rate set JPY 0.0491 --on 2026-01-01",
        "crm rate set USD 7.2 --on 2026-01-01 --dry-run",
    ),
)
def set_(
    context: typer.Context,
    currency: Annotated[
        str | None, typer.Argument(metavar="CURRENCY", help=_("Its code, such as USD."))
    ] = None,
    rate: Annotated[
        str | None, typer.Argument(metavar="RATE", help=_("What one unit is worth, such as 7.12."))
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(help=_("From which day on, as in --on 2026-01-01; today if left out.")),
    ] = None,
    dry_run: DryRun = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.needed_value import needed
    from crmcli.domain.rates import read_rate
    from crmcli.render.progress import progress
    from crmcli.render.rate import stated
    from crmcli.services.purchases.rates import foresee, read_currency, state

    day = session.today if on is None else session.day(on)
    code = needed(
        session,
        None if currency is None else read_currency(currency),
        argument_named("CURRENCY"),
        "rate set",
        question=_("Which currency, such as USD"),
        read=read_currency,
    )
    worth = needed(
        session,
        None if rate is None else read_rate(rate),
        argument_named("RATE"),
        "rate set",
        question=_("What is 1 {currency} worth in the book's currency").format(currency=code),
        read=read_rate,
    )
    run = session.run("rate set", key=key)
    if dry_run:
        stated(session.output, foresee(session.book, run, code, worth, day))
        return
    with progress(_("Counting")) as (counting,):
        result = state(session.book, run, code, worth, day, counting)
    stated(session.output, result)


@app.command(
    "list",
    help=_("List the rates, the latest of each currency first."),
    epilog=examples("crm rate list", "crm rate list USD --json"),
)
def list_(
    context: typer.Context,
    currency: Annotated[
        str | None, typer.Argument(metavar="[CURRENCY]", help=_("Only those of this currency."))
    ] = None,
) -> None:
    session = session_of(context)
    from crmcli.render.output import show_list
    from crmcli.render.rate import RATES
    from crmcli.services.purchases.rates import listed

    show_list(session.output, RATES, listed(session.book, currency))


@app.command(
    "remove",
    help=_("Remove a rate. What it counted is counted by the one before it, or not at all."),
    epilog=examples("crm rate remove 2", "crm rate remove 2 --dry-run"),
)
def remove(
    context: typer.Context,
    rate: Annotated[int, typer.Argument(metavar="ID", help=_("The rate's id."))],
    dry_run: DryRun = False,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.render.progress import progress
    from crmcli.render.rate import removed
    from crmcli.services.purchases.rates import foresee_removal
    from crmcli.services.purchases.rates import remove as remove_rate

    if dry_run:
        removed(session.output, foresee_removal(session.book, rate))
        return
    run = session.run("rate remove", key=key)
    with progress(_("Counting")) as (counting,):
        result = remove_rate(session.book, run, rate, counting)
    removed(session.output, result)
