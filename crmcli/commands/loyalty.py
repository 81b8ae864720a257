"""`crm loyalty`: points and levels of customers, off until a policy sets them."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands.parsing import HELP, examples, session_of, verbs
from crmcli.language import _

app = verbs()

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=_("Name, id, phone or e-mail."))]
Reason = Annotated[
    str | None, typer.Option("--reason", help=_("What for; kept in the ledger and the history."))
]
Key = Annotated[
    str | None, typer.Option("--key", help=_("Makes a retry safe: the same key writes once."))
]


@app.command(
    "list",
    short_help=_("Who has points and which level, best first."),
    help=_(
        "Who has points and which level, those who earned most first. Points are off until set:"
        " crm grade policy --set loyalty.points=1 gives one for each 100 units of the book's"
        " currency."
    ),
    epilog=examples("crm loyalty list --limit 20", "crm loyalty list --format csv"),
)
def list_(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help=_("The archived ones too."))] = False,
    limit: Annotated[
        int | None, typer.Option(min=0, help=_("The best so many, as in --limit 20."))
    ] = None,
) -> None:
    session = session_of(context)
    from dataclasses import replace

    from crmcli.commands.complaints import complaints_below
    from crmcli.render.loyalty import show_accounts
    from crmcli.services.loyalty.reading import listed

    found = listed(session.book, archived=all_, limit=limit)
    with complaints_below(session) as noted:
        show_accounts(session.output, replace(found, accounts=tuple(noted(found.accounts))))


@app.command(
    "show",
    short_help=_("A customer's points, line by line, and its level."),
    help=_(
        "A customer's points line by line with the balance after each, its level, what is missing"
        " to the next one, and whom it referred."
    ),
    epilog=examples("crm loyalty show 王芳", "crm loyalty show 17 --json"),
)
def show(context: typer.Context, customer: Customer) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen
    from crmcli.commands.complaints import complaint_below
    from crmcli.render.loyalty import show_ledger
    from crmcli.services.loyalty.reading import one

    found = one(session.book, chosen(session, customer))
    show_ledger(session.output, found)
    complaint_below(session, found.account.customer_id)


@app.command(
    "redeem",
    help=_("Redeem points of a customer, with a reason; no more than there are."),
    epilog=examples(_("crm loyalty redeem 王芳 5 --reason 'gift card'")),
)
def redeem(
    context: typer.Context,
    customer: Customer,
    points: Annotated[str, typer.Argument(metavar="POINTS", help=_("How many, like 200."))],
    reason: Reason = None,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, reason_of
    from crmcli.domain.loyalty import read_points

    number = read_points(points)
    named = chosen(session, customer)
    why = reason_of(session, reason, "loyalty redeem")
    from crmcli.render.loyalty import redeemed
    from crmcli.services.loyalty.changes import redeem as redeem_points

    run = session.run("loyalty redeem", reason=why, key=key)
    redeemed(session.output, redeem_points(session.book, run, named, number))


@app.command(
    "adjust",
    short_help=_("Give a customer points by hand, or take some."),
    help=_(
        "Give a customer points by hand, or take some, with a reason; no more are taken than there"
        " are."
    ),
    epilog=examples(
        _("crm loyalty adjust 王芳 +50 --reason 'from the old card'"),
        _("crm loyalty adjust 王芳 -5 --reason 'counted twice'"),
    ),
    # Fewer points begin with the sign of an option.
    context_settings={**HELP, "ignore_unknown_options": True},
)
def adjust(
    context: typer.Context,
    customer: Customer,
    points: Annotated[
        str, typer.Argument(metavar="±POINTS", help=_("How many more or fewer, like +50 or -50."))
    ],
    reason: Reason = None,
    key: Key = None,
) -> None:
    session = session_of(context)
    from crmcli.commands.asking import chosen, reason_of
    from crmcli.domain.loyalty import read_points

    number = read_points(points, signed=True)
    named = chosen(session, customer)
    why = reason_of(session, reason, "loyalty adjust")
    from crmcli.render.loyalty import adjusted
    from crmcli.services.loyalty.changes import adjust as adjust_points

    run = session.run("loyalty adjust", reason=why, key=key)
    adjusted(session.output, adjust_points(session.book, run, named, number))
